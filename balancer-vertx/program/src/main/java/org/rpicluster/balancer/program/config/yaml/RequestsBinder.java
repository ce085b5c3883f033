package org.rpicluster.balancer.program.config.yaml;

import org.rpicluster.balancer.vertx.proxy.ProxiedCluster;
import org.rpicluster.balancer.vertx.settings.ValueTypes;

/** Binds {@code requests} of a cluster: what is done with its requests' bodies. Stateless. */
final class RequestsBinder {

  private static final Keys KEYS = Keys.of("buffer");

  private RequestsBinder() {}

  /** Up to how many bytes a body without a length is kept to get one; 0 for none. */
  static int buffer(YamlMap cluster) {
    return cluster
        .find("requests")
        .flatMap(value -> value.map(KEYS))
        .flatMap(map -> map.find("buffer"))
        .filter(value -> !value.is("none"))
        .flatMap(value -> value.read(ValueTypes.arraySize(1, ProxiedCluster.REQUEST_BUFFER_MAX)))
        .orElse(0);
  }
}
