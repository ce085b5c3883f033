package org.rpicluster.balancer.program.config.yaml;

import java.util.List;
import org.rpicluster.balancer.program.config.ClusterRows;

/** Binds {@code requests} of a cluster: what is done with its requests' bodies. Stateless. */
final class RequestsBinder {

  private static final Keys KEYS = Rows.keys(List.of(ClusterRows.REQUEST_BUFFER));

  private RequestsBinder() {}

  /** Up to how many bytes a body without a length is kept to get one; 0 for none. */
  static int buffer(YamlMap cluster) {
    return cluster
        .find("requests")
        .flatMap(value -> value.map(KEYS))
        .map(map -> Rows.bind(map, List.of(ClusterRows.REQUEST_BUFFER), 0))
        .orElse(0);
  }
}
