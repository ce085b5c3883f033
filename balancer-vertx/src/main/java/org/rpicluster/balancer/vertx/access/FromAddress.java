package org.rpicluster.balancer.vertx.access;

import org.rpicluster.balancer.vertx.forwarded.AddressList;

/**
 * Clients with certain addresses; one whose address is not certain is none of them. Immutable.
 *
 * @param addresses the addresses and blocks
 */
public record FromAddress(AddressList addresses) implements Requirement {

  @Override
  public AccessDecision of(GuardedRequest asked) {
    return Requirement.when(asked.client().isIn(addresses));
  }
}
