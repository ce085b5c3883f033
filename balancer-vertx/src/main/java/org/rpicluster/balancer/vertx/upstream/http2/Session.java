package org.rpicluster.balancer.vertx.upstream.http2;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.EventLoop;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Consumer;
import org.rpicluster.balancer.time.Ticker;
import org.rpicluster.balancer.vertx.netty.FrameBudget;
import org.rpicluster.balancer.vertx.netty.InactivityTimer;
import org.rpicluster.balancer.vertx.upstream.Upstream;
import org.rpicluster.balancer.vertx.upstream.UpstreamListener;
import org.rpicluster.balancer.vertx.upstream.UpstreamOptions;

/**
 * The life of one connection and the exchanges on it. It takes part only once the member's settings
 * have come: before that nothing is sent that could be lost, and a member that does not speak
 * HTTP/2 has shown it. It leaves when the member says that it goes, does not answer, or has had
 * nothing to do for long. On its event loop only. RFC 9113 §3.4, §6.8.
 */
final class Session {

  /** No server is to allow fewer (RFC 9113 §6.5.2); many more would wait for one TCP stream. */
  static final int STREAMS_MAX = 100;

  private final Http2Pool pool;
  private final UpstreamOptions options;
  private final boolean secure;
  private final SessionHandler handler;
  private final Set<StreamExchange> running = new HashSet<>();
  private final StreamReader reader = new StreamReader();
  private final StreamDeadlines deadlines;
  private final Liveness liveness;
  private final InactivityTimer inactivity;

  private boolean ready;
  private boolean used;
  private boolean leaving;
  private boolean gone;
  private long framesHeard;

  Session(Http2Pool pool, UpstreamOptions options, boolean secure, Ticker ticker) {
    EventLoop loop = pool.loop();
    this.pool = pool;
    this.options = options;
    this.secure = secure;
    handler = SessionHandler.of(this, new FrameBudget(ticker));
    deadlines = new StreamDeadlines(loop, ticker, running);
    liveness = new Liveness(loop, ticker, handler::ping, () -> end("no answer to a ping"));
    inactivity = new InactivityTimer(loop, ticker, this::overdue);
  }

  ChannelHandler handler() {
    return handler;
  }

  Channel channel() {
    return handler.channel();
  }

  boolean isSecure() {
    return secure;
  }

  /** Whether it has carried an exchange to its end. */
  boolean wasUsed() {
    return used;
  }

  /** Whether an exchange runs on it. */
  boolean isUsed() {
    return !running.isEmpty();
  }

  /** Whether it can carry another exchange. */
  boolean hasRoom() {
    return ready && !leaving && running.size() < STREAMS_MAX && handler.canOpen();
  }

  /** The connection stands; the member's settings are to follow. */
  void connected() {
    if (leaving) {
      handler.close();
    } else if (!ready) {
      inactivity.expectWithin(options.connectTimeout().toNanos());
    }
  }

  /** The member's settings have come, the first time or again. */
  void settingsReceived() {
    if (ready) {
      pool.roomChanged();
    } else {
      ready = true;
      inactivity.disarm();
      pool.ready(this);
    }
  }

  /** Begins an exchange. */
  void begin(Upstream.Connection connection, UpstreamListener listener) {
    StreamExchange exchange =
        new StreamExchange(this, handler, listener, connection == Upstream.Connection.NEW);
    running.add(exchange);
    inactivity.disarm();
    liveness.expect();
    exchange.begin();
  }

  /** An exchange is over. */
  void finished(StreamExchange exchange, boolean whole) {
    used |= whole;
    running.remove(exchange);
    if (running.isEmpty()) {
      liveness.rest();
      rest();
    }
  }

  /** No exchange uses it now: it is closed, or kept for a while. */
  void rest() {
    if (leaving || options.keepAlive().isZero()) {
      close();
    } else {
      inactivity.expectWithin(options.keepAlive().toNanos());
    }
  }

  private void overdue() {
    if (ready) {
      close();
    } else {
      end("no settings: it does not speak HTTP/2");
    }
  }

  long deadlineOfFirstByte() {
    return deadlines.in(options.firstByteTimeout().toNanos());
  }

  long deadlineOfMore() {
    return deadlines.in(options.idleTimeout().toNanos());
  }

  /** The member has sent something; not the answer to a ping, which says nothing new. */
  void heard() {
    framesHeard++;
    liveness.heard();
  }

  long framesHeard() {
    return framesHeard;
  }

  /** An exchange has waited in vain: if nothing else came meanwhile, no other is to wait here. */
  void doubt(long framesHeardBefore) {
    leaving |= framesHeard == framesHeardBefore;
  }

  void answered() {
    liveness.answered();
  }

  /** Reads what comes on its streams. */
  StreamReader reader() {
    return reader;
  }

  /** A stream has ended: there may be room for another one. */
  void streamClosed() {
    pool.roomChanged();
  }

  /** The member takes up no stream after {@code lastStreamId}; the others go on. */
  void goesAway(int lastStreamId) {
    leaving = true;
    each(exchange -> exchange.leftBehindAfter(lastStreamId));
    if (running.isEmpty()) {
      close();
    }
  }

  /** No exchange begins here any more; those that run go on. */
  void leave() {
    leaving = true;
    if (ready && running.isEmpty()) {
      close();
    }
  }

  /** What came breaks the protocol, so that nothing else on the connection can be believed. */
  void broken(String detail) {
    leaving = true;
    each(exchange -> exchange.broken(detail));
    gone(detail);
  }

  /** The connection is lost. */
  void lost(String detail) {
    leaving = true;
    each(exchange -> exchange.lost(detail));
    gone(detail);
  }

  private void end(String detail) {
    lost(detail);
    handler.close();
  }

  /** Closes it, whatever runs. */
  void close() {
    leaving = true;
    handler.close();
  }

  private void gone(String detail) {
    if (!gone) {
      gone = true;
      inactivity.stop();
      liveness.end();
      deadlines.end();
      pool.gone(this, ready, detail);
    }
  }

  private void each(Consumer<StreamExchange> told) {
    new ArrayList<>(running).forEach(told);
  }
}
