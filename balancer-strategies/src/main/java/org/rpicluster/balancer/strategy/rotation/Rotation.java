package org.rpicluster.balancer.strategy.rotation;

import java.util.concurrent.atomic.AtomicLongArray;
import org.rpicluster.balancer.pick.Candidate;

/**
 * The order in which undisturbed candidates come, as a table, and one ticket that says how far it
 * has been handed out: a turn is one atomic addition and one array read. When something disturbs
 * the order, {@link #freeze} ends it and tells exactly how many turns were taken. Any thread.
 */
public final class Rotation {

  /** A rotation that has been frozen from the first. */
  public static final Rotation NONE = new Rotation(new Candidate[0], 0);

  // The ticket has its cache line, and the neighbour that is fetched with it, to itself.
  private static final int TICKET = 16;
  private static final int PADDED = 32;

  // Far enough from the ends for what late threads still add or take away.
  private static final long FROZEN = Long.MIN_VALUE / 2;

  private final Candidate[] order;
  private final int period;
  private final AtomicLongArray ticket = new AtomicLongArray(PADDED);

  /**
   * A rotation that has not begun.
   *
   * @param order whole periods, one after the other
   * @param period after how many turns the order repeats
   */
  Rotation(Candidate[] order, int period) {
    this.order = order;
    this.period = period;
  }

  /** Takes the next turn; {@link Candidate#NONE} once it is frozen. */
  public Candidate next() {
    if (this == NONE) {
      return Candidate.NONE;
    }
    long turn = ticket.getAndIncrement(TICKET);
    if (turn >= 0 && turn < order.length) {
      return order[(int) turn];
    }
    return turn < 0 ? Candidate.NONE : begunAnew(turn);
  }

  /*
   * Past the end. There is no division on the usual way: the thread that draws the first turn of a new
   * round takes the round off the ticket. Those who draw before that is done divide.
   */
  private Candidate begunAnew(long turn) {
    int index = (int) (turn % order.length);
    if (index == 0) {
      ticket.getAndAdd(TICKET, -order.length);
    }
    return order[index];
  }

  /**
   * Ends the rotation.
   *
   * @return how many turns were taken since the order last began, 0 to the period less 1
   */
  public int freeze() {
    return this == NONE ? 0 : (int) (ticket.getAndSet(TICKET, FROZEN) % period);
  }

  /** As {@link #freeze}, without ending anything. */
  public int taken() {
    return this == NONE ? 0 : (int) (ticket.get(TICKET) % period);
  }

  /** Whose turn it is after {@code turn} others, counted from the beginning of the order. */
  public Candidate at(int turn) {
    return order[turn];
  }
}
