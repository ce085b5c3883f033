package org.rpicluster.balancer.vertx.rewrite;

import org.rpicluster.balancer.check.Check;

/**
 * The order of rules: which one comes after one that applied. Immutable.
 *
 * @param last none: Apache's {@code [L]}
 * @param rounds the first one again, up to so many times; 0 for not at all: Apache's {@code [N]}
 * @param skip so many are left out: Apache's {@code [S]}
 * @param chained the next is left out where this one does not apply: Apache's {@code [C]}
 * @param pass what was written is looked up among the routes below: Apache's {@code [PT]}
 * @param over none, of this route or of another: Apache's {@code [END]}
 */
public record RewriteFlow(
    boolean last, int rounds, int skip, boolean chained, boolean pass, boolean over) {

  /** The one below it. */
  public static final RewriteFlow NEXT = new RewriteFlow(false, 0, 0, false, false, false);

  /** A request is taken through the rules so many times at most; Apache lets it be 32000. */
  public static final int ROUNDS_MAX = 100;

  /** More rules than this none can leave out. */
  static final int SKIP_MAX = 10_000;

  /** Checks the counts. */
  public RewriteFlow {
    Check.argument(rounds >= 0 && rounds <= ROUNDS_MAX, "rounds", rounds, "1 to " + ROUNDS_MAX);
    Check.argument(skip >= 0 && skip <= SKIP_MAX, "skip", skip, "1 to " + SKIP_MAX);
  }

  /** The same with another value. */
  public RewriteFlow last(boolean value) {
    return new RewriteFlow(value, rounds, skip, chained, pass, over);
  }

  /** The same with another value. */
  public RewriteFlow rounds(int value) {
    return new RewriteFlow(last, value, skip, chained, pass, over);
  }

  /** The same with another value. */
  public RewriteFlow skip(int value) {
    return new RewriteFlow(last, rounds, value, chained, pass, over);
  }

  /** The same with another value. */
  public RewriteFlow chained(boolean value) {
    return new RewriteFlow(last, rounds, skip, value, pass, over);
  }

  /** The same with another value. */
  public RewriteFlow pass(boolean value) {
    return new RewriteFlow(last, rounds, skip, chained, value, over);
  }

  /** The same with another value. */
  public RewriteFlow over(boolean value) {
    return new RewriteFlow(last, rounds, skip, chained, pass, value);
  }
}
