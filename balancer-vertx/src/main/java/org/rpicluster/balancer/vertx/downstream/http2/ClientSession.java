package org.rpicluster.balancer.vertx.downstream.http2;

import io.netty.channel.Channel;
import java.time.Duration;
import org.rpicluster.balancer.vertx.downstream.ChannelConnection;
import org.rpicluster.balancer.vertx.netty.ChannelTimer;

/**
 * A client's HTTP/2 connection, as its exchanges have it. One object for each connection; on its
 * event loop only.
 */
final class ClientSession extends ChannelConnection {

  ClientSession(Channel channel) {
    super(channel);
  }

  /** A stream that waits has its own end, and is told of the client's. */
  @Override
  public void waits(boolean waiting) {}

  /** Behind the streams that are open: Netty says goodbye first, and waits for them. */
  @Override
  public void close() {
    channel().close();
  }

  @Override
  public void closeGently(Duration most) {
    ChannelTimer.schedule(channel(), most, this::closeNow);
    close();
  }
}
