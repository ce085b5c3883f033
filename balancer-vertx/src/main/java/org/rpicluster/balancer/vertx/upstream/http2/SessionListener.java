package org.rpicluster.balancer.vertx.upstream.http2;

import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.http2.Http2ConnectionAdapter;
import io.netty.handler.codec.http2.Http2Stream;

/** Tells the session of streams that have ended, and of a member that goes. On its event loop. */
final class SessionListener extends Http2ConnectionAdapter {

  private final Session session;

  SessionListener(Session session) {
    this.session = session;
  }

  @Override
  public void onStreamClosed(Http2Stream stream) {
    session.streamClosed();
  }

  @Override
  public void onGoAwayReceived(int lastStreamId, long errorCode, ByteBuf debugData) {
    session.goesAway(lastStreamId);
  }
}
