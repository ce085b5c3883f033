package org.rpicluster.balancer;

import java.util.stream.Collectors;
import org.rpicluster.balancer.pick.Candidate;

/** What tests look at in a cluster. Stateless. */
final class Observed {

  private Observed() {}

  /** The member with this id, as the next pick sees it. */
  static Candidate candidate(Balancer balancer, String id) {
    return balancer.candidates().members().stream()
        .filter(c -> c.member().id().equals(id))
        .findFirst()
        .orElseThrow();
  }

  /** Each member with its health: {@code a up, b down}. */
  static String healths(Balancer balancer) {
    return balancer.candidates().members().stream()
        .map(c -> c.member().id() + " " + c.health().name())
        .collect(Collectors.joining(", "));
  }
}
