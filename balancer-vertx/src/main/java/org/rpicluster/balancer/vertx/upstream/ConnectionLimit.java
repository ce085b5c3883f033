package org.rpicluster.balancer.vertx.upstream;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * The limit of connections to one member, over all event loops: how many are open, and who waits
 * for one to close. First come, first served, but for one thing: a connection cannot change its
 * event loop, so one that falls free serves its own loop's waiters first, as long as no waiter is
 * overtaken more than {@value #OVERTAKEN_MAX} times; then it is closed, and its place goes to the
 * first in line.
 *
 * <p>A lock is taken when a connection is opened or closed and when an exchange waits; an exchange
 * on a kept connection reads one volatile number. Any thread.
 */
public final class ConnectionLimit {

  /** With the member at its limit, a connection is made anew for at most one exchange in nine. */
  static final int OVERTAKEN_MAX = 8;

  /**
   * Who may wait for each connection. Four make 1024 of the default 256: ten clients with all the
   * hundred streams that HTTP/2 gives them. A line this long is through in four answers' time.
   */
  static final int WAITING_PER_CONNECTION = 4;

  private final int max;
  private final int tunnelsMax;
  private final Set<Applicant> line = new LinkedHashSet<>();
  private final List<Holder> holders = new CopyOnWriteArrayList<>();
  private int taken;
  private int tunnels;
  private int overtaken;
  private volatile int waiting;

  /**
   * A limit of {@code max} connections; {@value #WAITING_PER_CONNECTION} times as many applicants
   * may wait.
   *
   * @param tunnelsMax how many more may have become tunnels
   */
  ConnectionLimit(int max, int tunnelsMax) {
    this.max = max;
    this.tunnelsMax = tunnelsMax;
  }

  /** The same, with as many tunnels as there may be by default. */
  ConnectionLimit(int max) {
    this(max, UpstreamOptions.TUNNELS_MAX);
  }

  /** Who wants a place; compared by identity. */
  public interface Applicant {

    /** It has a place now, and must give it back when the connection is closed. Any thread. */
    void granted();
  }

  /** Who has places, and may have connections that are not in use. */
  public interface Holder {

    /** An exchange waits: connections that are not in use are to be closed. Any thread. */
    void makeRoom();
  }

  /** What becomes of an applicant. */
  public enum Grant {
    /** It has a place. */
    GRANTED,
    /** It will hear. */
    WAITS,
    /** There are too many before it. */
    REFUSED
  }

  /** Another pool of the same member. */
  public void join(Holder holder) {
    holders.add(holder);
  }

  /** A pool that has nothing more. */
  public void part(Holder holder) {
    holders.remove(holder);
  }

  /** Asks for a place. */
  public Grant ask(Applicant applicant) {
    synchronized (this) {
      if (taken < max) {
        taken++;
        return Grant.GRANTED;
      }
      if (line.size() >= max * WAITING_PER_CONNECTION) {
        return Grant.REFUSED;
      }
      line.add(applicant);
      waiting = line.size();
    }
    holders.forEach(Holder::makeRoom);
    return Grant.WAITS;
  }

  /** What there is now. */
  synchronized ConnectionUse use() {
    return new ConnectionUse(taken, line.size(), tunnels);
  }

  /** How many wait. */
  public int waiting() {
    return waiting;
  }

  /**
   * Takes the applicant out of the line, because a connection of its own event loop is free.
   *
   * @return false if the place is owed to another waiter, or if it is not in line any more
   */
  public synchronized boolean serve(Applicant applicant) {
    boolean isFirst = !line.isEmpty() && line.iterator().next() == applicant;
    if (!isFirst && overtaken == OVERTAKEN_MAX || !line.contains(applicant)) {
      return false;
    }
    int times = isFirst ? 0 : overtaken + 1;
    remove(applicant);
    overtaken = times;
    return true;
  }

  /**
   * The applicant waits no longer.
   *
   * @return false if it was not in line: it has been granted a place, and is about to hear
   */
  public synchronized boolean leave(Applicant applicant) {
    return remove(applicant);
  }

  /** A connection is closed, or was never made: its place goes to the first in line. */
  public void giveBack() {
    Applicant next;
    synchronized (this) {
      if (line.isEmpty()) {
        taken--;
        return;
      }
      next = line.iterator().next();
      remove(next);
    }
    next.granted();
  }

  /**
   * A connection becomes a tunnel, which may stay for hours: it is counted as such from now on, and
   * its place goes to the first in line.
   *
   * @return whether there may be one more tunnel; otherwise it has its place as before
   */
  public boolean becomeTunnel() {
    synchronized (this) {
      if (tunnels >= tunnelsMax) {
        return false;
      }
      tunnels++;
    }
    giveBack();
    return true;
  }

  /** A tunnel is closed. */
  public synchronized void tunnelClosed() {
    tunnels--;
  }

  private boolean remove(Applicant applicant) {
    if (!line.isEmpty() && line.iterator().next() == applicant) {
      overtaken = 0;
    }
    boolean removed = line.remove(applicant);
    waiting = line.size();
    return removed;
  }
}
