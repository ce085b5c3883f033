package org.rpicluster.balancer.program.systemd;

import io.vertx.core.Vertx;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The same by systemd's own command, where Netty has no native transport: on a Pi of 32 bits. A
 * process for each message is too dear wherever there is another way; the unit must say {@code
 * NotifyAccess=all}. Any thread.
 */
final class NotifyCommand implements Consumer<String> {

  private static final Logger LOG = LoggerFactory.getLogger(NotifyCommand.class);

  /** A command that takes longer takes for ever. */
  private static final long SECONDS = 10;

  private final Vertx vertx;

  NotifyCommand(Vertx vertx) {
    this.vertx = vertx;
  }

  @Override
  public void accept(String message) {
    List<String> command = new ArrayList<>(List.of("systemd-notify"));
    command.addAll(message.lines().toList());
    vertx.executeBlocking(() -> run(command), false);
  }

  private static boolean run(List<String> command) throws InterruptedException {
    try {
      Process process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      boolean ended = process.waitFor(SECONDS, TimeUnit.SECONDS);
      process.destroy();
      return ended;
    } catch (IOException e) {
      LOG.warn("the service manager cannot be told: {}", e.getMessage());
      return false;
    }
  }
}
