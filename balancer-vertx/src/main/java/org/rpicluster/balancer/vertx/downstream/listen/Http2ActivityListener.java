package org.rpicluster.balancer.vertx.downstream.listen;

import io.netty.handler.codec.http2.Http2Connection;
import io.netty.handler.codec.http2.Http2ConnectionAdapter;
import io.netty.handler.codec.http2.Http2Stream;

/**
 * Tells the watch of an HTTP/2 connection whether any stream is open. A head that never becomes
 * whole opens none. On its event loop only.
 */
final class Http2ActivityListener extends Http2ConnectionAdapter {

  private final Http2Connection connection;
  private final ClientTimer watch;

  Http2ActivityListener(Http2Connection connection, ClientTimer watch) {
    this.connection = connection;
    this.watch = watch;
  }

  @Override
  public void onStreamActive(Http2Stream stream) {
    watch.busy();
  }

  @Override
  public void onStreamClosed(Http2Stream stream) {
    if (connection.numActiveStreams() == 0) {
      watch.expectNext();
    }
  }
}
