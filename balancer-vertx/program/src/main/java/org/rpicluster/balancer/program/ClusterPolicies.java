package org.rpicluster.balancer.program;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.rpicluster.balancer.program.config.AttemptSettings;
import org.rpicluster.balancer.program.config.ClusterSettings;
import org.rpicluster.balancer.program.config.ProbeSettings;
import org.rpicluster.balancer.vertx.proxy.AttemptRows;
import org.rpicluster.balancer.vertx.settings.ProbeRows;
import org.rpicluster.balancer.vertx.settings.Setting;

/**
 * The policies of a cluster that its balancer does not know, in words for the manager's page: how
 * members are probed, how often a request is tried. The keys are those of the file. Stateless.
 */
final class ClusterPolicies {

  private ClusterPolicies() {}

  /** Those of one cluster among some; empty if it is not among them. */
  static Map<String, String> inWords(List<ClusterSettings> clusters, String name) {
    return clusters.stream()
        .filter(each -> each.name().equals(name))
        .findFirst()
        .map(ClusterPolicies::inWords)
        .orElse(Map.of());
  }

  private static Map<String, String> inWords(ClusterSettings settings) {
    Map<String, String> words = new LinkedHashMap<>();
    words.put(
        "Probes", settings.probe().map(ClusterPolicies::probe).orElse("only requests find out"));
    words.put("Attempts", attempts(settings.attempts()));
    return words;
  }

  private static String probe(ProbeSettings probe) {
    return probe.probeRequest()
        + (probe.port() == 0 ? "" : " at port " + probe.port())
        + ", "
        + inWords(ProbeRows.ALL, probe.policy());
  }

  private static String attempts(AttemptSettings attempts) {
    String budget = ", budget " + attempts.retryPercent() + "%";
    return inWords(AttemptRows.ALL, attempts.policy()) + budget;
  }

  private static <S> String inWords(List<Setting<S, ?>> rows, S policy) {
    return rows.stream()
        .map(row -> row.key() + " " + row.json(policy))
        .collect(Collectors.joining(", "));
  }
}
