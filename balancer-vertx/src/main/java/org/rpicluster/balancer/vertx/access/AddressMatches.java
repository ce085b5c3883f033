package org.rpicluster.balancer.vertx.access;

import org.rpicluster.balancer.vertx.forwarded.Client;
import org.rpicluster.balancer.vertx.regex.Regex;

/**
 * Clients in whose address, as text, a pattern is found; one whose address is not certain is none
 * of them. Immutable. Apache's {@code SetEnvIf Remote_Addr}.
 *
 * @param pattern the pattern
 */
public record AddressMatches(Regex pattern) implements Requirement {

  @Override
  public AccessDecision of(GuardedRequest asked) {
    Client client = asked.client();
    return Requirement.when(
        client.isKnown() && client.isUndisputed() && pattern.isIn(client.address()));
  }
}
