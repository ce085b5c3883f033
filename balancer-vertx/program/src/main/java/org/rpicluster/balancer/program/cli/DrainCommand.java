package org.rpicluster.balancer.program.cli;

import picocli.CommandLine.Command;

/** {@code drain MEMBER…}. */
@Command(
    name = "drain",
    description = "Has members keep their sessions, and gives them no new ones.")
final class DrainCommand extends StateChange {

  @Override
  String state() {
    return "draining";
  }
}
