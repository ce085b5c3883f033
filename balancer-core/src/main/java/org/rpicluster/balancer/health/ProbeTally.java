package org.rpicluster.balancer.health;

/**
 * Counts what the probes of one member found until they decide. While the member is up, failures
 * count; while it is down, passes do. Guarded by whoever has it. Apache's rule where the policy is
 * not {@link ProbePolicy#inARow}: {@code hc_check} of {@code mod_proxy_hcheck}.
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

  Verdict count(boolean pass, boolean down, ProbePolicy policy) {
    if (policy.inARow()) {
      passed = pass ? passed : 0;
      failed = pass ? 0 : failed;
    }
    if (pass && down && ++passed >= policy.rise()) {
      passed = 0;
      return Verdict.BACK;
    }
    if (!pass && !down && ++failed >= policy.fall()) {
      failed = 0;
      return Verdict.OUT;
    }
    return Verdict.NOTHING;
  }
}
