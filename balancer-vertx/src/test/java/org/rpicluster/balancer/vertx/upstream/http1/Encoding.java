package org.rpicluster.balancer.vertx.upstream.http1;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.HttpRequest;

/** What the proxy's own encoder makes of a request. */
public final class Encoding {

  private Encoding() {}

  /** The bytes of its head. */
  public static byte[] head(HttpRequest upstreamRequest) {
    EmbeddedChannel channel = new EmbeddedChannel(new RequestHeadEncoder());
    channel.writeOutbound(upstreamRequest);
    ByteBuf bytes = channel.readOutbound();
    byte[] copy = ByteBufUtil.getBytes(bytes);
    bytes.release();
    channel.finishAndReleaseAll();
    return copy;
  }
}
