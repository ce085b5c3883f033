package org.rpicluster.balancer.program.cli;

import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.stream.Collectors;
import org.rpicluster.balancer.program.managerclient.ManagerClient;
import picocli.CommandLine.Command;

/** {@code edits}: what differs from the file, and the latest edits. */
@Command(
    name = "edits",
    description = "Says in what clusters differ from the file, and who has changed what.")
final class EditsCommand extends ManagerCommand {

  @Override
  void run(ManagerClient client) {
    JsonObject all = client.get("/edits");
    if (isJson()) {
      say(all, "");
      return;
    }
    objects(all.getJsonArray("clusters"))
        .filter(cluster -> isMeant(cluster.getString("name")))
        .forEach(EditsCommand::differences);
    TextTable table = new TextTable("edit", "time", "who", "cluster", "what", "undo");
    objects(all.getJsonArray("edits"))
        .filter(edit -> isMeant(edit.getString("cluster")))
        .map(EditsCommand::row)
        .forEach(table::add);
    table.lines().forEach(System.out::println);
  }

  private static void differences(JsonObject cluster) {
    String name = cluster.getString("name");
    JsonObject strategy = cluster.getJsonObject("strategy");
    if (strategy != null) {
      String file = strategy.getString("file");
      System.out.println(
          name + ": strategy " + strategy.getString("now") + ", in the file " + file);
    }
    objects(cluster.getJsonArray("members"))
        .map(member -> name + ": " + difference(member))
        .forEach(System.out::println);
  }

  private static String difference(JsonObject member) {
    JsonObject settings = member.getJsonObject("settings");
    String values =
        settings.fieldNames().stream()
            .map(setting -> value(setting, settings.getJsonObject(setting)))
            .collect(Collectors.joining());
    return member.getString("id") + " " + member.getString("difference") + values;
  }

  private static String value(String setting, JsonObject both) {
    return ", " + setting + " " + both.getValue("now") + ", in the file " + both.getValue("file");
  }

  private static List<String> row(JsonObject edit) {
    return List.of(
        edit.getValue("number").toString(),
        edit.getString("time"),
        edit.getString("who"),
        edit.getString("cluster"),
        edit.getString("what"),
        edit.getBoolean("undoable") ? "yes" : "");
  }
}
