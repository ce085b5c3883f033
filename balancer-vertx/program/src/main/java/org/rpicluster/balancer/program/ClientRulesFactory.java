package org.rpicluster.balancer.program;

import java.util.Optional;
import org.rpicluster.balancer.program.config.ClientSettings;
import org.rpicluster.balancer.time.Chance;
import org.rpicluster.balancer.vertx.forwarded.AddressList;
import org.rpicluster.balancer.vertx.forwarded.ClientRules;
import org.rpicluster.balancer.vertx.forwarded.RequestId;
import org.rpicluster.balancer.vertx.forwarded.TrustedProxies;

/** Makes the rules for clients of their settings. Stateless; any thread. */
final class ClientRulesFactory {

  private ClientRulesFactory() {}

  /**
   * The rules for clients.
   *
   * @param before those so far, whose name for this proxy goes on: a loop is seen through a reload
   */
  static ClientRules rules(ClientSettings settings, Optional<ClientRules> before) {
    return new ClientRules(
        before.orElseGet(() -> ClientRules.strict(Chance.system())).via(),
        new TrustedProxies(AddressList.of(settings.trustedProxies()), settings.clientHeader()),
        settings.requestId().map(field -> new RequestId(field, Chance.system())),
        settings.limits().each(settings.timeouts()),
        settings.paths());
  }
}
