package org.rpicluster.balancer.vertx.config.yaml;

import java.util.List;
import java.util.Optional;
import org.rpicluster.balancer.vertx.config.ClientSettings;

/** Binds {@code trustedProxies} and {@code requestId}. Stateless. */
final class ClientsBinder {

  private ClientsBinder() {}

  static ClientSettings bind(YamlMap root) {
    List<String> trusted = root.find("trustedProxies").map(AddressesBinder::bind).orElse(List.of());
    Optional<String> requestId =
        root.find("requestId")
            .flatMap(
                value ->
                    value
                        .text("the name of a field such as X-Request-Id")
                        .flatMap(name -> value.made(() -> ClientSettings.requireField(name))));
    return new ClientSettings(trusted, requestId);
  }
}
