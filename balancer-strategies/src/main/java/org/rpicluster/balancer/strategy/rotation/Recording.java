package org.rpicluster.balancer.strategy.rotation;

import org.rpicluster.balancer.pick.Candidate;
import org.rpicluster.balancer.pick.Candidates;

/**
 * Writes down who is chosen, until it has a whole period of an undisturbed order: that is the
 * {@link Rotation}. So the table costs no pick that is not needed anyway.
 *
 * <p>The order of smooth weighted round robin repeats after (sum of the weights) / (their greatest
 * common divisor) picks, once a short transient is over. It has repeated exactly if in that many
 * picks each candidate was chosen weight / divisor times, for then every credit is what it was.
 *
 * <p>O(1) per pick; O(members) memory where the period is about as long, 1 MiB at most; a longer
 * period is not recorded. Guarded by its picker's lock.
 */
final class Recording {

  /** Ten thousand members of weights 1 to 50 fit; four bytes each. */
  static final int PERIOD_MAX = 1 << 18;

  /**
   * A shorter order is repeated to this length, as the end of the table costs a second addition.
   */
  private static final int LENGTH_MIN = 256;

  private final int patience;
  private Candidates candidates = Candidates.EMPTY;
  private int divisor = 1;
  private int period;
  private int[] turns = {};
  private Candidate[] order = {};
  private Rotation rotation = Rotation.NONE;
  private int recorded;
  private int toWait;

  /**
   * A recording of nothing.
   *
   * @param patience picks to wait after a disturbance, at least: what disturbs once often does so
   *     again, and ending a rotation costs O(period)
   */
  Recording(int patience) {
    this.patience = patience;
  }

  /** The candidates have changed: what is recorded from now on is another order. */
  void update(Candidates next) {
    candidates = next;
    period = next.isLimited() ? 0 : periodOf(next);
    turns = new int[next.slots()];
    prepare();
    toWait = 0;
  }

  private int periodOf(Candidates next) {
    long total = 0;
    divisor = 0;
    for (int i = 0; i < next.size(); i++) {
      total += next.get(i).weight();
      divisor = greatestCommonDivisor(next.get(i).weight(), divisor);
    }
    return total == 0 || total / divisor > PERIOD_MAX ? 0 : (int) (total / divisor);
  }

  private static int greatestCommonDivisor(int a, int b) {
    return b == 0 ? a : greatestCommonDivisor(b, a % b);
  }

  /** Makes the table before it is needed, so that no pick has to. */
  private void prepare() {
    recorded = 0;
    if (period == 0) {
      return;
    }
    int repeats = Math.max(1, LENGTH_MIN / period);
    order = new Candidate[repeats * period];
    rotation = new Rotation(order, period);
  }

  /** The order was disturbed; {@code ended} is the rotation that this has ended, if any. */
  void disturbed(Rotation ended) {
    recorded = 0;
    toWait = Math.max(patience, period);
    if (ended != Rotation.NONE) {
      prepare();
    }
  }

  /**
   * Records an undisturbed pick.
   *
   * @return the rotation that goes on from here, or {@link Rotation#NONE} while it is not known
   */
  Rotation add(Candidate chosen) {
    if (period == 0) {
      return Rotation.NONE;
    }
    if (toWait > 0) {
      toWait--;
      return Rotation.NONE;
    }
    order[recorded++] = chosen;
    if (recorded < period) {
      return Rotation.NONE;
    }
    recorded = 0;
    return repeats() ? whole() : Rotation.NONE;
  }

  private boolean repeats() {
    for (int i = 0; i < period; i++) {
      turns[order[i].slot()]++;
    }
    boolean repeats = true;
    for (int i = 0; i < candidates.size(); i++) {
      Candidate candidate = candidates.get(i);
      repeats &= turns[candidate.slot()] == candidate.weight() / divisor;
      turns[candidate.slot()] = 0;
    }
    return repeats;
  }

  private Rotation whole() {
    for (int i = period; i < order.length; i++) {
      order[i] = order[i - period];
    }
    return rotation;
  }
}
