package org.rpicluster.balancer.program.cli;

import io.vertx.core.json.JsonObject;
import org.jspecify.annotations.Nullable;
import org.rpicluster.balancer.program.managerclient.ManagerClient;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code reset [MEMBER]}: back to the file. */
@Command(
    name = "reset",
    description = "Has a member, or the whole cluster, be as the configuration says.")
final class ResetCommand extends ManagerCommand {

  @Parameters(arity = "0..1", paramLabel = "MEMBER", description = "Its id.")
  private @Nullable String id;

  @Override
  void run(ManagerClient client) {
    String cluster = cluster(client);
    String of = id == null ? cluster : cluster + "/members/" + ManagerClient.segment(id);
    JsonObject answer = client.change("POST", of + "/reset", new JsonObject());
    say(answer, (id == null ? answer.getString("name") : id) + " is back to the file");
  }
}
