package org.rpicluster.balancer.program.config.yaml;

import org.rpicluster.balancer.vertx.proxy.ProxiedCluster;

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
        .flatMap(value -> value.size(1, ProxiedCluster.REQUEST_BUFFER_MAX))
        .map(Long::intValue)
        .orElse(0);
  }
}
