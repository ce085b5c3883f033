package org.rpicluster.balancer.vertx.wire;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.DecoderResult;
import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.HttpMessage;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.vertx.core.http.Http1ServerConfig;
import io.vertx.core.http.impl.http1.VertxHttpRequestDecoder;
import java.util.List;

/**
 * Vert.x' decoder of requests, which besides takes the request line at its word: one space between
 * its parts and nothing but line ends before it, where Netty skips what looks like a space to it.
 * Another reader may see another request there (CVE-2026-50020). A few comparisons for each
 * request. On its event loop only. RFC 9112 §2.2, §3.
 */
final class StrictRequestDecoder extends VertxHttpRequestDecoder {

  private static final String UNREAD = "-";

  private boolean betweenRequests = true;
  private int lastWordEnd;

  /** Nothing is read any more; the superclass would take what comes next for a request. */
  private boolean broken;

  StrictRequestDecoder(Http1ServerConfig limits) {
    super(limits);
  }

  @Override
  protected void decode(ChannelHandlerContext ctx, ByteBuf buffer, List<Object> out)
      throws Exception {
    if (broken) {
      buffer.skipBytes(buffer.readableBytes());
      return;
    }
    if (betweenRequests && !isCleanStart(buffer)) {
      broken = true;
      buffer.skipBytes(buffer.readableBytes());
      HttpMessage invalid = createInvalidMessage();
      invalid.setDecoderResult(
          DecoderResult.failure(new IllegalArgumentException("bytes before the request line")));
      out.add(invalid);
      return;
    }
    int before = out.size();
    super.decode(ctx, buffer, out);
    for (int i = before; i < out.size(); i++) {
      betweenRequests |= out.get(i) instanceof LastHttpContent;
      broken |= out.get(i) instanceof HttpObject read && read.decoderResult().isFailure();
    }
  }

  /** RFC 9112 §2.2: empty lines may stand before a request line, and nothing else may. */
  private static boolean isCleanStart(ByteBuf buffer) {
    for (int i = buffer.readerIndex(); i < buffer.writerIndex(); i++) {
      byte b = buffer.getByte(i);
      if (b != '\r' && b != '\n') {
        return b > ' ' && b < 0x7F;
      }
    }
    return true;
  }

  @Override
  protected String splitFirstWordInitialLine(byte[] line, int start, int length) {
    lastWordEnd = start + length;
    return super.splitFirstWordInitialLine(line, start, length);
  }

  @Override
  protected String splitSecondWordInitialLine(byte[] line, int start, int length) {
    checkSpaceBefore(line, start);
    lastWordEnd = start + length;
    return super.splitSecondWordInitialLine(line, start, length);
  }

  @Override
  protected String splitThirdWordInitialLine(byte[] line, int start, int length) {
    checkSpaceBefore(line, start);
    return super.splitThirdWordInitialLine(line, start, length);
  }

  private void checkSpaceBefore(byte[] line, int start) {
    if (start != lastWordEnd + 1 || line[lastWordEnd] != ' ') {
      throw new IllegalArgumentException("not one space within the request line");
    }
  }

  @Override
  protected HttpMessage createMessage(String[] initialLine) {
    betweenRequests = false;
    HttpRequest made = (HttpRequest) super.createMessage(initialLine);
    return new WireRequest(made.protocolVersion(), made.method(), made.uri(), made.headers());
  }

  /** Of a request whose first line could not be read; the log shows it as such. */
  @Override
  protected HttpMessage createInvalidMessage() {
    DefaultHttpHeaders none = new DefaultHttpHeaders();
    return new WireRequest(HttpVersion.HTTP_1_1, HttpMethod.valueOf(UNREAD), UNREAD, none);
  }

  @Override
  protected boolean isContentAlwaysEmpty(HttpMessage message) {
    return !(message instanceof HttpRequest) && super.isContentAlwaysEmpty(message);
  }
}
