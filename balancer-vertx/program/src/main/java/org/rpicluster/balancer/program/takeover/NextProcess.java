package org.rpicluster.balancer.program.takeover;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Starts the next process by this one's own command line, which finds the program that is installed
 * by then, and waits until it has replaced this one. Blocks; one at a time.
 */
public final class NextProcess implements Supplier<NextProcess.Ended> {

  /** Longer than a start takes on the slowest Pi. */
  private static final long SECONDS_MAX = 120;

  /** What the service manager has told this process alone. */
  private static final List<String> OURS =
      List.of("WATCHDOG_PID", "LISTEN_PID", "LISTEN_FDS", "LISTEN_FDNAMES");

  private final String replacing;
  private final CountDownLatch replaced;

  /** How it has ended. */
  public enum Ended {
    /** The next process serves. */
    SERVES("it serves"),
    /** It has ended before. */
    FAILED("the next process has ended; its log says why; this one goes on"),
    /** It neither serves nor ends. */
    TOO_SLOW("the next process has taken too long, and was ended; this one goes on"),
    /** The system does not say by which command this process runs. */
    UNKNOWN("the command line of this process is not known: start the next one with run --replace");

    private final String words;

    Ended(String words) {
      this.words = words;
    }

    String words() {
      return words;
    }
  }

  /**
   * None yet.
   *
   * @param replacing the option by which it replaces this one, if that was not started with it
   * @param replaced is counted down when this process has been replaced
   */
  public NextProcess(String replacing, CountDownLatch replaced) {
    this.replacing = replacing;
    this.replaced = replaced;
  }

  @Override
  public synchronized Ended get() {
    if (replaced.getCount() == 0) {
      return Ended.SERVES; // for another one that has asked meanwhile
    }
    ProcessHandle.Info mine = ProcessHandle.current().info();
    if (mine.command().isEmpty() || mine.arguments().isEmpty()) {
      return Ended.UNKNOWN;
    }
    List<String> command = new ArrayList<>(List.of(mine.command().get()));
    command.addAll(Arrays.asList(mine.arguments().get()));
    if (!command.contains(replacing)) {
      command.add(replacing);
    }
    try {
      return wait(start(command));
    } catch (IOException e) {
      return Ended.FAILED;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Ended.FAILED;
    }
  }

  private static Process start(List<String> command) throws IOException {
    ProcessBuilder builder = new ProcessBuilder(command).inheritIO();
    Map<String, String> environment = builder.environment();
    OURS.forEach(environment::remove);
    return builder.start();
  }

  private Ended wait(Process process) throws InterruptedException {
    for (long second = 0; second < SECONDS_MAX; second++) {
      if (replaced.await(1, TimeUnit.SECONDS)) {
        return Ended.SERVES;
      }
      if (!process.isAlive()) {
        return Ended.FAILED;
      }
    }
    process.destroyForcibly();
    return Ended.TOO_SLOW;
  }
}
