package org.rpicluster.balancer.vertx.manager;

import io.vertx.core.json.JsonObject;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.rpicluster.balancer.time.Scheduler;
import org.rpicluster.balancer.vertx.proxy.LocalExchange;

/**
 * The event stream: all clusters when a client comes, and each second what has changed, or seldomer
 * where that is much. It looks only while there are clients, {@value #CLIENTS_MAX} of them at most:
 * a look costs O(members), and a text for each different thing that clients know, which is mostly
 * one. Any event loop may add a client; the looks are one after the other. WHATWG HTML §9.2,
 * server-sent events.
 */
final class EventEndpoint {

  /** Each is a connection, and may hold a text of all clusters that it does not take. */
  static final int CLIENTS_MAX = 32;

  /** As often as people can follow. */
  static final long LOOK_NANOS = TimeUnit.SECONDS.toNanos(1);

  /**
   * What a client is sent a second when much changes, as when each of two hundred members is busy:
   * a slow link has room for it. A look that found more is followed by a rest of up to {@value
   * #REST_MAX} s.
   */
  static final int BYTES_PER_SECOND = 20_000;

  static final int REST_MAX = 5;

  /** A comment after 15 s: what stands between ends connections that rest for 30 or 60 s. */
  static final int QUIET_LOOKS = 15;

  /** Clients that are cut off ask again after 2 s. */
  private static final String BEGIN = "retry: 2000\n\n";

  private final Supplier<JsonObject> state;
  private final Scheduler scheduler;
  private final Consumer<Runnable> thread;
  private final Queue<Subscription> open = new ConcurrentLinkedQueue<>();
  private final AtomicInteger clients = new AtomicInteger();
  private volatile boolean closed;

  /** Whether the next look is due; on the thread of looks. */
  private boolean looking;

  /** Of the last look; on the thread of looks. */
  private int longestText;

  /**
   * Without a client.
   *
   * @param state all clusters now
   * @param thread runs the looks, one after the other
   */
  EventEndpoint(Supplier<JsonObject> state, Scheduler scheduler, Consumer<Runnable> thread) {
    this.state = state;
    this.scheduler = scheduler;
    this.thread = thread;
  }

  /** {@code GET …/api/events}. */
  void open(ManagerCall call) {
    LocalExchange exchange = call.exchange();
    if (closed || clients.incrementAndGet() > CLIENTS_MAX) {
      refuse(exchange);
      return;
    }
    Answers.beginStream(exchange, "text/event-stream");
    if (exchange.method().equals("HEAD")) {
      clients.decrementAndGet();
      exchange.end();
      return;
    }
    Subscription client = new Subscription(exchange);
    exchange.onOver(() -> left(client));
    open.add(client);
    thread.accept(() -> begin(client));
    if (closed) {
      client.end();
    }
  }

  private void refuse(LocalExchange exchange) {
    if (!closed) {
      clients.decrementAndGet();
    }
    exchange.responseFields().set("Retry-After", "2");
    String most = "at most " + CLIENTS_MAX + " clients are told of events";
    Answers.error(exchange, 503, closed ? "the manager is closing" : most);
  }

  private void left(Subscription client) {
    if (open.remove(client)) {
      clients.decrementAndGet();
    }
  }

  private void begin(Subscription client) {
    try {
      JsonObject now = state.get();
      client.tell(now, BEGIN + event("clusters", now));
    } catch (RuntimeException e) {
      client.end();
      throw e;
    }
    if (!looking) {
      looking = true;
      lookLater();
    }
  }

  private void lookLater() {
    double seconds = Math.min(REST_MAX, Math.max(1, (double) longestText / BYTES_PER_SECOND));
    scheduler.schedule((long) (seconds * LOOK_NANOS), () -> thread.accept(this::look));
  }

  private void look() {
    looking = !open.isEmpty();
    if (looking) {
      try {
        tell(state.get());
      } finally {
        lookLater();
      }
    }
  }

  private void tell(JsonObject now) {
    Map<JsonObject, String> texts = new IdentityHashMap<>();
    longestText = 0;
    for (Subscription client : open) {
      if (client.isReady()) {
        String text = texts.computeIfAbsent(client.known(), known -> change(known, now));
        if (text.isEmpty()) {
          client.keepAlive(QUIET_LOOKS);
        } else {
          client.tell(now, text);
          longestText = Math.max(longestText, text.length());
        }
      }
    }
  }

  private static String change(JsonObject known, JsonObject now) {
    return Differences.between(known, now)
        .map(change -> event(change == now ? "clusters" : "change", change))
        .orElse("");
  }

  private static String event(String name, JsonObject data) {
    return "event: " + name + "\ndata: " + data.encode() + "\n\n";
  }

  /** Ends all streams, and lets none begin: what they show is going. Any thread. */
  void close() {
    closed = true;
    open.forEach(Subscription::end);
  }
}
