package org.rpicluster.balancer.program.cli;

import io.vertx.core.json.JsonObject;
import org.rpicluster.balancer.program.managerclient.ManagerClient;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code undo NUMBER}. */
@Command(name = "undo", description = "Takes an edit back; `edits` has the numbers.")
final class UndoCommand extends ManagerCommand {

  @Parameters(paramLabel = "NUMBER", description = "The edit's.")
  private long number;

  @Override
  void run(ManagerClient client) {
    JsonObject answer = client.change("POST", "/edits/" + number + "/undo", new JsonObject());
    say(answer, objects(answer.getJsonArray("edits")).findFirst().orElseThrow().getString("what"));
  }
}
