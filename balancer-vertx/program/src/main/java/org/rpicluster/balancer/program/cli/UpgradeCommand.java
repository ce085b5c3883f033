package org.rpicluster.balancer.program.cli;

import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.rpicluster.balancer.program.BlockingWait;
import org.rpicluster.balancer.program.Fault;
import org.rpicluster.balancer.program.Platform;
import org.rpicluster.balancer.program.takeover.HandoverFailed;
import org.rpicluster.balancer.program.takeover.Predecessor;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code upgrade}: a process that runs starts the next one, which takes over without a gap. */
@Command(
    name = "upgrade",
    description = {
      "Has the balancer that runs FILE start the program that is installed now, which takes its",
      "sockets and its state over; the old process finishes what it has."
    },
    mixinStandardHelpOptions = true)
final class UpgradeCommand implements Callable<Integer> {

  /** As long as the process waits for the next one, and a little more. */
  private static final long SECONDS_MAX = 150;

  @Parameters(
      paramLabel = "FILE",
      arity = "0..1",
      description = "The configuration that it runs; by default the service of the package.")
  private @Nullable Path file;

  @Option(
      names = "--handover",
      paramLabel = "SOCKET",
      description = "The Unix socket that it was started with, if it was with one.")
  private @Nullable Path socket;

  private static Predecessor find(Vertx vertx, Path path) {
    if (!vertx.isNativeTransportEnabled()) {
      throw new Fault("upgrade: not without the system's own transport; restart the balancer");
    }
    return Predecessor.at(vertx, path)
        .orElseThrow(() -> new Fault("upgrade: no balancer is found at " + path));
  }

  private Path socket() {
    if (socket != null) {
      return socket;
    }
    return file == null ? HandoverPlace.OF_SERVICE : HandoverPlace.beside(file);
  }

  @Override
  public Integer call() {
    Vertx vertx = Platform.forProxy();
    Path path = socket();
    try (Predecessor running = find(vertx, path)) {
      running.upgrade(SECONDS_MAX);
      System.out.println("upgraded");
      return 0;
    } catch (HandoverFailed e) {
      throw new Fault("upgrade: " + e.getMessage());
    } finally {
      BlockingWait.on(vertx.close());
    }
  }
}
