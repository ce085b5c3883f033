package org.rpicluster.balancer.program.cli;

import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Option;

/** Where one process finds the other. */
final class HandoverOption {

  private static final Logger LOG = LoggerFactory.getLogger(HandoverOption.class);

  @Option(
      names = "--handover",
      paramLabel = "SOCKET",
      description = "A Unix socket where the next process takes over from this one without a gap.")
  private @Nullable Path path;

  /** The path, if one is given and the system's transport can hand sockets over. */
  Optional<Path> path(Vertx vertx) {
    if (path != null && !vertx.isNativeTransportEnabled()) {
      LOG.warn("--handover: not without the system's own transport; a restart has a gap");
      return Optional.empty();
    }
    return Optional.ofNullable(path);
  }
}
