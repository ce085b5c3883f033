package org.rpicluster.balancer.program.cli;

import java.io.IOException;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;
import org.rpicluster.balancer.check.Check;
import org.rpicluster.balancer.program.Fault;
import org.rpicluster.balancer.program.managerclient.ManagerClient;
import picocli.CommandLine.Command;

/** {@code top}: the clusters live in the terminal, and keys for the member that is selected. */
@Command(
    name = "top",
    description = {
      "Shows clusters and their members live, and changes the selected one by a key:",
      "up, down: another one; d: drain; e: enable; +, -: its weight; r: forget its errors; q: quit.",
      "With --json it prints once what the manager answers."
    })
final class TopCommand extends ManagerCommand {

  @Override
  void run(ManagerClient client) {
    if (isJson()) {
      say(client.get("/clusters"), "");
      return;
    }
    TopModel model = new TopModel(client, this::isMeant);
    model.refresh();
    try (Terminal terminal = terminal()) {
      new TopScreen(terminal, model).show();
    } catch (IOException e) {
      throw new Fault("terminal: " + e.getMessage());
    }
  }

  /**
   * That in which this is run. JLine sets it up by {@code stty}, which every system has, rather
   * than by a library of its own in a folder for temporary files.
   */
  private static Terminal terminal() throws IOException {
    if (System.console() == null) {
      throw new Fault(Check.message("terminal", "none", "one; or `status`, which needs none"));
    }
    return TerminalBuilder.builder().system(true).provider("exec").dumb(false).build();
  }
}
