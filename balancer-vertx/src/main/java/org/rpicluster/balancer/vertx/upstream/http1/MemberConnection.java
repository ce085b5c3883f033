package org.rpicluster.balancer.vertx.upstream.http1;

import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.rpicluster.balancer.time.Ticker;
import org.rpicluster.balancer.vertx.netty.InactivityTimer;
import org.rpicluster.balancer.vertx.upstream.PrivateConnection;
import org.rpicluster.balancer.vertx.upstream.UpstreamListener;
import org.rpicluster.balancer.vertx.upstream.UpstreamOptions;

/**
 * The life of one connection to a member: an exchange, a rest, the next exchange, and its end.
 *
 * <p>It is used again only if it is provably clean: the request left this machine whole, the answer
 * came whole, neither side announced a close, and in the same read not a byte came after the
 * answer. Whatever arrives while it rests closes it. A failed write does not close it before all
 * that the member has sent was read: it may be the reason. What happens on it, {@link
 * MemberConnectionHandler} tells. On its event loop only.
 */
final class MemberConnection {

  private final Http1Pool pool;
  private final UpstreamOptions options;
  private final Ticker ticker;
  private final KeepAliveTime restTime;
  private final ConnectionProgress progress = new ConnectionProgress();

  private @Nullable Channel channel;
  private @Nullable InactivityTimer inactivity;
  private @Nullable ConnectionPace pace;
  private @Nullable MemberConnectionHandler handler;
  private @Nullable Http1Exchange exchange;

  /** Its client's side of it, if it is one client's alone. */
  private @Nullable OwnedConnection owned;

  private boolean usedBefore;

  /** An answer has ended, and the read in which it did has not. */
  private boolean ended;

  private boolean clean;
  private boolean isTunnel;

  MemberConnection(Http1Pool pool, UpstreamOptions options, Ticker ticker) {
    this.pool = pool;
    this.options = options;
    this.ticker = ticker;
    restTime = new KeepAliveTime(options.keepAlive().toNanos());
  }

  ChannelInitializer<Channel> initializer() {
    return new ChannelInitializer<>() {
      @Override
      protected void initChannel(Channel ch) {
        channel = ch;
        inactivity = new InactivityTimer(ch.eventLoop(), ticker, MemberConnection.this::timedOut);
        pace = new ConnectionPace(ch, inactivity, options);
        ch.config().setAutoClose(false);
        handler = new MemberConnectionHandler(MemberConnection.this);
        ch.pipeline().addLast(handler);
      }
    };
  }

  void whenClosed(Consumer<MemberConnection> told) {
    channel.closeFuture().addListener(closed -> told.accept(this));
  }

  /** Whether it can carry an exchange: it may have been closed without having been told yet. */
  boolean isOpen() {
    return channel.isActive();
  }

  /** Whether the member has surely not given it up while it rested. */
  boolean isFresh() {
    return restTime.isFresh(inactivity.leftNanos());
  }

  Channel channel() {
    return channel;
  }

  MemberOutput output() {
    return handler.output();
  }

  /** The head of a request is sent; see {@link AnswerReader#expect}. */
  void expectAnswer(boolean toHead, boolean maySwitch) {
    handler.reader().expect(toHead, maySwitch);
  }

  ConnectionPace pace() {
    return pace;
  }

  /** How far the exchange that it carries has come. */
  ConnectionProgress progress() {
    return progress;
  }

  /** What it carries now, if anything. */
  @Nullable Http1Exchange exchange() {
    return exchange;
  }

  /** Whether it has carried an exchange, or rested, before the one that runs. */
  boolean isUsedBefore() {
    return usedBefore;
  }

  /** Whether it carries no exchange, and the last has left it. */
  boolean isAtRest() {
    return exchange == null && !ended;
  }

  /** Begins an exchange. */
  void begin(UpstreamListener listener) {
    pace.begin();
    exchange = new Http1Exchange(this, listener);
    exchange.begin();
  }

  /** The member keeps it for so long, at least. */
  void memberKeepsIt(long nanos) {
    restTime.memberKeepsIt(nanos);
  }

  /** The exchange has come to its end; whether it leaves nothing behind, as messages tell. */
  void exchangeEnded(boolean clean) {
    exchange = null;
    usedBefore = true;
    ended = true;
    this.clean = clean;
    inactivity.disarm();
  }

  /**
   * What could be read is read, and an answer may have ended within it: only now is it known that
   * nothing came after it, which would have closed the connection.
   */
  void readComplete() {
    if (ended) {
      ended = false;
      if (clean && output().isAllSent()) {
        pool.release(this);
      } else {
        close();
      }
    } else if (exchange != null) {
      exchange.readComplete();
    }
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
  PrivateConnection makePrivate() {
    if (owned == null) {
      owned = new OwnedConnection(this);
    }
    return owned;
  }

  /** Its client's side of it; null if it is shared. */
  @Nullable OwnedConnection owned() {
    return owned;
  }

  /** It rests for its client no longer: that has its next exchange. */
  void leaveRest() {
    pool.leave(this);
  }

  /** It rests with the other kept ones. */
  void keep() {
    usedBefore = true;
    inactivity.expectWithin(restTime.nanos());
  }

  /**
   * Closes it; an exchange that runs hears of it from its caller. What has not left by now never
   * will: it may be sent to another member.
   */
  void close() {
    if (owned != null) {
      owned.closing();
    }
    exchange = null;
    ended = false;
    inactivity.stop();
    output().closeUnsent();
  }

  /** It is closed. */
  void closed() {
    inactivity.stop();
    if (owned != null) {
      owned.closed();
    }
    if (exchange != null) {
      exchange.connectionClosed();
    }
  }

  /** The socket has what was written. */
  void flushed() {
    if (exchange != null) {
      exchange.flushed();
    }
  }

  private void timedOut() {
    if (exchange == null) {
      close();
    } else {
      exchange.timedOut();
    }
  }
}
