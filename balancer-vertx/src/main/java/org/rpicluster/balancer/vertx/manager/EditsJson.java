package org.rpicluster.balancer.vertx.manager;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Optional;
import org.rpicluster.balancer.Balancer;
import org.rpicluster.balancer.vertx.edit.ClusterDifference;
import org.rpicluster.balancer.vertx.edit.EditJournal;
import org.rpicluster.balancer.vertx.edit.EditRecord;
import org.rpicluster.balancer.vertx.edit.MemberDifference;
import org.rpicluster.balancer.vertx.settings.MemberSetting;

/**
 * The edits of operators as JSON: of each cluster in what it differs from the configuration, and
 * the latest edits; users' programs rely on the names. Stateless; any thread.
 */
final class EditsJson {

  private EditsJson() {}

  static JsonObject of(List<Balancer> balancers, EditJournal journal) {
    List<EditRecord> latest = journal.latest();
    JsonArray clusters = new JsonArray();
    for (Balancer balancer : balancers) {
      clusters.add(cluster(balancer, journal.differenceOf(balancer.name()), latest));
    }
    JsonArray edits = new JsonArray();
    latest.forEach(edit -> edits.add(edit(edit)));
    return new JsonObject().put("clusters", clusters).put("edits", edits);
  }

  private static JsonObject cluster(
      Balancer balancer, ClusterDifference difference, List<EditRecord> latest) {
    String name = balancer.name();
    JsonArray members = new JsonArray();
    difference.members().forEach(member -> members.add(member(name, member, latest)));
    JsonObject json = new JsonObject().put("name", name).putNull("strategy");
    difference
        .strategy()
        .ifPresent(
            file -> {
              JsonObject strategy =
                  new JsonObject().put("file", file).put("now", balancer.strategy().name());
              json.put("strategy", with(lastOf(latest, name, ""), strategy));
            });
    return json.put("members", members);
  }

  private static JsonObject member(
      String cluster, MemberDifference difference, List<EditRecord> latest) {
    String id = difference.member().id();
    JsonObject json =
        new JsonObject()
            .put("id", id)
            .put("url", difference.member().url().toString())
            .put("difference", ManagerJson.kind(difference))
            .put("settings", settings(difference));
    return with(lastOf(latest, cluster, id), json);
  }

  /** Each setting that differs, with the value of the file and that of now. */
  private static JsonObject settings(MemberDifference difference) {
    JsonObject settings = new JsonObject();
    difference
        .configured()
        .ifPresent(
            configured -> {
              for (MemberSetting setting : difference.settings()) {
                settings.put(
                    setting.toString(),
                    new JsonObject()
                        .put("file", setting.row().json(configured))
                        .put("now", setting.row().json(difference.member())));
              }
            });
    return settings;
  }

  /** The last edit of a member, or of a cluster itself. */
  static Optional<EditRecord> lastOf(List<EditRecord> latest, String cluster, String member) {
    return latest.stream()
        .filter(edit -> edit.cluster().equals(cluster) && edit.member().equals(member))
        .findFirst();
  }

  private static JsonObject with(Optional<EditRecord> last, JsonObject json) {
    last.ifPresent(edit -> json.put("who", edit.who()).put("time", edit.time().toString()));
    return json;
  }

  private static JsonObject edit(EditRecord edit) {
    return new JsonObject()
        .put("number", edit.number())
        .put("time", edit.time().toString())
        .put("who", edit.who())
        .put("cluster", edit.cluster())
        .put("member", edit.member())
        .put("what", edit.what())
        .put("undoable", edit.undoable());
  }
}
