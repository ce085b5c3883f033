package org.rpicluster.balancer.program.cli;

import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.rpicluster.balancer.program.site.pull.AfterSwitch;
import org.rpicluster.balancer.program.site.pull.Rollback;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** {@code pull rollback --into DIR}: back to the version before. */
@Command(
    name = "rollback",
    description = {
      "Goes back to the version before, or to another one that is still here.",
      "The version that it leaves is not pulled again by itself."
    },
    mixinStandardHelpOptions = true)
final class RollbackCommand implements Callable<Integer> {

  @ParentCommand private @Nullable PullCommand pull;

  @Parameters(paramLabel = "VERSION", arity = "0..1", description = "One that is here.")
  private @Nullable String version;

  @Option(names = "--into", paramLabel = "DIR", description = "The worker's directory.")
  private @Nullable Path into;

  @Option(names = "--then", paramLabel = "COMMAND", description = "Run it with sh afterwards.")
  private @Nullable String command;

  @Override
  public Integer call() {
    return SiteFaults.asFaults(
        () -> {
          Path directory = pull == null ? Path.of("") : pull.directory(into);
          Optional<AfterSwitch> after = Optional.ofNullable(command).map(AfterSwitch::new);
          String goal = Rollback.run(directory, Optional.ofNullable(version), after);
          System.out.println("now at " + goal);
          return 0;
        });
  }
}
