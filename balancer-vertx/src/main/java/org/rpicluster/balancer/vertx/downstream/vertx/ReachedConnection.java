package org.rpicluster.balancer.vertx.downstream.vertx;

import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http2.Http2ConnectionHandler;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.util.Attribute;
import io.netty.util.AttributeKey;
import io.vertx.core.http.impl.HttpServerConnection;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.rpicluster.balancer.vertx.downstream.ClientChannel;
import org.rpicluster.balancer.vertx.netty.StreamsWritableHandler;

/**
 * A client's connection whose channel is reached below the Vert.x server: where the module path is
 * open to it ({@link ClientWire#isOpen}). Kept with its channel, and found once for each request.
 * On its event loop only.
 */
final class ReachedConnection extends VertxConnection {

  private static final AttributeKey<ReachedConnection> KEY =
      AttributeKey.valueOf(ReachedConnection.class, "of the channel");

  private final HttpServerConnection http;
  private final ChannelHandlerContext ctx;
  private boolean streamsWatched;

  private ReachedConnection(HttpServerConnection http) {
    super(http);
    this.http = http;
    ctx = http.channelHandlerContext();
  }

  /** That of a server's connection: another one once it has become one of HTTP/2. */
  static ReachedConnection of(HttpServerConnection http) {
    Attribute<ReachedConnection> kept = http.channelHandlerContext().channel().attr(KEY);
    ReachedConnection known = kept.get();
    if (known == null || known.http != http) {
      known = new ReachedConnection(http);
      kept.set(known);
    }
    return known;
  }

  @Override
  public boolean isClientUnknown() {
    return ClientChannel.isClientUnknown(ctx.channel());
  }

  @Override
  public Optional<String> serverName() {
    return ClientChannel.serverName(ctx.channel());
  }

  @Override
  public String listener() {
    return ClientChannel.listener(ctx.channel());
  }

  @Override
  public boolean isReached() {
    return true;
  }

  @Override
  protected void onClosed(Runnable closed) {
    ctx.channel().closeFuture().addListener(any -> closed.run());
  }

  /** One that closes its side is taken for a client that has gone, in any case. */
  @Override
  public void waits(boolean waiting) {}

  @Override
  public void closeNow() {
    ClientChannel.closeAtOnce(ctx.channel());
  }

  @Override
  void flush() {
    ctx.flush();
  }

  @Override
  void cutAnswer(boolean endsWithClose) {
    if (ctx.pipeline().get(CutAnswerHandler.class) == null) {
      ctx.pipeline().addBefore(ctx.name(), null, new CutAnswerHandler(endsWithClose));
    }
  }

  /** What handles its streams; null unless it speaks HTTP/2. */
  private @Nullable Http2ConnectionHandler http2() {
    return ctx.handler() instanceof Http2ConnectionHandler http2 ? http2 : null;
  }

  /** Has its streams told whenever they may write again, from its first request on. */
  void watchStreams() {
    if (!streamsWatched) {
      streamsWatched = true;
      StreamsWritableHandler.watch(ctx);
    }
  }

  /**
   * Ends a stream whose answer the client does not take. Vert.x' own reset does nothing once it has
   * passed on the end of the answer, though not a byte of it has gone out.
   */
  void cancelStream(int stream) {
    Http2ConnectionHandler http2 = http2();
    if (http2 != null) {
      ChannelHandlerContext frames = http2.encoder().flowController().channelHandlerContext();
      http2.resetStream(frames, stream, Http2Error.CANCEL.code(), frames.newPromise());
      frames.flush();
    }
  }

  /** Runs something when a stream is closed; at once if it is. */
  void whenStreamCloses(int stream, Runnable released) {
    Http2ConnectionHandler http2 = http2();
    if (http2 != null) {
      StreamEnds.of(ctx.channel(), http2.connection()).then(stream, released);
    }
  }
}
