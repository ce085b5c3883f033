package org.rpicluster.balancer.vertx.downstream.vertx;

import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.http.HttpRequestDecoder;
import io.netty.handler.codec.http2.Http2ConnectionHandler;
import io.netty.handler.timeout.IdleStateHandler;
import io.vertx.core.http.Http1ServerConfig;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.impl.HttpServerConnection;
import io.vertx.core.http.impl.http1.Http1ServerRequest;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.rpicluster.balancer.vertx.downstream.http1.HalfCloseHandler;
import org.rpicluster.balancer.vertx.downstream.http1.TruncatedCloseHandler;
import org.rpicluster.balancer.vertx.netty.LateFlushHandler;
import org.rpicluster.balancer.vertx.netty.RoomyBuffers;

/**
 * The way from Vert.x' objects to what is below them. On the module path it is closed unless {@code
 * --add-exports} opens it: then no type of those packages is touched, and what has a use for them
 * goes without. Stateless; each call on its event loop.
 */
public final class ClientWire {

  private static final boolean OPEN =
      isOpen("io.vertx.core.http.impl") && isOpen("io.vertx.core.http.impl.http1");

  private static final String DECODER = "httpDecoder";
  private static final String ENCODER = "httpEncoder";

  /**
   * Stands there where HTTP/2 may come as well; then the first head has been read already, and by
   * another decoder unless {@link #readStrictly} came before.
   */
  private static final String H2C = "h2c";

  private ClientWire() {}

  /**
   * Watches an HTTP/1.1 connection from now on; of any other nothing.
   *
   * @param connection has just been accepted, and nothing of it has been read
   * @param limits of the decoder
   * @param halfClosedSilence how long a client that has closed its side is waited for
   */
  public static void watch(
      HttpConnection connection, Http1ServerConfig limits, Duration halfClosedSilence) {
    if (connection instanceof HttpServerConnection internal
        && internal.channelHandlerContext().pipeline().get(HttpRequestDecoder.class) != null) {
      ChannelPipeline pipeline = internal.channelHandlerContext().pipeline();
      boolean begun = pipeline.get(H2C) != null;
      if (!begun) {
        readStrictly(pipeline, limits);
      }
      pipeline.channel().config().setAllocator(new RoomyBuffers(pipeline.channel().alloc()));
      pipeline.addBefore(DECODER, null, new LateFlushHandler());
      String before = begun ? H2C : ENCODER;
      pipeline.addAfter(before, null, new TruncatedCloseHandler());
      pipeline.addAfter(before, null, new RequestGuardHandler());
      if (!connection.isSsl()) {
        // In TLS either side's close is a close for both.
        pipeline.addAfter(before, null, new HalfCloseHandler(halfClosedSilence));
      }
    }
  }

  /**
   * Puts our decoder in the place of Vert.x' own.
   *
   * @param pipeline of an HTTP/1.1 connection, of which nothing has been decoded
   * @param limits of the decoder
   */
  public static void readStrictly(ChannelPipeline pipeline, Http1ServerConfig limits) {
    pipeline.replace(DECODER, DECODER, new StrictRequestDecoder(limits));
  }

  /** What handles the streams of a connection, if it speaks HTTP/2. */
  public static Optional<Http2ConnectionHandler> http2(HttpConnection connection) {
    return OPEN
            && connection instanceof HttpServerConnection internal
            && internal.channelHandlerContext().handler() instanceof Http2ConnectionHandler http2
        ? Optional.of(http2)
        : Optional.empty();
  }

  private static boolean isOpen(String hidden) {
    Module vertx = HttpServerRequest.class.getModule();
    return vertx.isExported(hidden, ClientWire.class.getModule());
  }

  /** Whether there is a way at all: without it no connection can become a tunnel. */
  public static boolean isOpen() {
    return OPEN;
  }

  /** What handles an HTTP/1.1 connection, from the wire to Vert.x. Only where it is open. */
  public static ChannelPipeline pipeline(HttpConnection connection) {
    return ((HttpServerConnection) connection).channelHandlerContext().pipeline();
  }

  /** No handler of HTTP closes the connection any more: it goes on as a tunnel. */
  public static void unwatch(ChannelPipeline pipeline) {
    remove(LateFlushHandler.class, pipeline);
    remove(HalfCloseHandler.class, pipeline);
    remove(TruncatedCloseHandler.class, pipeline);
    remove(IdleStateHandler.class, pipeline);
  }

  private static void remove(Class<? extends ChannelHandler> handler, ChannelPipeline pipeline) {
    if (pipeline.get(handler) != null) {
      pipeline.remove(handler);
    }
  }

  /** The request as it came over the wire; null unless its connection is watched. */
  static @Nullable WireRequest wire(HttpServerRequest inboundRequest) {
    return OPEN
            && inboundRequest instanceof Http1ServerRequest http1
            && http1.nettyRequest() instanceof WireRequest request
        ? request
        : null;
  }
}
