package org.rpicluster.balancer.program.cli;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.rpicluster.balancer.program.site.pull.PullStatus;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** {@code pull status --into DIR}: which versions a worker has, and which it serves. */
@Command(
    name = "status",
    description = "Says which versions a worker has, and which of them it serves.",
    mixinStandardHelpOptions = true)
final class PullStatusCommand implements Callable<Integer> {

  @ParentCommand private @Nullable PullCommand pull;

  @Option(names = "--into", paramLabel = "DIR", description = "The worker's directory.")
  private @Nullable Path into;

  @Override
  public Integer call() {
    return SiteFaults.asFaults(
        () -> {
          Path directory = pull == null ? Path.of("") : pull.directory(into);
          PullStatus.of(directory).forEach(System.out::println);
          return 0;
        });
  }
}
