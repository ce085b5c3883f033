package org.rpicluster.balancer.vertx.manager;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.rpicluster.balancer.vertx.edit.PeerBalancer;

/**
 * The balancers that share edits, as JSON and as a part of the page: who is there, who has the
 * address, and of which members they think otherwise. O(balancers × members that are not well);
 * stateless, any thread.
 */
final class PeersView {

  /** More are not read. */
  private static final int DIFFERENCES_MAX = 100;

  private PeersView() {}

  /** A member of which balancers think otherwise: its health by the balancer's name. */
  private record Difference(String cluster, String member, Map<String, String> health) {

    boolean isOne() {
      return health.values().stream().distinct().count() > 1;
    }

    String words() {
      return health.entrySet().stream()
          .map(each -> each.getValue() + " for " + each.getKey())
          .collect(Collectors.joining(", ", cluster + ": " + member + " is ", ""));
    }
  }

  private static List<Difference> differences(List<PeerBalancer> all) {
    Map<String, TreeSet<String>> named = new TreeMap<>();
    for (PeerBalancer each : all) {
      each.unwell()
          .forEach(
              (cluster, members) ->
                  named.computeIfAbsent(cluster, any -> new TreeSet<>()).addAll(members.keySet()));
    }
    List<Difference> differences = new ArrayList<>();
    named.forEach(
        (cluster, members) -> members.forEach(id -> differences.add(of(all, cluster, id))));
    differences.removeIf(each -> !each.isOne());
    return differences.subList(0, Math.min(DIFFERENCES_MAX, differences.size()));
  }

  private static Difference of(List<PeerBalancer> all, String cluster, String member) {
    Map<String, String> health = new TreeMap<>();
    all.stream()
        .filter(each -> !each.id().isEmpty())
        .forEach(each -> health.put(each.name(), each.healthOf(cluster, member)));
    return new Difference(cluster, member, health);
  }

  static JsonObject json(List<PeerBalancer> all) {
    JsonArray balancers = new JsonArray();
    all.forEach(each -> balancers.add(json(each)));
    JsonArray differences = new JsonArray();
    differences(all).forEach(each -> differences.add(json(each)));
    return new JsonObject().put("balancers", balancers).put("differences", differences);
  }

  private static JsonObject json(PeerBalancer balancer) {
    JsonObject unwell = new JsonObject();
    balancer.unwell().forEach((cluster, members) -> unwell.put(cluster, object(members)));
    return new JsonObject()
        .put("id", balancer.id())
        .put("name", balancer.name())
        .put("address", balancer.address())
        .put("own", balancer.isOwn())
        .put("holdsAddress", balancer.holdsAddress().orElse(null))
        .put("since", balancer.since().map(Instant::toString).orElse(null))
        .put("sameEdits", balancer.hasSameEdits())
        .put("unwell", unwell);
  }

  private static JsonObject object(Map<String, String> texts) {
    JsonObject json = new JsonObject();
    new TreeMap<>(texts).forEach(json::put);
    return json;
  }

  private static JsonObject json(Difference difference) {
    return new JsonObject()
        .put("cluster", difference.cluster())
        .put("member", difference.member())
        .put("health", object(difference.health()));
  }

  /** Nothing where the balancer is alone. */
  static Markup section(List<PeerBalancer> all, Instant now) {
    return all.isEmpty()
        ? Markup.NONE
        : PageTemplate.fill(
            "peers",
            "rows",
            all.stream().map(each -> row(each, now)).collect(Markup.joining()),
            "differences",
            differences(all).stream()
                .map(each -> PageTemplate.fill("difference", "text", each.words()))
                .collect(Markup.joining()));
  }

  private static Markup row(PeerBalancer balancer, Instant now) {
    return PageTemplate.fill(
        "peer",
        "name",
        balancer.name(),
        "id",
        balancer.id(),
        "own",
        balancer.isOwn() ? "this one" : "",
        "address",
        balancer.address(),
        "holds",
        balancer.holdsAddress().map(holds -> holds ? "has it" : "no").orElse("not known"),
        "since",
        balancer.since().map(Instant::toString).orElse(""),
        "age",
        balancer.since().map(it -> Units.age(Duration.between(it, now))).orElse("not yet"),
        "edits",
        balancer.hasSameEdits() ? "the same" : "others");
  }
}
