package org.rpicluster.balancer.vertx.upstream;

import java.net.URI;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.rpicluster.balancer.pick.Candidate;

/**
 * The one {@link ConnectionLimit} of each member, which its pools on all event loops share. Asked
 * once per pool. Any thread.
 */
final class MemberLimits {

  private final int connectionsMax;
  private @Nullable Entry[] bySlot = {};

  MemberLimits(int connectionsMax) {
    this.connectionsMax = connectionsMax;
  }

  /** The limit of a member. A slot whose member is elsewhere now gets a new one. */
  synchronized ConnectionLimit of(Candidate candidate) {
    int slot = candidate.slot();
    if (slot >= bySlot.length) {
      bySlot = Arrays.copyOf(bySlot, slot + 1);
    }
    URI url = candidate.member().url();
    Entry entry = bySlot[slot];
    if (entry == null || !entry.url.equals(url)) {
      entry = new Entry(url, new ConnectionLimit(connectionsMax));
      bySlot[slot] = entry;
    }
    return entry.limit;
  }

  private record Entry(URI url, ConnectionLimit limit) {}
}
