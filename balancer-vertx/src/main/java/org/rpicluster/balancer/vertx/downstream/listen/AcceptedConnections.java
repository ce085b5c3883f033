package org.rpicluster.balancer.vertx.downstream.listen;

import io.netty.channel.Channel;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.handler.codec.http2.Http2ConnectionHandler;
import io.netty.util.concurrent.GlobalEventExecutor;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.function.Consumer;
import org.rpicluster.balancer.vertx.downstream.ClientChannel;
import org.rpicluster.balancer.vertx.downstream.http1.Http1Handler;
import org.rpicluster.balancer.vertx.downstream.http2.GoAways;

/**
 * The connections that one socket has accepted, and how they are led to their end in three steps,
 * each of which cuts nothing that the step before has allowed. One entry for each connection; any
 * thread.
 */
final class AcceptedConnections {

  private final ChannelGroup open = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE);
  private final GoAways goAways = new GoAways();
  private volatile boolean leaving;

  /** One has been accepted. */
  void add(Channel connection) {
    open.add(connection);
  }

  /** HTTP/1.1 begins on one; it may have been on its way while all others were told. */
  void begun(Http1Handler http1) {
    if (leaving) {
      http1.endWithNext();
    }
  }

  /** Tells those of HTTP/2. */
  GoAways goAways() {
    return goAways;
  }

  /** How many are open. */
  int count() {
    return open.size();
  }

  /** The next answer over HTTP/1.1 is the last, and clients of HTTP/2 are asked for no more. */
  void first() {
    leaving = true;
    goAways.first();
    eachHttp1(Http1Handler::endWithNext);
  }

  /** Each is closed once nothing is in flight on it. */
  void last() {
    goAways.last();
    eachHttp1(Http1Handler::leave);
  }

  /** Each is closed, whatever is in flight. */
  void end() {
    open.forEach(connection -> connection.eventLoop().execute(() -> end(connection)));
  }

  /** Completes when those that are open now are closed. */
  Future<Void> closed() {
    Promise<Void> closed = Promise.promise();
    open.newCloseFuture().addListener(any -> closed.complete());
    return closed.future();
  }

  private void eachHttp1(Consumer<Http1Handler> step) {
    open.forEach(connection -> connection.eventLoop().execute(() -> onHttp1(connection, step)));
  }

  private static void onHttp1(Channel connection, Consumer<Http1Handler> step) {
    Http1Handler http1 = connection.pipeline().get(Http1Handler.class);
    if (http1 != null) {
      step.accept(http1);
    }
  }

  private static void end(Channel connection) {
    if (connection.pipeline().get(Http2ConnectionHandler.class) == null) {
      connection.close();
    } else {
      ClientChannel.closeAtOnce(connection); // or it would wait for its streams
    }
  }
}
