package org.rpicluster.balancer.vertx.upstream.http1;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.handler.codec.http.DefaultHttpContent;
import io.netty.handler.codec.http.DefaultLastHttpContent;
import io.netty.handler.codec.http.EmptyHttpHeaders;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpRequestEncoder;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.rpicluster.balancer.fault.Faults;
import org.rpicluster.balancer.vertx.connect.FailureReason;
import org.rpicluster.balancer.vertx.netty.InactivityTimer;
import org.rpicluster.balancer.vertx.netty.LateFlushHandler;
import org.rpicluster.balancer.vertx.tunnel.ChannelEndHandler;
import org.rpicluster.balancer.vertx.tunnel.TunnelEnd;
import org.rpicluster.balancer.vertx.upstream.PrivateConnection;
import org.rpicluster.balancer.vertx.upstream.UpstreamExchange;
import org.rpicluster.balancer.vertx.upstream.UpstreamFailure;
import org.rpicluster.balancer.vertx.upstream.UpstreamFailure.Kind;
import org.rpicluster.balancer.vertx.upstream.UpstreamListener;
import org.rpicluster.balancer.vertx.upstream.UpstreamOptions;

/**
 * One exchange over a connection: what goes to the member, and what comes of it. Once ended it
 * ignores every call, so that a stale reference cannot affect the next exchange. A failed write
 * does not end it: a server that refuses an upload answers and closes, and its answer is still to
 * be read. On its event loop only.
 */
final class Http1Exchange implements UpstreamExchange {

  /**
   * How long what a member has said before it broke off is read: most of it lies in our kernel, the
   * last packets are on their way. For a client that reads slowly it is no longer, as on Java's own
   * transport such a connection keeps its event loop from sleeping.
   */
  private static final long LAST_WORDS_NANOS = TimeUnit.SECONDS.toNanos(2);

  private final MemberConnectionHandler connection;
  private final Channel channel;
  private final InactivityTimer inactivity;
  private final UpstreamOptions options;
  private final ConnectionProgress progress = new ConnectionProgress();
  private @Nullable UpstreamListener listener;
  private boolean paused;

  Http1Exchange(
      MemberConnectionHandler connection, UpstreamListener listener, UpstreamOptions options) {
    this.connection = connection;
    this.listener = listener;
    this.options = options;
    channel = connection.channel();
    inactivity = connection.inactivity();
  }

  void begin() {
    try {
      listener.connected(this);
    } catch (RuntimeException | Error e) {
      // Its listener's own fault, which says nothing about the member; but it must hear of the end.
      fail(UpstreamFailure.failedHere(e));
      Faults.rethrowIfFatal(e);
    }
  }

  @Override
  public void sendHead(HttpRequest upstreamRequest, boolean bodyFollows) {
    connection.decoder().expectAnswer(upstreamRequest.method().equals(HttpMethod.HEAD));
    progress.headBegins(upstreamRequest);
    channel.writeAndFlush(upstreamRequest, channel.voidPromise());
    if (upstreamRequest instanceof FullHttpRequest) {
      requestSent();
    } else if (!bodyFollows) {
      sendEnd(EmptyHttpHeaders.INSTANCE);
    }
  }

  /** The socket has what was written, or has it not and said so. */
  void flushed() {
    progress.headHandedOver();
  }

  @Override
  public void sendBody(ByteBuf chunk) {
    if (listener == null || progress.isBroken()) {
      chunk.release();
      return;
    }
    channel.writeAndFlush(new DefaultHttpContent(chunk), channel.voidPromise());
    if (!channel.isWritable()) {
      inactivity.expectWithin(options.idleTimeout().toNanos());
    }
  }

  @Override
  public void sendEnd(HttpHeaders trailers) {
    if (listener == null || progress.isBroken()) {
      return;
    }
    LastHttpContent end =
        trailers.isEmpty()
            ? LastHttpContent.EMPTY_LAST_CONTENT
            : new DefaultLastHttpContent(Unpooled.EMPTY_BUFFER, trailers);
    channel.writeAndFlush(end, channel.voidPromise());
    requestSent();
  }

  private void requestSent() {
    progress.requestSent();
    if (!progress.isHeadReceived()) {
      inactivity.expectWithin(options.firstByteTimeout().toNanos());
    }
  }

  /** What is sent to a member that takes no more is dropped, so that the client can go on. */
  @Override
  public boolean isWritable() {
    return channel.isWritable() || progress.isBroken();
  }

  void writable() {
    if (progress.isRequestSent() || progress.isBroken()) {
      return;
    }
    if (progress.isHeadReceived()) {
      expectMore();
    } else {
      inactivity.disarm(); // now it is the client's turn
    }
    listener.writable();
  }

  void received(Object message) {
    if (connection.isUsedBefore() && progress.isUnsent()) {
      ReferenceCountUtil.release(message); // it came before the head left: no answer to it
      connectionClosed();
      return;
    }
    progress.received();
    if (message instanceof HttpResponse upstreamResponse) {
      receivedHead(upstreamResponse);
    } else {
      receivedBody((HttpContent) message);
    }
  }

  private void receivedHead(HttpResponse upstreamResponse) {
    String fault = ResponseHead.faultOf(upstreamResponse, progress.isUpgradeAsked());
    if (!fault.isEmpty()) {
      ReferenceCountUtil.release(upstreamResponse);
      fail(Kind.PROTOCOL_ERROR, fault);
    } else if (upstreamResponse.status().code() == 101) {
      switchProtocols(upstreamResponse);
    } else if (upstreamResponse.status().code() < 200) {
      interim(upstreamResponse);
    } else {
      progress.headReceived(upstreamResponse);
      connection.memberKeepsIt(ResponseHead.keepAliveNanos(upstreamResponse));
      listener.head(upstreamResponse);
    }
  }

  private void switchProtocols(HttpResponse upstreamResponse) {
    if (!connection.exchangeSwitched()) {
      ReferenceCountUtil.release(upstreamResponse);
      fail(Kind.NO_CONNECTION, "connections.tunnels are in use");
      return;
    }
    UpstreamListener told = listener;
    listener = null;
    channel.pipeline().remove(HttpRequestEncoder.class);
    channel.pipeline().remove(LateFlushHandler.class);
    TunnelEnd member = ChannelEndHandler.inPlaceOf(ResponseDecoder.class, channel);
    told.switched(upstreamResponse, member);
  }

  private void interim(HttpResponse upstreamResponse) {
    if (progress.isInterimTooMany()) {
      fail(Kind.PROTOCOL_ERROR, "more than " + ConnectionProgress.INTERIM_MAX + " interim answers");
    } else {
      listener.interim(upstreamResponse);
    }
  }

  private void receivedBody(HttpContent content) {
    if (content.decoderResult().isFailure()) {
      content.release();
      fail(Kind.PROTOCOL_ERROR, FailureReason.ofUnreadable(content.decoderResult().cause()));
      return;
    }
    if (!progress.isHeadReceived()) {
      content.release(); // the empty end of an interim answer
      return;
    }
    if (content.content().isReadable()) {
      listener.body(content.content());
    } else {
      content.release();
    }
    // The listener may have given up meanwhile.
    if (content instanceof LastHttpContent last && listener != null) {
      receivedEnd(last);
    }
  }

  /** A body that only a close can end is whole only if the connection was not broken before. */
  private void receivedEnd(LastHttpContent last) {
    if (progress.isBroken() && !channel.isActive()) {
      connectionClosed();
    } else {
      end(last);
    }
  }

  private void end(LastHttpContent last) {
    UpstreamListener told = listener;
    listener = null;
    connection.exchangeEnded(progress.endsClean());
    channel.config().setAutoRead(true);
    told.end(last.trailingHeaders());
  }

  /** What could be read is read. */
  void readComplete() {
    if (progress.isHeadReceived()) {
      expectMore();
      listener.flush();
    }
  }

  @Override
  public void pause() {
    if (listener != null) {
      paused = true;
      channel.config().setAutoRead(false);
      if (!progress.isBroken()) {
        inactivity.disarm();
      }
    }
  }

  @Override
  public void resume() {
    if (listener != null) {
      paused = false;
      channel.config().setAutoRead(true);
      expectMore();
    }
  }

  /** The member is to go on in time; unless it is held back, which is not its fault. */
  private void expectMore() {
    if (!paused && !progress.isBroken()) {
      inactivity.expectWithin(options.idleTimeout().toNanos());
    }
  }

  @Override
  public void abandon() {
    if (listener != null) {
      listener = null;
      connection.close();
    }
  }

  @Override
  public Optional<PrivateConnection> makePrivate() {
    connection.makePrivate();
    return Optional.of(connection);
  }

  @Override
  public void discard() {
    if (listener != null && progress.isRequestSent() && !progress.isBroken() && !paused) {
      listener = new Unwanted(this);
    } else {
      abandon();
    }
  }

  void timedOut() {
    if (progress.isBroken()) {
      connectionClosed();
    } else {
      fail(progress.whenSilent(), "");
    }
  }

  /**
   * The member takes no more, or the end of what it sends is near. If our head did not even leave,
   * nothing that comes can be an answer to it.
   */
  void connectionBroken() {
    if (progress.isBroken()) {
      return;
    }
    progress.broken();
    if (progress.isUnsent()) {
      channel.eventLoop().execute(this::connectionClosed); // not while it is being sent
      return;
    }
    inactivity.expectWithin(LAST_WORDS_NANOS);
    if (!progress.isRequestSent()) {
      listener.writable();
    }
  }

  void connectionClosed() {
    Kind kind = progress.whenLost(connection.isUsedBefore());
    fail(new UpstreamFailure(kind, progress.isUnsent(), "closed by the member"));
  }

  /** Ends the exchange, and the connection with it. */
  void fail(Kind kind, String detail) {
    fail(new UpstreamFailure(kind, detail));
  }

  void fail(UpstreamFailure failure) {
    UpstreamListener told = listener;
    listener = null;
    if (told != null) {
      connection.close();
      told.failed(failure);
    }
  }
}
