package org.rpicluster.balancer.vertx.http.codec;

import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.PrematureChannelClosureException;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMessage;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpRequestDecoder;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseDecoder;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** What Netty's decoders make of bytes, in one piece. */
final class NettyReading {

  private NettyReading() {}

  static Transcript requests(byte[] bytes) {
    return read(new EmbeddedChannel(new HttpRequestDecoder(config())), bytes);
  }

  /** Line feeds alone end lines there as well, as they may for a member. */
  static Transcript answers(byte[] bytes) {
    return read(
        new EmbeddedChannel(new HttpResponseDecoder(config().setStrictLineParsing(false))), bytes);
  }

  private static HttpDecoderConfig config() {
    return new HttpDecoderConfig()
        .setMaxInitialLineLength(Reading.LIMITS.lineBytes())
        .setMaxHeaderSize(Reading.LIMITS.fieldBytes())
        .setMaxChunkSize(64 * 1024);
  }

  private static Transcript read(EmbeddedChannel channel, byte[] bytes) {
    Transcript transcript = new Transcript();
    channel.writeInbound(Unpooled.copiedBuffer(bytes));
    channel.finish();
    for (Object read = channel.readInbound(); read != null; read = channel.readInbound()) {
      if (read instanceof HttpObject message) {
        note(message, transcript); // behind a 101 come bytes
      }
      ReferenceCountUtil.release(read);
    }
    return transcript;
  }

  private static void note(HttpObject read, Transcript transcript) {
    if (read.decoderResult().isFailure()) {
      Throwable cause = read.decoderResult().cause();
      if (!(cause instanceof PrematureChannelClosureException)) {
        transcript.refused(words(cause));
      }
      return;
    }
    if (read instanceof HttpMessage head) {
      transcript.head(line(head), fields(head.headers()));
    }
    if (read instanceof HttpContent content) {
      transcript.body(content.content().toString(StandardCharsets.ISO_8859_1));
    }
    if (read instanceof LastHttpContent last) {
      transcript.end(fields(last.trailingHeaders()));
    }
  }

  private static String words(Throwable cause) {
    return cause.getClass().getSimpleName()
        + " "
        + String.valueOf(cause.getMessage()).replaceAll("[^ -~]|\\d+|'.*|\".*", "~");
  }

  private static String line(HttpMessage head) {
    if (head instanceof HttpRequest request) {
      return request.method() + " " + request.uri() + " " + request.protocolVersion();
    }
    HttpResponse answer = (HttpResponse) head;
    return answer.protocolVersion()
        + " "
        + answer.status().code()
        + " "
        + answer.status().reasonPhrase();
  }

  private static List<String> fields(HttpHeaders fields) {
    return fields.entries().stream().map(f -> f.getKey() + ": " + f.getValue()).toList();
  }
}
