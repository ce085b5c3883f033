package org.rpicluster.balancer.vertx.upstream.http1;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.handler.codec.DecoderException;
import io.netty.handler.ssl.SslCloseCompletionEvent;
import io.netty.util.ReferenceCountUtil;
import java.io.IOException;
import java.nio.channels.NotYetConnectedException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.rpicluster.balancer.time.Ticker;
import org.rpicluster.balancer.vertx.connect.FailureReason;
import org.rpicluster.balancer.vertx.fault.HeapErrors;
import org.rpicluster.balancer.vertx.netty.InactivityTimer;
import org.rpicluster.balancer.vertx.netty.LateFlushHandler;
import org.rpicluster.balancer.vertx.upstream.PrivateConnection;
import org.rpicluster.balancer.vertx.upstream.UpstreamFailure;
import org.rpicluster.balancer.vertx.upstream.UpstreamFailure.Kind;
import org.rpicluster.balancer.vertx.upstream.UpstreamListener;
import org.rpicluster.balancer.vertx.upstream.UpstreamOptions;

/**
 * The life of one connection to a member: an exchange, a rest, the next exchange, and its end.
 *
 * <p>It is used again only if it is provably clean: the request left this machine whole, the answer
 * came whole, neither side announced a close, and in the same read not a byte came after the
 * answer. Whatever arrives while it rests closes it. A failed write does not close it before all
 * that the member has sent was read: it may be the reason. On its event loop only.
 */
final class MemberConnectionHandler extends ChannelInboundHandlerAdapter
    implements PrivateConnection {

  /**
   * After this rest a member may have closed without our knowing yet: half of one second, the
   * shortest time for which servers are set to keep connections.
   */
  private static final long FRESH_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

  private final Http1Pool pool;
  private final UpstreamOptions options;
  private final Ticker ticker;
  private final ResponseDecoder decoder = new ResponseDecoder();

  private @Nullable Channel channel;
  private @Nullable InactivityTimer inactivity;
  private @Nullable LateFlushHandler late;
  private @Nullable Http1Exchange exchange;

  private boolean usedBefore;
  private boolean ended;
  private boolean clean;
  private boolean isPrivate;
  private boolean isTunnel;
  private boolean isKept;
  private @Nullable UpstreamListener next;
  private long keepNanos;
  private long freshNanos;

  MemberConnectionHandler(Http1Pool pool, UpstreamOptions options, Ticker ticker) {
    this.pool = pool;
    this.options = options;
    this.ticker = ticker;
    memberKeepsIt(Long.MAX_VALUE);
  }

  ChannelInitializer<Channel> initializer() {
    return new ChannelInitializer<>() {
      @Override
      protected void initChannel(Channel ch) {
        channel = ch;
        inactivity =
            new InactivityTimer(ch.eventLoop(), ticker, MemberConnectionHandler.this::timedOut);
        ch.config().setAutoClose(false);
        late = new LateFlushHandler(MemberConnectionHandler.this::flushed);
        ch.pipeline()
            .addLast(late, new RequestHeadEncoder(), decoder, MemberConnectionHandler.this);
      }
    };
  }

  void whenClosed(Consumer<MemberConnectionHandler> told) {
    channel.closeFuture().addListener(closed -> told.accept(this));
  }

  /** Whether it can carry an exchange: it may have been closed without having been told yet. */
  @Override
  public boolean isOpen() {
    return channel.isActive();
  }

  /** Whether the member has surely not given it up while it rested. */
  boolean isFresh() {
    return keepNanos - inactivity.leftNanos() < freshNanos;
  }

  /** Begins an exchange. */
  void begin(UpstreamListener listener) {
    inactivity.disarm();
    exchange = new Http1Exchange(this, listener, options);
    exchange.begin();
  }

  Channel channel() {
    return channel;
  }

  ResponseDecoder decoder() {
    return decoder;
  }

  InactivityTimer inactivity() {
    return inactivity;
  }

  /** Whether it has carried an exchange, or rested, before the one that runs. */
  boolean isUsedBefore() {
    return usedBefore;
  }

  /** The member keeps it for so long, at least. */
  void memberKeepsIt(long nanos) {
    keepNanos = Math.min(options.keepAlive().toNanos(), nanos);
    freshNanos = nanos == Long.MAX_VALUE ? FRESH_NANOS : nanos;
  }

  /** The exchange has come to its end; whether it leaves nothing behind, as messages tell. */
  void exchangeEnded(boolean clean) {
    exchange = null;
    usedBefore = true;
    ended = true;
    this.clean = clean;
    inactivity.disarm();
  }

  /** It is a tunnel's now, who closes it; until then it counts as in use. */
  boolean exchangeSwitched() {
    if (!pool.becomesTunnel()) {
      return false;
    }
    isTunnel = true;
    exchange = null;
    inactivity.stop();
    channel.config().setAutoClose(true);
    return true;
  }

  boolean isTunnel() {
    return isTunnel;
  }

  /** It is its client's alone from now on. */
  void makePrivate() {
    isPrivate = true;
  }

  boolean isPrivate() {
    return isPrivate;
  }

  @Override
  public void keepForClient() {
    isKept = true;
  }

  @Override
  public void giveUp() {
    isKept = false;
    if (exchange == null && !ended) {
      close();
    }
  }

  @Override
  public boolean open(UpstreamListener listener) {
    if (!isOpen() || exchange != null || next != null || !isKept) {
      return false;
    }
    if (ended) {
      next = listener;
      listener.opening(() -> next = null);
    } else {
      pool.leave(this);
      begin(listener);
    }
    return true;
  }

  /**
   * It is provably clean, and its client's.
   *
   * @return false if it has no client any more
   */
  boolean restPrivately() {
    UpstreamListener waiting = next;
    next = null;
    if (waiting != null) {
      begin(waiting);
      return true;
    }
    return isKept;
  }

  /** It rests with the other kept ones. */
  void keep() {
    usedBefore = true;
    inactivity.expectWithin(keepNanos);
  }

  /**
   * Closes it; an exchange that runs hears of it from its caller. What has not left by now never
   * will: it may be sent to another member.
   */
  void close() {
    isKept = false;
    exchange = null;
    ended = false;
    inactivity.stop();
    late.closeUnsent();
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    if (exchange == null) {
      ReferenceCountUtil.release(message);
      close();
    } else {
      exchange.received(message);
    }
  }

  /**
   * The read is over in which an answer may have ended: only now is it known that nothing came
   * after it.
   */
  @Override
  public void channelReadComplete(ChannelHandlerContext ctx) {
    if (ended) {
      ended = false;
      if (clean && !decoder.hasLeftovers() && isAllSent()) {
        pool.release(this);
      } else {
        close();
      }
    } else if (exchange != null) {
      exchange.readComplete();
    } else if (decoder.hasLeftovers()) {
      close(); // the beginning of a message, of which the decoder makes none yet
    }
  }

  private void flushed() {
    if (exchange != null) {
      exchange.flushed();
    }
  }

  private boolean isAllSent() {
    ChannelOutboundBuffer unsent = channel.unsafe().outboundBuffer();
    return unsent != null && unsent.totalPendingWriteBytes() == 0;
  }

  @Override
  public void channelWritabilityChanged(ChannelHandlerContext ctx) {
    if (exchange != null && channel.isWritable()) {
      exchange.writable();
    }
  }

  private void timedOut() {
    if (exchange == null) {
      close();
    } else {
      exchange.timedOut();
    }
  }

  /** An end that TLS did not announce is none of a body: RFC 9112 §9.8. The decoder takes any. */
  @Override
  public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
    if (event instanceof SslCloseCompletionEvent close && !close.isSuccess()) {
      channelInactive(ctx);
    }
  }

  @Override
  public void channelInactive(ChannelHandlerContext ctx) {
    inactivity.stop();
    failNext();
    if (exchange != null) {
      exchange.connectionClosed();
    }
  }

  private void failNext() {
    UpstreamListener waiting = next;
    next = null;
    if (waiting != null) {
      waiting.failed(new UpstreamFailure(Kind.STALE, true, "closed by the member"));
    }
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    if (exchange == null) {
      close();
    } else if (cause instanceof IOException || cause instanceof NotYetConnectedException) {
      // Of a read: the close follows. Of a write, or of closing that side after it: not yet.
      exchange.connectionBroken();
    } else {
      // What the decoder throws is the member's; anything else, such as no memory, is our own.
      boolean theirs = cause instanceof DecoderException && !HeapErrors.isUsedUp(cause);
      exchange.fail(
          theirs
              ? new UpstreamFailure(Kind.PROTOCOL_ERROR, FailureReason.ofUnreadable(cause))
              : UpstreamFailure.failedHere(cause));
      HeapErrors.rethrowIfUsedUp(cause);
    }
  }
}
