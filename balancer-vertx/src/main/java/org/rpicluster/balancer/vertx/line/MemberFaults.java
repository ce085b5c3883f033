package org.rpicluster.balancer.vertx.line;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.rpicluster.balancer.time.Ticker;
import org.rpicluster.balancer.vertx.upstream.UpstreamFailure;
import org.rpicluster.balancer.vertx.upstream.UpstreamFailure.Kind;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Says in the log what members have answered that is not HTTP: of each member and cause the first
 * at once, then at most one line a minute, with how many there were. What becomes of the member is
 * another matter, and may be nothing: one path of many, say. A lock and a reading of the clock for
 * each such answer; any thread.
 */
final class MemberFaults {

  private static final Logger LOG = LoggerFactory.getLogger(MemberFaults.class);

  private static final long PERIOD_NANOS = TimeUnit.MINUTES.toNanos(1);

  /** More members and causes than an operator can look after; the one told longest ago goes. */
  private static final int KEPT_MAX = 256;

  private final Ticker ticker;
  private final Map<Cause, Tally> tallies = new LinkedHashMap<>(16, 0.75f, true);

  MemberFaults(Ticker ticker) {
    this.ticker = ticker;
  }

  /** Notes what was wrong with a try: for the line of its exchange, and here if it was not HTTP. */
  void note(Exchange exchange, UpstreamFailure failure) {
    exchange.failure = failure.words();
    if (failure.kind() == Kind.PROTOCOL_ERROR || failure.kind() == Kind.UNSENDABLE) {
      String cluster = exchange.route.cluster().balancer().name();
      tell(cluster, exchange.member, exchange.failure);
    }
  }

  private synchronized void tell(String cluster, String member, String reason) {
    Cause cause = new Cause(cluster, member, reason);
    Tally tally = tallies.get(cause);
    long now = ticker.nanos();
    if (tally == null) {
      makeRoom();
      tally = new Tally(now - PERIOD_NANOS);
      tallies.put(cause, tally);
    }
    tally.count++;
    if (now - tally.toldNanos >= PERIOD_NANOS) {
      say(cause, tally.count);
      tally.toldNanos = now;
      tally.count = 0;
    }
  }

  private static void say(Cause cause, long count) {
    String times = count == 1 ? "" : ", " + count + " times since this was said last";
    LOG.warn(
        "cluster {}: member {} broke the protocol: {}{}",
        cause.cluster,
        cause.member,
        cause.reason,
        times);
  }

  private void makeRoom() {
    if (tallies.size() == KEPT_MAX) {
      tallies.remove(tallies.keySet().iterator().next());
    }
  }

  private record Cause(String cluster, String member, String reason) {}

  private static final class Tally {

    private long toldNanos;
    private long count;

    Tally(long toldNanos) {
      this.toldNanos = toldNanos;
    }
  }
}
