package org.rpicluster.balancer.health;

import java.time.Duration;
import org.rpicluster.balancer.check.Check;

/**
 * The rhythm of probes, and how many of them decide. Immutable.
 *
 * @param interval from the end of one probe of a member to the next, more than 0; a tenth more or
 *     less by chance, so that many balancers do not ask together
 * @param whileDown the same while the member is out, or a probe has failed and it is not decided
 *     yet; more than 0
 * @param timeout how long one probe may take, more than 0
 * @param rise so many that passed bring a member back, 1 or more
 * @param fall so many that failed take it out, 1 or more
 * @param inARow whether only probes in a row count; Apache's count however many others were between
 */
public record ProbePolicy(
    Duration interval, Duration whileDown, Duration timeout, int rise, int fall, boolean inARow) {

  /**
   * A Pi that lost its power is out within 14 s: an interval, and then three probes of 2 s with a
   * second between them. One that is back serves within 3 s.
   */
  public static final ProbePolicy DEFAULT =
      new ProbePolicy(
          Duration.ofSeconds(5), Duration.ofSeconds(1), Duration.ofSeconds(2), 2, 3, true);

  /** The defaults of {@code mod_proxy_hcheck}: every half minute, one decides. */
  public static final ProbePolicy APACHE =
      new ProbePolicy(
          Duration.ofSeconds(30), Duration.ofSeconds(30), Duration.ofSeconds(60), 1, 1, false);

  /** Checks the ranges. */
  public ProbePolicy {
    positive("interval", interval);
    positive("whileDown", whileDown);
    positive("timeout", timeout);
    Check.argument(rise >= 1, "rise", rise, "1 or more");
    Check.argument(fall >= 1, "fall", fall, "1 or more");
  }

  /** The same with other times between probes: while the member is up, and while it is down. */
  public ProbePolicy intervals(Duration up, Duration down) {
    return new ProbePolicy(up, down, timeout, rise, fall, inARow);
  }

  /** The same with more or less time for a probe. */
  public ProbePolicy timeout(Duration time) {
    return new ProbePolicy(interval, whileDown, time, rise, fall, inARow);
  }

  /** The same with more or fewer passed probes until a member is back. */
  public ProbePolicy rise(int passed) {
    return new ProbePolicy(interval, whileDown, timeout, passed, fall, inARow);
  }

  /** The same with more or fewer failed probes until a member is out. */
  public ProbePolicy fall(int failed) {
    return new ProbePolicy(interval, whileDown, timeout, rise, failed, inARow);
  }

  private static void positive(String name, Duration value) {
    boolean positive = !value.isNegative() && !value.isZero();
    Check.argument(positive, name, value.toMillis() + " ms", "more than 0");
  }
}
