package org.rpicluster.balancer.vertx.downstream.vertx;

import io.netty.channel.Channel;
import io.netty.handler.codec.http2.Http2Connection;
import io.netty.handler.codec.http2.Http2ConnectionAdapter;
import io.netty.handler.codec.http2.Http2Stream;
import io.netty.util.AttributeKey;

/**
 * Tells when a stream of a client's HTTP/2 connection is closed: when nothing of its request, nor
 * of an answer that the client does not take, is held any more. One listener for each connection;
 * on its event loop only. RFC 9113 §5.1.
 */
final class StreamEnds extends Http2ConnectionAdapter {

  private static final AttributeKey<StreamEnds> KEY =
      AttributeKey.valueOf(StreamEnds.class, "of the connection");

  private final Http2Connection connection;
  private final Http2Connection.PropertyKey told;

  private StreamEnds(Http2Connection connection) {
    this.connection = connection;
    told = connection.newKey();
    connection.addListener(this);
  }

  /** Those of a connection. */
  static StreamEnds of(Channel channel, Http2Connection connection) {
    StreamEnds known = channel.attr(KEY).get();
    if (known == null) {
      known = new StreamEnds(connection);
      channel.attr(KEY).set(known);
    }
    return known;
  }

  /** Runs something when a stream is closed; at once if it is. */
  void then(int stream, Runnable task) {
    Http2Stream open = connection.stream(stream);
    if (open == null || open.state() == Http2Stream.State.CLOSED) {
      task.run();
    } else {
      open.setProperty(told, task);
    }
  }

  @Override
  public void onStreamClosed(Http2Stream stream) {
    Runnable task = stream.removeProperty(told);
    if (task != null) {
      task.run();
    }
  }
}
