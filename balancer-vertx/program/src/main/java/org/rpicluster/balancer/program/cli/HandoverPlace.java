package org.rpicluster.balancer.program.cli;

import java.nio.file.Path;
import java.util.Optional;

/**
 * The place where one process finds the other. Immutable.
 *
 * @param socket a Unix socket; none where the system's transport cannot hand sockets over
 * @param takesOver whether a process that is found there is replaced
 */
record HandoverPlace(Optional<Path> socket, boolean takesOver) {

  /** Neither is found by the other. */
  static final HandoverPlace NONE = new HandoverPlace(Optional.empty(), false);

  /** Where the package's service has it, which systemd makes for it. */
  static final Path OF_SERVICE = Path.of("/run/rpicluster-balancer/handover");

  /** Where it is unless it is told: beside the configuration, which both processes run. */
  static Path beside(Path file) {
    return file.resolveSibling(file.getFileName() + ".handover");
  }
}
