package org.rpicluster.balancer.program.config.yaml;

import java.util.Optional;
import org.rpicluster.balancer.limit.QueuePolicy;
import org.rpicluster.balancer.vertx.settings.QueueRows;

/** Binds {@code queue} of a cluster. Stateless. */
final class QueueBinder {

  private static final Keys KEYS = Rows.keys(QueueRows.ALL);

  private static final String EXPECTED = "none, or " + KEYS.expected();

  private QueueBinder() {}

  static QueuePolicy bind(YamlMap cluster) {
    Optional<YamlValue> value = cluster.find("queue");
    if (value.filter(v -> v.is("none")).isPresent()) {
      return QueuePolicy.NONE;
    }
    return value
        .flatMap(v -> v.map(KEYS, EXPECTED))
        .map(map -> Rows.bind(map, QueueRows.ALL, QueuePolicy.DEFAULT))
        .orElse(QueuePolicy.DEFAULT);
  }
}
