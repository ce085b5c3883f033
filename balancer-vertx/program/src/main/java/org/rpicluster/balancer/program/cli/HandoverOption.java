package org.rpicluster.balancer.program.cli;

import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Option;

/**
 * The options by which a process takes over from another one, and by which both find each other.
 */
final class HandoverOption {

  private static final Logger LOG = LoggerFactory.getLogger(HandoverOption.class);

  /** Where it takes over. Given to the next process by the one before, too. */
  static final String REPLACE = "--replace";

  @Option(
      names = REPLACE,
      description = "Takes over from the balancer that runs FILE, if one does, without a gap.")
  private boolean replace;

  @Option(
      names = "--handover",
      paramLabel = "SOCKET",
      description = {
        "The Unix socket where the next process finds this one; by default FILE.handover.",
        "It takes over from a process that is found there."
      })
  private @Nullable Path socket;

  /** The place for a configuration, if the system's transport can hand sockets over. */
  HandoverPlace place(Vertx vertx, Path file) {
    boolean takesOver = replace || socket != null;
    if (vertx.isNativeTransportEnabled()) {
      Path found = socket == null ? HandoverPlace.beside(file) : socket;
      return new HandoverPlace(Optional.of(found), takesOver);
    }
    if (takesOver) {
      LOG.warn("--replace: not without the system's own transport; a restart has a gap");
    }
    return HandoverPlace.NONE;
  }
}
