package org.rpicluster.balancer.program.cli;

import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.rpicluster.balancer.program.managerclient.ManagerClient;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code explain}: why the next request would go where, or where the last ones went. */
@Command(
    name = "explain",
    description = {
      "Says which member would be next, and why; or with --last, where",
      "the last requests went, and why."
    })
final class ExplainCommand extends ManagerCommand {

  @Option(
      names = "--last",
      paramLabel = "ID",
      arity = "0..1",
      fallbackValue = "",
      description = "The last requests: all, or of a request's id, a route or a member.")
  private @Nullable String last;

  @Override
  void run(ManagerClient client) {
    if (last != null) {
      sayLast(client, last);
      return;
    }
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

  private void sayLast(ManagerClient client, String name) {
    String query = name.isEmpty() ? "" : "?of=" + ManagerClient.segment(name);
    JsonObject all = client.get(cluster(client) + "/decisions" + query);
    if (isJson()) {
      say(all, "");
      return;
    }
    TextTable table =
        new TextTable("time", "request", "id", "session", "member", "why", "answer", "reason");
    objects(all.getJsonArray("decisions")).map(ExplainCommand::decision).forEach(table::add);
    table.lines().forEach(System.out::println);
  }

  private static List<String> decision(JsonObject decision) {
    return List.of(
        decision.getString("time"),
        decision.getString("method") + " " + decision.getString("path"),
        decision.getString("requestId"),
        decision.getString("route"),
        decision.getString("member"),
        decision.getString("why"),
        decision.getValue("status").toString(),
        decision.getString("reason"));
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
