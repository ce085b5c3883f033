package org.rpicluster.balancer.program.cli;

import io.vertx.core.json.JsonObject;
import org.rpicluster.balancer.program.managerclient.ManagerClient;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code remove MEMBER}: it drains, and leaves. */
@Command(
    name = "remove",
    description = "Removes a member: it drains, and leaves when nothing is in flight on it.")
final class RemoveCommand extends ManagerCommand {

  @Parameters(paramLabel = "MEMBER", description = "Its id.")
  private String id = "";

  @Mixin private MemberWait waiting = new MemberWait();

  @Override
  void run(ManagerClient client) {
    String path = member(client, id);
    JsonObject left = client.change("DELETE", path, new JsonObject());
    waiting.until(client, id, path);
    long inFlight = left.getLong("inFlight");
    say(left, id + (inFlight == 0 ? " has left" : " leaves, " + inFlight + " were in flight"));
  }
}
