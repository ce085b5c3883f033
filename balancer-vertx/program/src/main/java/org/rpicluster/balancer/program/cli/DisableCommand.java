package org.rpicluster.balancer.program.cli;

import picocli.CommandLine.Command;

/** {@code disable MEMBER…}. */
@Command(name = "disable", description = "Gives members nothing more; they finish what they have.")
final class DisableCommand extends StateChange {

  @Override
  String state() {
    return "disabled";
  }
}
