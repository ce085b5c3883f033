package org.rpicluster.balancer.program.cli;

import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.rpicluster.balancer.program.Fault;
import org.rpicluster.balancer.program.Platform;
import org.rpicluster.balancer.program.Waiting;
import org.rpicluster.balancer.program.takeover.HandoverFailed;
import org.rpicluster.balancer.program.takeover.Predecessor;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code upgrade}: a process that runs starts the next one, which takes over without a gap. */
@Command(
    name = "upgrade",
    description = {
      "Has the balancer that runs with --handover SOCKET start the program that is installed now,",
      "which takes its sockets and its state over; the old process finishes what it has."
    },
    mixinStandardHelpOptions = true)
final class UpgradeCommand implements Callable<Integer> {

  /** As long as the process waits for the next one, and a little more. */
  private static final long SECONDS_MAX = 150;

  @Option(
      names = "--handover",
      paramLabel = "SOCKET",
      required = true,
      description = "The Unix socket that it was started with.")
  private Path path = Path.of("");

  @Override
  public Integer call() {
    Vertx vertx = Platform.forProxy();
    try (Predecessor running =
        Predecessor.at(vertx, path)
            .orElseThrow(() -> new Fault("upgrade: no balancer is found at " + path))) {
      running.upgrade(SECONDS_MAX);
      System.out.println("upgraded");
      return 0;
    } catch (HandoverFailed e) {
      throw new Fault("upgrade: " + e.getMessage());
    } finally {
      Waiting.on(vertx.close());
    }
  }
}
