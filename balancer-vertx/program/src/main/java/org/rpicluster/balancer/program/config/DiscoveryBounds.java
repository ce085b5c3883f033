package org.rpicluster.balancer.program.config;

import java.time.Duration;

/**
 * The bounds of what announcements may change, and how often. Immutable.
 *
 * @param max so many members at most
 * @param every their list changes no more often
 * @param leave so long one that is not announced any more drains before it leaves
 * @param ttlMin answers of a name server hold for so long at least
 * @param ttlMax and for so long at most
 * @param silence one whose heartbeat is not heard for so long is not announced any more
 */
public record DiscoveryBounds(
    int max, Duration every, Duration leave, Duration ttlMin, Duration ttlMax, Duration silence) {

  /** As they are unless the file says otherwise: the silence is mod_heartmonitor's. */
  public static final DiscoveryBounds DEFAULT =
      new DiscoveryBounds(
          100,
          Duration.ofSeconds(1),
          Duration.ofMinutes(5),
          Duration.ofSeconds(5),
          Duration.ofMinutes(5),
          Duration.ofSeconds(10));

  DiscoveryBounds max(int other) {
    return new DiscoveryBounds(other, every, leave, ttlMin, ttlMax, silence);
  }

  DiscoveryBounds every(Duration other) {
    return new DiscoveryBounds(max, other, leave, ttlMin, ttlMax, silence);
  }

  DiscoveryBounds leave(Duration other) {
    return new DiscoveryBounds(max, every, other, ttlMin, ttlMax, silence);
  }

  DiscoveryBounds ttlMin(Duration other) {
    return new DiscoveryBounds(max, every, leave, other, ttlMax, silence);
  }

  DiscoveryBounds ttlMax(Duration other) {
    return new DiscoveryBounds(max, every, leave, ttlMin, other, silence);
  }

  DiscoveryBounds silence(Duration other) {
    return new DiscoveryBounds(max, every, leave, ttlMin, ttlMax, other);
  }

  /** How long an answer holds of which a name server says how long. */
  public Duration holds(Duration ttl) {
    Duration longest = ttlMax.compareTo(ttlMin) < 0 ? ttlMin : ttlMax;
    return ttl.compareTo(ttlMin) < 0 ? ttlMin : ttl.compareTo(longest) > 0 ? longest : ttl;
  }
}
