package org.rpicluster.balancer.program.cli;

import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.rpicluster.balancer.program.Fault;
import org.rpicluster.balancer.program.managerclient.ManagerClient;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code reload}: the balancer reads its file again. */
@Command(
    name = "reload",
    description = "Has the balancer read its configuration again, and says what has changed.")
final class ReloadCommand extends ManagerCommand {

  @Option(names = "--dry-run", description = "Only says what would change.")
  private boolean dry;

  @Override
  void run(ManagerClient client) {
    JsonObject report =
        dry ? client.get("/reload") : client.change("POST", "/reload", new JsonObject());
    List<String> errors = texts(report, "errors");
    say(report, errors.isEmpty() ? String.join("\n", lines(report)) : "");
    if (!errors.isEmpty()) {
      throw new Fault(String.join("; ", errors));
    }
  }

  /** What a report says, for people. */
  static List<String> lines(JsonObject report) {
    List<String> lines = new ArrayList<>(texts(report, "changes"));
    String file = report.getString("file");
    if (lines.isEmpty()) {
      return List.of(file + ": changes nothing");
    }
    lines.add(file + ": changes: " + lines.size() + "; " + report.getString("summary"));
    return lines;
  }

  static List<String> texts(JsonObject report, String name) {
    return report.getJsonArray(name).stream().map(String::valueOf).collect(Collectors.toList());
  }
}
