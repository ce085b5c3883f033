package org.rpicluster.balancer.strategy.traffic;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.rpicluster.balancer.member.MemberCounters;
import org.rpicluster.balancer.pick.Candidate;
import org.rpicluster.balancer.pick.Candidates;
import org.rpicluster.balancer.strategy.parts.Slotted;

/**
 * Adjusts the traffic so far after a change of the cluster, so that no member is given everything,
 * or nothing, until it is level with the others: those who begin to serve have the mean of those
 * who stay, and who stays with another weight, as in a slow start, has as much for its weight as
 * before. Stateless; O(eligible).
 */
final class Newcomers {

  private Newcomers() {}

  static void level(
      Candidates before, Candidates next, Slotted<FadingTraffic> traffic, long nowNanos) {
    Map<MemberCounters, Integer> weights = new IdentityHashMap<>();
    for (int i = 0; i < before.size(); i++) {
      weights.put(before.get(i).counters(), before.get(i).weight());
    }
    List<Candidate> newcomers = new ArrayList<>();
    double bytes = 0;
    double weight = 0;
    for (int i = 0; i < next.size(); i++) {
      Candidate candidate = next.get(i);
      @Nullable FadingTraffic fading = traffic.of(candidate);
      @Nullable Integer weightBefore = weights.get(candidate.counters());
      if (weightBefore == null) {
        newcomers.add(candidate);
      } else if (fading != null) {
        fading.scale((double) candidate.weight() / weightBefore, nowNanos);
        bytes += fading.bytes(nowNanos);
        weight += candidate.weight();
      }
    }
    lift(newcomers, weight == 0 ? 0 : bytes / weight, traffic, nowNanos);
  }

  private static void lift(
      List<Candidate> newcomers, double perWeight, Slotted<FadingTraffic> traffic, long nowNanos) {
    for (Candidate candidate : newcomers) {
      @Nullable FadingTraffic fading = traffic.of(candidate);
      if (fading != null) {
        fading.lift(perWeight * candidate.weight(), nowNanos);
      }
    }
  }
}
