package org.rpicluster.balancer.vertx.downstream.vertx;

import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpRequest;
import io.vertx.core.http.Http1ServerConfig;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** What the proxy's own decoder makes of bytes. */
public final class Decoding {

  private Decoding() {}

  /** The requests, invalid ones as well. */
  public static List<HttpRequest> requests(byte[] bytes) {
    List<HttpRequest> requests = new ArrayList<>();
    for (Object read : read(bytes, Math.max(1, bytes.length))) {
      if (read instanceof HttpRequest request) {
        requests.add(request);
      }
    }
    return requests;
  }

  /** All that is read, as text, whatever the pieces of a body were. */
  static String text(byte[] bytes, int packet) {
    StringBuilder text = new StringBuilder();
    for (Object read : read(bytes, packet)) {
      if (read instanceof HttpRequest request) {
        text.append(
            request.decoderResult().isFailure()
                ? "\ninvalid"
                : "\n" + request.method() + request.uri() + request.headers().entries());
      } else if (read instanceof HttpContent content) {
        // One that breaks may bring what came in the same packet before it.
        text.append(content.content().toString(StandardCharsets.ISO_8859_1));
        text.append(content.decoderResult().isFailure() ? "\nbroken" : "");
      }
    }
    return text.toString();
  }

  private static List<Object> read(byte[] bytes, int packet) {
    EmbeddedChannel channel =
        new EmbeddedChannel(
            new StrictRequestDecoder(new Http1ServerConfig()), new RequestGuardHandler());
    for (int from = 0; from < bytes.length; from += packet) {
      int length = Math.min(packet, bytes.length - from);
      channel.writeInbound(Unpooled.copiedBuffer(bytes, from, length));
    }
    channel.finish();
    List<Object> all = new ArrayList<>();
    for (Object read = channel.readInbound(); read != null; read = channel.readInbound()) {
      all.add(read);
    }
    return all;
  }
}
