package org.rpicluster.balancer.vertx.downstream.vertx;

import io.netty.channel.ChannelPipeline;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.impl.HttpServerConnection;

/**
 * The way from Vert.x' objects to what is below them. On the module path it is closed unless {@code
 * --add-exports} opens it: then no type of that package is touched, and what has a use for it goes
 * without. Stateless; each call on its event loop.
 */
final class ClientWire {

  private static final boolean OPEN =
      HttpServerRequest.class
          .getModule()
          .isExported("io.vertx.core.http.impl", ClientWire.class.getModule());

  private ClientWire() {}

  /** Whether there is a way at all: without it no connection can become a tunnel. */
  static boolean isOpen() {
    return OPEN;
  }

  /** What handles an HTTP/1.1 connection, from the wire to Vert.x. Only where it is open. */
  static ChannelPipeline pipeline(HttpConnection connection) {
    return ((HttpServerConnection) connection).channelHandlerContext().pipeline();
  }
}
