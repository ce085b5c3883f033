package org.rpicluster.balancer.vertx.line;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.rpicluster.balancer.time.Ticker;

/**
 * Says in the log what is at fault on the proxy's own side, or its embedder's: such a fault meets
 * every request. Of each the first is told at once, with its stack, then at most one a minute, with
 * how many there were. A lock and a reading of the clock for each; any thread.
 */
final class OwnFaults {

  private static final long PERIOD_NANOS = TimeUnit.MINUTES.toNanos(1);

  /** More than there are places and types of exceptions; the one met longest ago goes. */
  private static final int KEPT_MAX = 64;

  private final Ticker ticker;
  private final BiConsumer<String, @Nullable Throwable> log;

  // Guarded by this.
  private final Map<String, Tally> tallies = new LinkedHashMap<>(16, 0.75f, true);

  OwnFaults(Ticker ticker, BiConsumer<String, @Nullable Throwable> log) {
    this.ticker = ticker;
    this.log = log;
  }

  /** A fault of which nothing was thrown. */
  void tell(String sentence) {
    tell(sentence, sentence, null);
  }

  /** What was thrown; of one type and place it is one fault, whatever its message. */
  void tell(String sentence, Throwable fault) {
    tell(sentence + fault.getClass().getName(), sentence, fault);
  }

  /**
   * A fault.
   *
   * @param fault what tells it from others
   * @param sentence for the log
   */
  synchronized void tell(String fault, String sentence, @Nullable Throwable thrown) {
    long now = ticker.nanos();
    Tally tally = tallies.get(fault);
    if (tally == null) {
      makeRoom();
      tally = new Tally(now - PERIOD_NANOS);
      tallies.put(fault, tally);
    }
    tally.count++;
    if (now - tally.toldNanos >= PERIOD_NANOS) {
      String times = tally.count == 1 ? "" : "; " + tally.count + " times since this was said last";
      tally.toldNanos = now;
      tally.count = 0;
      log.accept(sentence + times, thrown);
    }
  }

  private void makeRoom() {
    if (tallies.size() == KEPT_MAX) {
      tallies.remove(tallies.keySet().iterator().next());
    }
  }

  private static final class Tally {

    private long toldNanos;
    private long count;

    Tally(long toldNanos) {
      this.toldNanos = toldNanos;
    }
  }
}
