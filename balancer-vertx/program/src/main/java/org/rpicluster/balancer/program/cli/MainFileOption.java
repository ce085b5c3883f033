package org.rpicluster.balancer.program.cli;

import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** {@code --main FILE}: the main file around a site file in Apache's syntax. For one command. */
final class MainFileOption {

  @Option(
      names = "--main",
      paramLabel = "FILE",
      description = "Apache's main file, which includes the configuration (*.conf).")
  private @Nullable Path main;

  Optional<Path> file() {
    return Optional.ofNullable(main);
  }
}
