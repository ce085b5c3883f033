package org.rpicluster.balancer.vertx.downstream.http1;

import io.netty.channel.Channel;
import java.time.Duration;
import org.rpicluster.balancer.vertx.downstream.ChannelConnection;

/**
 * A client's HTTP/1 connection as those who carry its requests see it. One object for each
 * connection; on its event loop only.
 */
final class Http1Connection extends ChannelConnection {

  private final Http1Handler handler;

  Http1Connection(Channel channel, Http1Handler handler) {
    super(channel);
    this.handler = handler;
  }

  @Override
  public void waits(boolean waiting) {
    handler.waits(waiting);
  }

  @Override
  public void close() {
    handler.output().closeBehind();
  }

  @Override
  public void closeGently(Duration most) {
    handler.ending().closeGently(most);
  }
}
