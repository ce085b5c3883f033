package org.rpicluster.balancer.program.cli;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.rpicluster.balancer.program.managerclient.ManagerClient;
import org.rpicluster.balancer.program.managerclient.ManagerException;
import org.rpicluster.balancer.time.Ticker;

/**
 * The contents of the live view: the clusters as the manager has answered last, and before that;
 * which member is selected; what came of the last key. For the main thread.
 */
final class TopModel {

  private static final double WEIGHT_MIN = 1;
  private static final double WEIGHT_MAX = 100;

  private final ManagerClient client;
  private final Predicate<String> wanted;
  private List<JsonObject> clusters = List.of();
  private Map<String, Long> picksBefore = Map.of();
  private long readNanos;
  private double seconds;
  private int selected;
  private String message = "";

  /**
   * Nothing yet.
   *
   * @param wanted the clusters that are shown, by name
   */
  TopModel(ManagerClient client, Predicate<String> wanted) {
    this.client = client;
    this.wanted = wanted;
  }

  /**
   * A member of a cluster.
   *
   * @param json as the manager has it
   */
  record Row(String cluster, JsonObject json) {

    String key() {
      return cluster + "/" + id();
    }

    String id() {
      return json.getString("id");
    }

    String path() {
      return "/clusters/"
          + ManagerClient.segment(cluster)
          + "/members/"
          + ManagerClient.segment(id());
    }
  }

  /** The clusters now. */
  List<JsonObject> clusters() {
    return clusters;
  }

  /** All members, cluster by cluster. */
  List<Row> rows() {
    return clusters.stream().flatMap(TopModel::rows).toList();
  }

  static Stream<Row> rows(JsonObject cluster) {
    JsonArray members = cluster.getJsonArray("members");
    return members.stream().map(each -> new Row(cluster.getString("name"), (JsonObject) each));
  }

  /** Where among all members the selected one is. */
  int selected() {
    return Math.min(selected, Math.max(0, rows().size() - 1));
  }

  String message() {
    return message;
  }

  /** How many requests a second a member was given lately. */
  double rate(Row row) {
    long picks = row.json().getLong("picks");
    long past = picksBefore.getOrDefault(row.key(), picks);
    return seconds <= 0 ? 0 : Math.max(0, picks - past) / seconds;
  }

  /** Asks the manager. */
  void refresh() {
    JsonObject all = client.get("/clusters");
    Map<String, Long> picks = new HashMap<>();
    rows().forEach(row -> picks.put(row.key(), row.json().getLong("picks")));
    long now = Ticker.system().nanos();
    seconds = picks.isEmpty() ? 0 : (now - readNanos) / 1e9;
    readNanos = now;
    picksBefore = picks;
    clusters =
        ManagerCommand.objects(all.getJsonArray("clusters"))
            .filter(cluster -> wanted.test(cluster.getString("name")))
            .toList();
  }

  /** The same, but that a manager that does not answer is only said. */
  void refreshOrSay() {
    try {
      refresh();
    } catch (ManagerException e) {
      message = String.valueOf(e.getMessage());
    }
  }

  /** Does what a key is for, to the member that is selected. */
  void press(TopKey key) {
    List<Row> rows = rows();
    if (rows.isEmpty()) {
      return;
    }
    switch (key) {
      case UP -> selected = Math.max(0, selected() - 1);
      case DOWN -> selected = Math.min(rows.size() - 1, selected() + 1);
      default -> change(key, rows.get(selected()));
    }
  }

  private void change(TopKey key, Row row) {
    try {
      JsonObject member =
          switch (key) {
            case DRAIN -> patch(row, "state", "draining");
            case ENABLE -> patch(row, "state", "enabled");
            case HEAVIER -> patch(row, "weight", weight(row, 1));
            case LIGHTER -> patch(row, "weight", weight(row, -1));
            default -> client.change("POST", row.path() + "/recover", new JsonObject());
          };
      message = said(key, member);
    } catch (ManagerException e) {
      message = String.valueOf(e.getMessage());
    }
  }

  private JsonObject patch(Row row, String setting, Object value) {
    return client.change("PATCH", row.path(), new JsonObject().put(setting, value));
  }

  private static double weight(Row row, int by) {
    double weight = row.json().getDouble("weight") + by;
    return Math.max(WEIGHT_MIN, Math.min(WEIGHT_MAX, weight));
  }

  private static String said(TopKey key, JsonObject member) {
    String id = member.getString("id");
    return switch (key) {
      case DRAIN, ENABLE -> id + " is " + member.getString("state");
      case HEAVIER, LIGHTER -> id + " has weight " + member.getValue("weight");
      default -> id + " is " + member.getString("health");
    };
  }
}
