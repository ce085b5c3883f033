package org.rpicluster.balancer.health;

import org.rpicluster.balancer.health.Health.Down;
import org.rpicluster.balancer.health.Health.HalfOpen;

/**
 * Counts what the probes of one member found until they decide. Guarded by its owner.
 *
 * <table>
 * <caption>What counts</caption>
 * <tr><th>the member is</th><th>a pass</th><th>a failure, in a row</th><th>a failure, as Apache
 *     counts</th></tr>
 * <tr><td>up, suspect, recovering</td><td>no</td><td>yes</td><td>yes</td></tr>
 * <tr><td>down by requests, half open</td><td>yes</td><td>yes: so no request has to try a member that probes
 *     know to be dead</td><td>no</td></tr>
 * <tr><td>down by probes</td><td>yes</td><td>no</td><td>no</td></tr>
 * </table>
 *
 * <p>In a row, each result forgets those of the other kind; Apache never does: {@code hc_check} of
 * {@code mod_proxy_hcheck}.
 */
final class ProbeTally {

  /** What follows. */
  enum Verdict {
    NOTHING,
    OUT,
    BACK
  }

  private int passed;
  private int failed;

  Verdict count(boolean pass, Health health, ProbePolicy policy) {
    if (policy.inARow()) {
      passed = pass ? passed : 0;
      failed = pass ? 0 : failed;
    }
    boolean out = isOut(health);
    boolean known = policy.inARow() ? isDownByProbes(health) : out;
    if (pass && out && ++passed >= policy.rise()) {
      passed = 0;
      return Verdict.BACK;
    }
    if (!pass && !known && ++failed >= policy.fall()) {
      failed = 0;
      return Verdict.OUT;
    }
    return Verdict.NOTHING;
  }

  /** Whether a member gets no requests, or only to see. */
  static boolean isOut(Health health) {
    return health instanceof Down || health instanceof HalfOpen;
  }

  private static boolean isDownByProbes(Health health) {
    return health instanceof Down down && down.cause() == Down.Cause.PROBES;
  }
}
