package org.rpicluster.balancer.strategy.traffic;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.rpicluster.balancer.member.MemberCounters;
import org.rpicluster.balancer.pick.Candidate;
import org.rpicluster.balancer.pick.Candidates;
import org.rpicluster.balancer.strategy.parts.Slotted;

/** Gives those who begin to serve in a change of the cluster the mean traffic of those who stay. */
final class Newcomers {

  private Newcomers() {}

  static void lift(
      Candidates before, Candidates next, Slotted<FadingTraffic> traffic, long nowNanos) {
    Set<MemberCounters> served = Collections.newSetFromMap(new IdentityHashMap<>());
    for (int i = 0; i < before.size(); i++) {
      served.add(before.get(i).counters());
    }
    List<Candidate> newcomers = new ArrayList<>();
    double bytes = 0;
    double weight = 0;
    for (int i = 0; i < next.size(); i++) {
      Candidate candidate = next.get(i);
      @Nullable FadingTraffic fading = traffic.of(candidate);
      if (!served.contains(candidate.counters())) {
        newcomers.add(candidate);
      } else if (fading != null) {
        bytes += fading.bytes(nowNanos);
        weight += candidate.weight();
      }
    }
    for (Candidate candidate : newcomers) {
      @Nullable FadingTraffic fading = traffic.of(candidate);
      if (fading != null && weight > 0) {
        fading.lift(bytes / weight * candidate.weight(), nowNanos);
      }
    }
  }
}
