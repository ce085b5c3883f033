package org.rpicluster.balancer.vertx.upstream;

import io.netty.channel.EventLoop;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.rpicluster.balancer.member.Member;
import org.rpicluster.balancer.time.Ticker;
import org.rpicluster.balancer.vertx.upstream.UpstreamFailure.Kind;

/**
 * The connections of HTTP/1.1 from one event loop to one member: those in use, those kept for the
 * next exchange (the last used first, so that the rest can grow old and go), and the exchanges that
 * wait for one. Bounded by {@link UpstreamOptions#connectionsMax}, and as many may wait. On its
 * loop only.
 */
public final class MemberConnections implements MemberPool {

  private final Member member;
  private final EventLoop loop;
  private final Connector connector;
  private final UpstreamOptions options;
  private final Ticker ticker;
  private final Set<MemberConnection> open = new HashSet<>();
  private final Deque<MemberConnection> kept = new ArrayDeque<>();
  private final Deque<Asked> waiting = new ArrayDeque<>();
  private int connecting;
  private boolean retired;

  /**
   * A pool without any connection yet.
   *
   * @param member where they lead
   * @param loop the event loop that they belong to
   * @param connector makes them
   * @param options the cluster's limits and timeouts
   * @param ticker the clocks
   */
  public MemberConnections(
      Member member, EventLoop loop, Connector connector, UpstreamOptions options, Ticker ticker) {
    this.member = member;
    this.loop = loop;
    this.connector = connector;
    this.options = options;
    this.ticker = ticker;
  }

  @Override
  public boolean leadTo(Member other) {
    return member == other || member.url().equals(other.url());
  }

  /** Opens an exchange on a kept connection, a new one, or the next that becomes free. */
  @Override
  public void open(UpstreamLeg.Connection connection, UpstreamListener listener) {
    MemberConnection usable = connection == UpstreamLeg.Connection.NEW ? null : lastKept();
    if (usable != null) {
      usable.begin(listener);
    } else if (open.size() + connecting < options.connectionsMax()) {
      connect(asked(listener));
    } else if (waiting.size() < options.connectionsMax()) {
      await(asked(listener));
    } else {
      listener.failed(new UpstreamFailure(Kind.NO_CONNECTION, "too many wait for a connection"));
    }
  }

  private @Nullable MemberConnection lastKept() {
    MemberConnection last = kept.pollLast();
    while (last != null && !last.isOpen()) {
      last = kept.pollLast();
    }
    return last;
  }

  private Asked asked(UpstreamListener listener) {
    Asked asked = new Asked(listener);
    listener.opening(asked);
    return asked;
  }

  private void connect(Asked asked) {
    connecting++;
    MemberConnection connection = new MemberConnection(this, options, ticker);
    connector
        .connect(loop, member, options.connectTimeout(), connection.initializer())
        .addListener(
            connected -> {
              connecting--;
              if (connected.isSuccess()) {
                open.add(connection);
                opened(connection, asked);
              } else {
                asked.fail(Kind.CONNECT_FAILED, String.valueOf(connected.cause()));
                serveWaiting();
              }
            });
  }

  private void opened(MemberConnection connection, Asked asked) {
    UpstreamListener listener = asked.listener;
    if (listener == null) {
      release(connection);
    } else {
      connection.begin(listener);
    }
  }

  private void await(Asked asked) {
    waiting.add(asked);
    loop.schedule(
        () -> {
          if (waiting.remove(asked)) {
            asked.fail(Kind.NO_CONNECTION, "all connections in use");
          }
        },
        options.acquireTimeout().toNanos(),
        TimeUnit.NANOSECONDS);
  }

  /** A connection is provably clean and free: the next exchange has it, or it is kept. */
  void release(MemberConnection connection) {
    Asked next = waiting.poll();
    if (next != null) {
      opened(connection, next);
    } else if (retired || options.keepAlive().isZero()) {
      connection.close();
    } else {
      kept.addLast(connection);
      connection.keep();
    }
  }

  /** A connection is gone, in use or not. */
  void closed(MemberConnection connection) {
    open.remove(connection);
    kept.remove(connection);
    serveWaiting();
  }

  private void serveWaiting() {
    if (!waiting.isEmpty() && open.size() + connecting < options.connectionsMax()) {
      connect(waiting.poll());
    }
  }

  @Override
  public void retire() {
    retired = true;
    new ArrayList<>(kept).forEach(MemberConnection::close);
  }

  @Override
  public void close() {
    retired = true;
    new ArrayList<>(open).forEach(MemberConnection::close);
  }

  /** An exchange that has no connection yet, and no listener once it was called off. */
  private final class Asked implements Opening {
    private @Nullable UpstreamListener listener;

    Asked(UpstreamListener listener) {
      this.listener = listener;
    }

    @Override
    public void cancel() {
      listener = null;
      waiting.remove(this);
    }

    private void fail(Kind kind, String detail) {
      if (listener != null) {
        listener.failed(new UpstreamFailure(kind, true, detail));
      }
    }
  }
}
