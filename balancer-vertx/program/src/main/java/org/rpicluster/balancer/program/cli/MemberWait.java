package org.rpicluster.balancer.program.cli;

import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.rpicluster.balancer.check.Check;
import org.rpicluster.balancer.program.Fault;
import org.rpicluster.balancer.program.managerclient.ManagerClient;
import org.rpicluster.balancer.program.managerclient.ManagerException;
import org.rpicluster.balancer.time.Ticker;
import org.rpicluster.balancer.vertx.settings.Durations;
import picocli.CommandLine.Option;

/**
 * A command's wait until nothing is in flight on a member: its bound, and its progress on standard
 * error. For the main thread.
 */
final class MemberWait {

  /** As fresh as people look. */
  private static final long PAUSE_MILLIS = 500;

  @Option(names = "--wait", description = "Waits until nothing is in flight on it.")
  private boolean wait;

  @Option(
      names = "--timeout",
      paramLabel = "TIME",
      defaultValue = "5m",
      description = "How long at most; by default ${DEFAULT-VALUE}.")
  private String timeout = "5m";

  /** Nothing ever counts it down: each wait for it is a pause. */
  private final CountDownLatch never = new CountDownLatch(1);

  /**
   * Waits, if it was asked for.
   *
   * @param path the member's
   */
  void until(ManagerClient client, String id, String path) {
    if (!wait) {
      return;
    }
    Ticker ticker = Ticker.system();
    long deadline = ticker.nanos() + atMost().toNanos();
    long before = -1;
    for (long left = inFlight(client, path); left > 0; left = inFlight(client, path)) {
      if (left != before) {
        System.err.println(id + ": " + left + " in flight");
        before = left;
      }
      if (ticker.nanos() - deadline >= 0) {
        String late = id + ": " + left + " still in flight after " + timeout;
        throw new ManagerFault(ManagerFault.WAITED_IN_VAIN, late);
      }
      pause();
    }
  }

  private Duration atMost() {
    return Durations.parse(timeout)
        .orElseThrow(() -> new Fault(Check.message("--timeout", timeout, Durations.EXPECTED)));
  }

  /** One that has left has none. */
  private static long inFlight(ManagerClient client, String path) {
    try {
      JsonObject member = client.get(path);
      return Optional.ofNullable(member.getLong("inFlight")).orElse(0L);
    } catch (ManagerException e) {
      if (e.isRefusal()) {
        return 0;
      }
      throw e;
    }
  }

  private void pause() {
    try {
      never.await(PAUSE_MILLIS, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ManagerFault(ManagerFault.WAITED_IN_VAIN, "interrupted");
    }
  }
}
