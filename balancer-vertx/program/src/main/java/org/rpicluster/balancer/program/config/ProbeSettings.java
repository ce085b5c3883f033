package org.rpicluster.balancer.program.config;

import java.util.Map;
import org.rpicluster.balancer.health.ProbePolicy;
import org.rpicluster.balancer.member.Member;
import org.rpicluster.balancer.vertx.probe.ProbeRequest;
import org.rpicluster.balancer.vertx.settings.Durations;

/**
 * The settings of a cluster's probes. Immutable.
 *
 * @param policy how often, and how many probes decide
 * @param probeRequest what members are asked
 * @param port where, unless a member has its own; 0 for where requests go
 * @param byMember what some members are asked instead, by their ids
 */
public record ProbeSettings(
    ProbePolicy policy, ProbeRequest probeRequest, int port, Map<String, ProbeRequest> byMember) {

  /** Copies the map. */
  public ProbeSettings {
    byMember = Map.copyOf(byMember);
  }

  /** Where every member is asked the same. */
  public ProbeSettings(ProbePolicy policy, ProbeRequest probeRequest, int port) {
    this(policy, probeRequest, port, Map.of());
  }

  /** What a member is asked. */
  public ProbeRequest requestFor(Member member) {
    return byMember.getOrDefault(member.id(), probeRequest);
  }

  /** The same where some members are asked their own. */
  public ProbeSettings byMember(Map<String, ProbeRequest> own) {
    return new ProbeSettings(policy, probeRequest, port, own);
  }

  /** For the log: {@code GET /healthz every 5s}, {@code TCP at port 8081 every 5s}. */
  @Override
  public String toString() {
    String where = port == 0 ? "" : " at port " + port;
    return probeRequest + where + " every " + Durations.text(policy.interval());
  }
}
