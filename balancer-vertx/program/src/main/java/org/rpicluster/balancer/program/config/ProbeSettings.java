package org.rpicluster.balancer.program.config;

import org.rpicluster.balancer.health.ProbePolicy;
import org.rpicluster.balancer.vertx.probe.ProbeRequest;
import org.rpicluster.balancer.vertx.settings.Durations;

/**
 * How the members of a cluster are probed. Immutable.
 *
 * @param policy how often, and how many probes decide
 * @param probeRequest what members are asked
 * @param port where, unless a member has its own; 0 for where requests go
 */
public record ProbeSettings(ProbePolicy policy, ProbeRequest probeRequest, int port) {

  /** For the log: {@code GET /healthz every 5s}, {@code TCP at port 8081 every 5s}. */
  @Override
  public String toString() {
    String where = port == 0 ? "" : " at port " + port;
    return probeRequest + where + " every " + Durations.text(policy.interval());
  }
}
