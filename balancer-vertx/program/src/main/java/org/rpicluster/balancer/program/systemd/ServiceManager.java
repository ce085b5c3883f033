package org.rpicluster.balancer.program.systemd;

import io.netty.util.concurrent.EventExecutor;
import io.vertx.core.Vertx;
import io.vertx.core.internal.VertxInternal;
import java.time.Duration;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Tells the service manager that the program is ready, that it stops, and again and again that
 * every event loop still runs: one that hangs is not told of, and the manager starts the program
 * again. Does nothing where no manager wants to know. One message each half of the watchdog's time;
 * any thread. sd_notify(3).
 */
public final class ServiceManager {

  private static final long MICROS = 1000;
  private static final long NONE = -1;

  private final VertxInternal vertx;
  private final Consumer<String> sender;
  private final Duration watchdog;
  private volatile long timer = NONE;

  /**
   * A manager.
   *
   * @param sender sends a message
   * @param watchdog after which time without a message the program is taken for hung; zero for
   *     never
   */
  ServiceManager(Vertx vertx, Consumer<String> sender, Duration watchdog) {
    this.vertx = (VertxInternal) vertx;
    this.sender = sender;
    this.watchdog = watchdog;
  }

  /** The one that has started this process, as it says in the environment. */
  public static ServiceManager of(Vertx vertx, Map<String, String> environment) {
    return Optional.ofNullable(environment.get("NOTIFY_SOCKET"))
        .map(socket -> new ServiceManager(vertx, sender(vertx, socket), watchdog(environment)))
        .orElseGet(() -> new ServiceManager(vertx, message -> {}, Duration.ZERO));
  }

  private static Consumer<String> sender(Vertx vertx, String socket) {
    return vertx.isNativeTransportEnabled()
        ? new NotifySocket(vertx, socket)
        : new NotifyCommand(vertx);
  }

  /** It is meant for this process alone, not for one that this process has started. */
  private static Duration watchdog(Map<String, String> environment) {
    String mine = Long.toString(ProcessHandle.current().pid());
    String micros = environment.getOrDefault("WATCHDOG_USEC", "");
    boolean isMine = mine.equals(environment.getOrDefault("WATCHDOG_PID", mine));
    return isMine && micros.matches("[0-9]{1,18}")
        ? Duration.ofNanos(Long.parseLong(micros) * MICROS)
        : Duration.ZERO;
  }

  /**
   * The program serves, from now on until it stops.
   *
   * @param status one line about it
   */
  public void ready(String status) {
    sender.accept("READY=1\nSTATUS=" + status + "\n");
    long half = watchdog.toMillis() / 2;
    if (half > 0) {
      timer = vertx.setPeriodic(half, any -> alive(vertx.nettyEventLoopGroup().iterator()));
    }
  }

  /** The same of a process that has taken over from the one that the manager has started. */
  public void tookOver(String status) {
    sender.accept("MAINPID=" + ProcessHandle.current().pid() + "\n");
    ready(status);
  }

  /** Another process has taken over: it speaks from now on. */
  public void replaced() {
    vertx.cancelTimer(timer);
  }

  /** The program begins to stop; the manager has another time for that. */
  public void stopping() {
    vertx.cancelTimer(timer);
    sender.accept("STOPPING=1\n");
  }

  /** From one event loop to the next; the last of them tells. */
  private void alive(Iterator<EventExecutor> loops) {
    if (loops.hasNext()) {
      loops.next().execute(() -> alive(loops));
    } else {
      sender.accept("WATCHDOG=1\n");
    }
  }
}
