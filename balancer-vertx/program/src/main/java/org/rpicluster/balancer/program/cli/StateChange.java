package org.rpicluster.balancer.program.cli;

import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import org.rpicluster.balancer.program.managerclient.ManagerClient;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Gives members another state, and waits for what they have in flight if that is asked for. */
abstract class StateChange extends ManagerCommand {

  @Parameters(arity = "1..*", paramLabel = "MEMBER", description = "Its id; may be several.")
  private List<String> members = new ArrayList<>();

  @Mixin private MemberWait waiting = new MemberWait();

  /** The state. */
  abstract String state();

  @Override
  final void run(ManagerClient client) {
    String cluster = cluster(client);
    for (String id : members) {
      String path = cluster + "/members/" + ManagerClient.segment(id);
      JsonObject member = client.change("PATCH", path, new JsonObject().put("state", state()));
      waiting.until(client, id, path);
      say(member, id + " is " + state() + ", " + member.getValue("inFlight") + " in flight");
    }
  }
}
