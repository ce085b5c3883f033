package org.rpicluster.balancer.program.config.yaml;

import java.util.Optional;
import org.rpicluster.balancer.limit.QueuePolicy;

/** Binds {@code queue} of a cluster. Stateless. */
final class QueueBinder {

  private static final Keys KEYS = Keys.of("max", "timeout");

  private static final String EXPECTED = "none, or " + KEYS.expected();

  private QueueBinder() {}

  static QueuePolicy bind(YamlMap cluster) {
    Optional<YamlValue> value = cluster.find("queue");
    if (value.filter(v -> v.is("none")).isPresent()) {
      return QueuePolicy.NONE;
    }
    return value
        .flatMap(v -> v.map(KEYS, EXPECTED))
        .map(QueueBinder::policy)
        .orElse(QueuePolicy.DEFAULT);
  }

  private static QueuePolicy policy(YamlMap map) {
    QueuePolicy unless = QueuePolicy.DEFAULT;
    return new QueuePolicy(
        map.find("max").flatMap(v -> v.whole(1, QueuePolicy.MAX)).orElse(unless.max()),
        map.find("timeout").flatMap(YamlValue::positiveDuration).orElse(unless.timeout()));
  }
}
