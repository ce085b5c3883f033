package org.rpicluster.balancer.program.managerclient;

import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.util.Optional;
import java.util.Set;

/**
 * A member as the manager shows it: the fields that commands act on. Immutable.
 *
 * @param id its name in the cluster
 * @param url where it is
 * @param state what the operator wants of it
 * @param health what traffic and probes found out
 * @param inFlight requests on it that have not ended
 * @param lastProbe what its latest probe found, if it is probed
 */
public record MemberStatus(
    String id, URI url, String state, String health, long inFlight, Optional<LastProbe> lastProbe) {

  private static final Set<String> WELL = Set.of("up", "suspect", "recovering");

  /**
   * A probe's result.
   *
   * @param time when it began, as the manager writes it
   * @param hasPassed whether the member was well
   * @param detail what was found
   */
  public record LastProbe(String time, boolean hasPassed, String detail) {}

  /** Whether requests would be sent to it if it were well. */
  public boolean isEnabled() {
    return state.equals("enabled");
  }

  /** Whether it answers, as far as the balancer knows. */
  public boolean isWell() {
    return WELL.contains(health);
  }

  static MemberStatus of(JsonObject json) {
    return new MemberStatus(
        json.getString("id"),
        URI.create(json.getString("url")),
        json.getString("state"),
        json.getString("health"),
        json.getLong("inFlight"),
        Optional.ofNullable(json.getJsonObject("lastProbe")).map(MemberStatus::probe));
  }

  private static LastProbe probe(JsonObject json) {
    return new LastProbe(json.getString("time"), json.getBoolean("ok"), json.getString("detail"));
  }
}
