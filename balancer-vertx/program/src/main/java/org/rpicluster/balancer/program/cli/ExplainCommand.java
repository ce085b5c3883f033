package org.rpicluster.balancer.program.cli;

import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.rpicluster.balancer.program.managerclient.ManagerClient;
import picocli.CommandLine.Command;

/** {@code explain}: why the next request would go where. */
@Command(name = "explain", description = "Says which member would be next, and why.")
final class ExplainCommand extends ManagerCommand {

  @Override
  void run(ManagerClient client) {
    JsonObject all = client.get(cluster(client) + "/explain");
    if (isJson()) {
      say(all, "");
      return;
    }
    @Nullable String next = all.getString("next");
    System.out.println(next == null ? "no member is next, or chance decides" : "next: " + next);
    TextTable table = new TextTable("member", "why", "weight", "in flight", "account");
    objects(all.getJsonArray("members")).map(ExplainCommand::row).forEach(table::add);
    table.lines().forEach(System.out::println);
  }

  private static List<String> row(JsonObject member) {
    JsonObject scores = member.getJsonObject("scores");
    return List.of(
        member.getString("id"),
        member.getString("why"),
        member.getValue("weight").toString(),
        member.getValue("inFlight").toString(),
        scores.fieldNames().stream()
            .map(name -> name + " " + scores.getValue(name))
            .collect(Collectors.joining(", ")));
  }
}
