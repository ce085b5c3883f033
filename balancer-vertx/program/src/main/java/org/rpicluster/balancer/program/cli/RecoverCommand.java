package org.rpicluster.balancer.program.cli;

import io.vertx.core.json.JsonObject;
import org.rpicluster.balancer.program.managerclient.ManagerClient;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code recover MEMBER}. */
@Command(name = "recover", description = "Forgets a member's errors: it is tried at once.")
final class RecoverCommand extends ManagerCommand {

  @Parameters(paramLabel = "MEMBER", description = "Its id.")
  private String id = "";

  @Override
  void run(ManagerClient client) {
    String path = member(client, id) + "/recover";
    JsonObject member = client.change("POST", path, new JsonObject());
    say(member, id + " is " + member.getString("health"));
  }
}
