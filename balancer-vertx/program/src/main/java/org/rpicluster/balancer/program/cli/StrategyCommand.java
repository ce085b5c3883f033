package org.rpicluster.balancer.program.cli;

import io.vertx.core.json.JsonObject;
import java.util.LinkedHashMap;
import java.util.Map;
import org.rpicluster.balancer.program.managerclient.ManagerClient;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code strategy NAME [OPTION=VALUE…]}. */
@Command(name = "strategy", description = "Has members chosen in another way.")
final class StrategyCommand extends ManagerCommand {

  @Parameters(index = "0", paramLabel = "NAME", description = "Such as bybusyness.")
  private String name = "";

  @Parameters(
      index = "1..*",
      arity = "0..*",
      paramLabel = "OPTION=VALUE",
      description = "Such as decay=5s.")
  private Map<String, String> options = new LinkedHashMap<>();

  @Override
  void run(ManagerClient client) {
    JsonObject strategy = new JsonObject().put("name", name);
    options.forEach(strategy::put);
    JsonObject cluster =
        client.change("PATCH", cluster(client), new JsonObject().put("strategy", strategy));
    say(cluster, cluster.getString("name") + " chooses " + cluster.getString("strategy"));
  }
}
