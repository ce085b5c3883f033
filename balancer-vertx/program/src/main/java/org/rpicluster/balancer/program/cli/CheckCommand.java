package org.rpicluster.balancer.program.cli;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.rpicluster.balancer.program.ConfigurationFile;
import org.rpicluster.balancer.program.ServerLimits;
import org.rpicluster.balancer.program.config.Configuration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code check FILE}: says whether the file is good, or every error in it. */
@Command(
    name = "check",
    description = "Checks a configuration and says FILE: ok, or every error with its place.",
    mixinStandardHelpOptions = true)
final class CheckCommand implements Callable<Integer> {

  private static final Logger LOG = LoggerFactory.getLogger(CheckCommand.class);

  @Parameters(paramLabel = "FILE", description = "The configuration.")
  private Path file = Path.of("");

  @Override
  public Integer call() {
    Logging.start();
    Configuration configuration = ConfigurationFile.read(file);
    System.out.println(file + ": ok");
    ServerLimits limits = ServerLimits.of(configuration);
    System.out.println("limits: " + limits);
    System.out.println("timeouts: " + configuration.clients().timeouts());
    System.out.println("memory: " + ServerLimits.memory());
    ServerLimits.warning(configuration).ifPresent(LOG::warn);
    return 0;
  }
}
