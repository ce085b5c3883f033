package org.rpicluster.balancer.vertx.connect;

import com.google.common.net.InetAddresses;
import java.time.Duration;
import org.rpicluster.balancer.check.Check;

/**
 * The options by which the members of one cluster are reached. Immutable; two that are equal lead
 * to the same connections, so that other certificates come with new ones.
 *
 * @param tls what holds for members whose URL says that they are encrypted
 * @param refresh how often the names of members are looked up again; more than 0
 * @param source the address that connections to them come from; empty for the system's choice
 */
public record ReachOptions(MemberTls tls, Duration refresh, String source) {

  /** With the system's choice of a source. */
  public ReachOptions(MemberTls tls, Duration refresh) {
    this(tls, refresh, "");
  }

  /**
   * Half a minute is what the JVM itself keeps a name for, and short against the minutes that
   * people wait after they have changed one.
   */
  public static final ReachOptions DEFAULT =
      new ReachOptions(MemberTls.DEFAULT, Duration.ofSeconds(30));

  /** Checks the range. */
  public ReachOptions {
    boolean good = !refresh.isNegative() && !refresh.isZero();
    Check.argument(good, "addresses.refresh", refresh, "more than 0");
    boolean isAddress = source.isEmpty() || InetAddresses.isInetAddress(source);
    Check.argument(isAddress, "source", source, "an address of this machine");
  }

  /** The same with another pace. */
  public ReachOptions refresh(Duration time) {
    return new ReachOptions(tls, time, source);
  }

  /** The same from another address. */
  public ReachOptions source(String address) {
    return new ReachOptions(tls, refresh, address);
  }
}
