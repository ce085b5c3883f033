package org.rpicluster.balancer.vertx.upstream.http1;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import org.rpicluster.balancer.vertx.http.codec.Head;
import org.rpicluster.balancer.vertx.http.codec.HeadWriter;

/** What the proxy's own writer makes of a request. */
public final class Encoding {

  private Encoding() {}

  /** The bytes of its head. */
  public static byte[] head(Head upstreamRequest) {
    ByteBuf bytes = Unpooled.buffer();
    HeadWriter.write(upstreamRequest, bytes);
    return ByteBufUtil.getBytes(bytes);
  }
}
