package org.rpicluster.balancer.program.cli;

import io.vertx.core.json.JsonObject;
import org.rpicluster.balancer.program.managerclient.ManagerClient;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code weight MEMBER WEIGHT}. */
@Command(name = "weight", description = "Gives a member another share of the work.")
final class WeightCommand extends ManagerCommand {

  @Parameters(index = "0", paramLabel = "MEMBER", description = "Its id.")
  private String id = "";

  @Parameters(index = "1", paramLabel = "WEIGHT", description = "1 to 100, with two decimals.")
  private double weight;

  @Override
  void run(ManagerClient client) {
    JsonObject member =
        client.change("PATCH", member(client, id), new JsonObject().put("weight", weight));
    say(member, id + " has weight " + member.getValue("weight"));
  }
}
