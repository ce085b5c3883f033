package org.rpicluster.balancer.vertx.edge;

import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.rpicluster.balancer.time.Scheduler;

/**
 * Says that connections are turned away: for each cause the first one at once, and from then on how
 * many more there were, once a minute, until there was a minute without any. So a flood costs a
 * line a minute, and nothing is said of a quiet day. An addition under a lock for each connection;
 * any thread.
 */
public final class TurnedAway {

  /** Often enough to see that it goes on; a thousand lines a day at worst. */
  private static final long PERIOD_NANOS = TimeUnit.MINUTES.toNanos(1);

  private final Scheduler scheduler;
  private final Consumer<String> log;
  private final Map<Cause, Tally> tallies = new EnumMap<>(Cause.class);

  /**
   * Nobody yet.
   *
   * @param scheduler for the lines that say how many
   * @param log gets each line
   */
  public TurnedAway(Scheduler scheduler, Consumer<String> log) {
    this.scheduler = scheduler;
    this.log = log;
    for (Cause cause : Cause.values()) {
      tallies.put(cause, new Tally());
    }
  }

  /** Why: each is counted for itself. */
  enum Cause {
    TOO_MANY,
    STRANGER,
    PROXY_HEADER,
    HANDSHAKE
  }

  /** One was turned away. */
  void tell(Cause cause, String address, String reason) {
    tallies.get(cause).add(address, reason);
  }

  /** Those of one cause. */
  private final class Tally {
    private boolean open;
    private long more;
    private String last = "";

    synchronized void add(String address, String reason) {
      last = address + ": " + reason;
      if (open) {
        more++;
      } else {
        log.accept("connection turned away, of " + last);
        begin();
      }
    }

    private void begin() {
      open = true;
      more = 0;
      scheduler.schedule(PERIOD_NANOS, this::over);
    }

    private synchronized void over() {
      if (more == 0) {
        open = false;
      } else {
        log.accept("connections turned away in the last minute: " + more + ", the last of " + last);
        begin();
      }
    }
  }
}
