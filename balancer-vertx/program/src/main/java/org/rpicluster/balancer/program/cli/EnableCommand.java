package org.rpicluster.balancer.program.cli;

import picocli.CommandLine.Command;

/** {@code enable MEMBER…}. */
@Command(name = "enable", description = "Has members take their share again.")
final class EnableCommand extends StateChange {

  @Override
  String state() {
    return "enabled";
  }
}
