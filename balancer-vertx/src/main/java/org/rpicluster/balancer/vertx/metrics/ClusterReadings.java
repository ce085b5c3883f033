package org.rpicluster.balancer.vertx.metrics;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.rpicluster.balancer.Balancer;
import org.rpicluster.balancer.health.Health;
import org.rpicluster.balancer.member.MemberCounters;
import org.rpicluster.balancer.member.Outcome;
import org.rpicluster.balancer.pick.Candidate;
import org.rpicluster.balancer.vertx.proxy.ExchangeEnd;

/** All that is known of clusters and their members as numbers. For one thread; O(members). */
final class ClusterReadings {

  private static final String REQUESTS = "Requests that have ended, by the class of their status.";

  private final List<Reading> readings = new ArrayList<>();

  /** What was counted of the exchanges of a cluster; a name of nothing is of those without one. */
  void exchanges(String cluster, ClusterMeters meters) {
    for (StatusClass each : StatusClass.values()) {
      counter(
          "balancer_requests",
          REQUESTS,
          Map.of("cluster", cluster, "class", each.toString()),
          meters.all().count(each));
    }
    for (ExchangeEnd end : ExchangeEnd.values()) {
      counter(
          "balancer_exchanges",
          "Exchanges with clients that have ended, by how.",
          Map.of("cluster", cluster, "end", end.words()),
          meters.count(end));
    }
    Map<String, String> of = Map.of("cluster", cluster);
    counter("balancer_attempts", "Members that requests were tried on.", of, meters.attempts());
    counter("balancer_received_bytes", "Bytes of clients' bodies.", of, meters.bytesFromClients());
    counter("balancer_sent_bytes", "Bytes of bodies to clients.", of, meters.bytesToClients());
  }

  /** How a cluster is. */
  void cluster(Balancer balancer) {
    Map<String, String> of = Map.of("cluster", balancer.name());
    List<Candidate> members = balancer.candidates().members();
    gauge("balancer_queue", "Requests that wait for a member.", of, balancer.waiting());
    gauge("balancer_members", "Members of the cluster.", of, members.size());
    long eligible = members.stream().filter(Candidate::isEligible).count();
    gauge("balancer_members_eligible", "Members that may be chosen now.", of, eligible);
    counter(
        "balancer_retries", "Requests that were sent again.", of, balancer.retryBudget().retries());
  }

  /** How a member is, and what it has done. */
  void member(String cluster, Candidate candidate) {
    Map<String, String> of = labels(cluster, candidate);
    MemberCounters counters = candidate.counters();
    gauge(
        "balancer_member_up",
        "1 unless it is down or waits to be tried.",
        of,
        isUp(candidate) ? 1 : 0);
    gauge(
        "balancer_member_eligible", "1 if it may be chosen now.", of, flag(candidate.isEligible()));
    gauge("balancer_member_weight", "Its weight now.", of, candidate.weight() / 100.0);
    gauge("balancer_member_in_flight", "Requests in flight on it.", of, counters.inFlight());
    counter("balancer_member_picks", "Times it was chosen.", of, counters.picks());
    counter("balancer_member_sent_bytes", "Bytes sent to it.", of, counters.bytesToMember());
    counter(
        "balancer_member_received_bytes",
        "Bytes received from it.",
        of,
        counters.bytesFromMember());
    for (Outcome outcome : Outcome.values()) {
      if (outcome.blamesMember()) {
        counter(
            "balancer_member_failures",
            "Requests that failed by its fault, by how.",
            with(of, "kind", outcome.name().toLowerCase(Locale.ROOT)),
            counters.failures(outcome));
      }
    }
  }

  private static boolean isUp(Candidate candidate) {
    return candidate.health().usable() && !(candidate.health() instanceof Health.HalfOpen);
  }

  private static int flag(boolean set) {
    return set ? 1 : 0;
  }

  /** What was counted of a member's exchanges. */
  void exchanges(String cluster, Candidate candidate, Measured measured) {
    for (StatusClass each : StatusClass.values()) {
      counter(
          "balancer_member_requests",
          "Requests that have ended, last tried on it, by the class of their status.",
          with(labels(cluster, candidate), "class", each.toString()),
          measured.count(each));
    }
  }

  static Map<String, String> labels(String cluster, Candidate candidate) {
    return Map.of("cluster", cluster, "member", candidate.member().id());
  }

  private static Map<String, String> with(Map<String, String> labels, String name, String value) {
    Map<String, String> more = new LinkedHashMap<>(labels);
    more.put(name, value);
    return more;
  }

  private void counter(String name, String help, Map<String, String> labels, double value) {
    readings.add(Reading.counter(name, help, labels, value));
  }

  private void gauge(String name, String help, Map<String, String> labels, double value) {
    readings.add(Reading.gauge(name, help, labels, value));
  }

  List<Reading> all() {
    return readings;
  }
}
