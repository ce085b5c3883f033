package org.rpicluster.balancer.vertx.config;

import org.rpicluster.balancer.health.ProbePolicy;
import org.rpicluster.balancer.vertx.probe.Question;

/**
 * How the members of a cluster are probed. Immutable.
 *
 * @param policy how often, and how many probes decide
 * @param question what members are asked
 */
public record ProbeSettings(ProbePolicy policy, Question question) {

  /** For the log: {@code GET /healthz every 5s}. */
  @Override
  public String toString() {
    return question + " every " + Durations.text(policy.interval());
  }
}
