package org.rpicluster.balancer.vertx.manager;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.rpicluster.balancer.fault.RecurringFaults;
import org.rpicluster.balancer.vertx.proxy.LocalExchange;

/**
 * Makes the manager's large answers on a thread of its own, one after the other, and sends them in
 * pieces, as fast as each client takes them: a page of ten thousand members takes seconds, in which
 * an event loop would carry no request. Clients that ask for the same while it waits to be made
 * share one text, where they are shown the same; no more than {@value #ANSWERS_MAX} answers are
 * under way. Any event loop.
 */
final class RenderingThread {

  /** A text of ten thousand members has some megabytes, and each answer may hold another one. */
  static final int ANSWERS_MAX = 16;

  private final WorkerExecutor worker;
  private final RecurringFaults faults;
  private final AtomicInteger underWay = new AtomicInteger();

  /** What has been asked for, and is not being made yet, by path and kind. Guarded by itself. */
  private final Map<String, Promise<byte[]>> waiting = new HashMap<>();

  RenderingThread(Vertx vertx, RecurringFaults faults) {
    this.faults = faults;
    worker = vertx.createSharedWorkerExecutor("balancer-manager", 1);
  }

  /**
   * Sends a text, which {@code made} makes on another thread.
   *
   * @param kind by which the texts of one path differ
   */
  void send(LocalExchange exchange, String kind, String type, Supplier<String> made) {
    if (underWay.incrementAndGet() > ANSWERS_MAX) {
      underWay.decrementAndGet();
      exchange.responseFields().set("Retry-After", "1");
      Answers.error(exchange, 503, "the manager is busy");
      return;
    }
    text(exchange.path() + " " + kind, made)
        .onComplete(
            done ->
                exchange
                    .loop()
                    .execute(
                        () -> {
                          if (done.succeeded()) {
                            send(exchange, type, done.result());
                          } else {
                            fail(exchange, done.cause());
                          }
                        }));
  }

  private Future<byte[]> text(String key, Supplier<String> made) {
    Promise<byte[]> mine = Promise.promise();
    synchronized (waiting) {
      Promise<byte[]> others = waiting.putIfAbsent(key, mine);
      if (others != null) {
        return others.future();
      }
    }
    worker.executeBlocking(() -> make(key, made)).onComplete(mine::handle);
    return mine.future();
  }

  /** Who asks from now on gets another one: this one may lack what has just been changed. */
  private byte[] make(String key, Supplier<String> made) {
    synchronized (waiting) {
      waiting.remove(key);
    }
    return made.get().getBytes(StandardCharsets.UTF_8);
  }

  private void send(LocalExchange exchange, String type, byte[] text) {
    Answers.begin(exchange, type, text.length);
    PieceSender.send(exchange, text, true).onComplete(gone -> underWay.decrementAndGet());
  }

  /** Runs a task on the thread on which texts are made, after what waits for it. */
  void run(Runnable task) {
    worker
        .executeBlocking(
            () -> {
              task.run();
              return true;
            })
        .onFailure(thrown -> faults.occurred(thrown.getClass(), "manager: events failed", thrown));
  }

  private void fail(LocalExchange exchange, Throwable cause) {
    underWay.decrementAndGet();
    String line = "manager: " + exchange.path() + " could not be shown";
    faults.occurred(cause.getClass(), line, cause);
    Answers.error(exchange, 500, "it failed, see the log");
  }
}
