package org.rpicluster.balancer.vertx.metrics;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.rpicluster.balancer.vertx.proxy.ExchangeEnd;
import org.rpicluster.balancer.vertx.proxy.ExchangeSummary;

/**
 * The last {@value #KEPT} requests of a cluster, and where they went. One more takes the place of
 * the oldest: an addition, a lock that no other request wants, and no object. Any thread.
 */
final class RecentDecisions {

  /** Some seconds of a small site; 20 KB. A power of two. */
  static final int KEPT = 128;

  /** Of what clients choose the length of: all texts kept have 100 KB at most. */
  private static final int CHARACTERS_MAX = 200;

  private final AtomicInteger turn = new AtomicInteger();
  private final Slot[] slots = Stream.generate(Slot::new).limit(KEPT).toArray(Slot[]::new);

  void settled(ExchangeSummary summary) {
    int number = turn.getAndIncrement();
    slots[number & KEPT - 1].take(number, summary);
  }

  /** The newest first. */
  List<Decision> latest() {
    int next = turn.get();
    return Stream.of(slots)
        .map(slot -> slot.read(next))
        .filter(Objects::nonNull)
        .sorted(Comparator.comparingInt(Numbered::age))
        .map(Numbered::decision)
        .toList();
  }

  private record Numbered(int age, Decision decision) {}

  /** One of them; written again and again. */
  private static final class Slot {

    private int number;
    private @Nullable Instant time;
    private String requestId = "";
    private String method = "";
    private String target = "";
    private String route = "";
    private String member = "";
    private int attempts;
    private int status;
    private ExchangeEnd end = ExchangeEnd.COMPLETE;
    private String reason = "";

    synchronized void take(int turn, ExchangeSummary summary) {
      number = turn;
      time = summary.received();
      requestId = cut(summary.requestId());
      method = cut(summary.inboundRequest().method());
      target = cut(summary.inboundRequest().target());
      route = cut(summary.route());
      member = summary.member();
      attempts = summary.attempts();
      status = summary.status();
      end = summary.end();
      reason = cut(summary.reason());
    }

    synchronized @Nullable Numbered read(int next) {
      return time == null
          ? null
          : new Numbered(
              next - number, // right also when the number has gone round
              new Decision(
                  time, requestId, method, path(), route, member, attempts, status, end, reason));
    }

    private String path() {
      int query = target.indexOf('?');
      return query < 0 ? target : target.substring(0, query);
    }

    private static String cut(String text) {
      return text.length() <= CHARACTERS_MAX ? text : text.substring(0, CHARACTERS_MAX);
    }
  }
}
