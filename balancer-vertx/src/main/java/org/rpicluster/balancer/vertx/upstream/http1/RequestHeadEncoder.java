package org.rpicluster.balancer.vertx.upstream.http1;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpRequestEncoder;
import java.nio.charset.StandardCharsets;

/**
 * Netty's encoder of requests, but for the target: each of its characters is the byte that came,
 * which Netty would write in UTF-8. On its event loop only. RFC 9112 §3.
 */
final class RequestHeadEncoder extends HttpRequestEncoder {

  private static final byte[] VERSION = " HTTP/1.1\r\n".getBytes(StandardCharsets.US_ASCII);

  @Override
  protected void encodeInitialLine(ByteBuf buffer, HttpRequest upstreamRequest) {
    ByteBufUtil.copy(upstreamRequest.method().asciiName(), buffer);
    buffer.writeByte(' ');
    buffer.writeCharSequence(upstreamRequest.uri(), StandardCharsets.ISO_8859_1);
    buffer.writeBytes(VERSION);
  }
}
