package org.rpicluster.balancer.vertx.downstream.listen;

import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * The connections that are open, so that one which waits for its client can make room for another:
 * of some hundred the one whose time would be over first. Who holds connections on purpose sends
 * little, and who is served has just sent something. nginx reuses idle connections so. A lock for
 * each connection that comes or goes; where there is hardly any room, a walk; any thread.
 */
final class WaitingConnections {

  /** Enough to find one that has waited long, however many there are, in some microseconds. */
  private static final int LOOKED_AT_MAX = 1024;

  /** Room enough on its way: more would reach those that have come a moment ago. */
  private static final int LEAVING_MAX = 32;

  private final AtomicInteger leaving = new AtomicInteger();

  /** A ring: the walk goes on where it ended. */
  private @Nullable Link next;

  /** One connection's place. */
  final class Link {
    private final ClientTimer watch;
    private Link before = this;
    private Link behind = this;

    private Link(ClientTimer watch) {
      this.watch = watch;
    }

    /** The connection is closed. */
    void leave() {
      synchronized (WaitingConnections.this) {
        if (next == this) {
          next = behind == this ? null : behind;
        }
        before.behind = behind;
        behind.before = before;
      }
    }
  }

  /** Another connection. */
  synchronized Link enter(ClientTimer watch) {
    Link place = new Link(watch);
    if (next == null) {
      next = place;
    } else {
      place.behind = next;
      place.before = next.before;
      next.before.behind = place;
      next.before = place;
    }
    return place;
  }

  /**
   * Closes one that waits for its client, if there is any; soon, on its own event loop. One that
   * was served stays if another is leaving: that is room enough.
   */
  void makeRoom() {
    if (leaving.get() >= LEAVING_MAX) {
      return;
    }
    ClientTimer first = firstToEnd();
    if (first != null && !(first.hasServed() && isOneLeaving())) {
      leaving.incrementAndGet();
      first.giveWay();
    }
  }

  /** Whether one was asked to leave and has not: it needs a turn of its event loop. */
  boolean isOneLeaving() {
    return leaving.get() > 0;
  }

  /** One that was asked to leave has left, or stays. */
  void hasLeft() {
    leaving.decrementAndGet();
  }

  /** One that was never answered goes before one that was, however long that waits. */
  private static boolean isBefore(ClientTimer watch, ClientTimer other) {
    return watch.hasServed() == other.hasServed()
        ? watch.deadlineNanos() - other.deadlineNanos() < 0
        : other.hasServed();
  }

  private synchronized @Nullable ClientTimer firstToEnd() {
    ClientTimer first = null;
    Link begin = next;
    for (int i = 0; i < LOOKED_AT_MAX && next != null && (i == 0 || next != begin); i++) {
      ClientTimer watch = next.watch;
      if (watch.waits() && (first == null || isBefore(watch, first))) {
        first = watch;
      }
      next = next.behind;
    }
    return first;
  }
}
