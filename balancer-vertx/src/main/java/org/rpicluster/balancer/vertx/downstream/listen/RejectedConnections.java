package org.rpicluster.balancer.vertx.downstream.listen;

import java.util.EnumMap;
import java.util.Map;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.rpicluster.balancer.fault.RecurringFault;
import org.rpicluster.balancer.time.Scheduler;

/**
 * Says that connections are turned away: each cause is a {@link RecurringFault}, so a flood costs a
 * line a minute, and nothing is said of a quiet day. Any thread.
 */
public final class RejectedConnections {

  private final Map<Rejection, RecurringFault> faults = new EnumMap<>(Rejection.class);

  /**
   * None yet.
   *
   * @param scheduler for the lines that say how many
   * @param log gets each line
   */
  public RejectedConnections(Scheduler scheduler, BiConsumer<String, @Nullable Throwable> log) {
    for (Rejection cause : Rejection.values()) {
      faults.put(
          cause,
          new RecurringFault(
              scheduler,
              log,
              "connection turned away, of ",
              "connections turned away in the last minute: "));
    }
  }

  /** Why: each is counted for itself. */
  enum Rejection {
    TOO_MANY,
    NO_FILE,
    NO_MEMORY,
    STRANGER,
    PROXY_HEADER,
    HANDSHAKE
  }

  /** One was turned away. */
  void tell(Rejection cause, String address, String reason) {
    faults.get(cause).occurred(address + ": " + reason);
  }
}
