package org.rpicluster.balancer.vertx.manager;

import io.netty.buffer.Unpooled;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.internal.buffer.BufferInternal;
import io.vertx.ext.web.RoutingContext;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.rpicluster.balancer.fault.RecurringFaults;

/**
 * Makes the manager's large answers on a thread of its own, one after the other, and sends them in
 * pieces, as fast as each client takes them: a page of ten thousand members takes seconds, in which
 * an event loop would carry no request. Clients that ask for the same while it waits to be made
 * share one text; no more than {@value #ANSWERS_MAX} answers are under way. Any event loop.
 */
final class Rendering {

  /** A text of ten thousand members has some megabytes, and each answer may hold another one. */
  static final int ANSWERS_MAX = 16;

  private static final int PIECE_BYTES = 32 * 1024;

  private final Vertx vertx;
  private final WorkerExecutor worker;
  private final RecurringFaults faults;
  private final AtomicInteger underWay = new AtomicInteger();

  /** What has been asked for, and is not being made yet, by its path. Guarded by itself. */
  private final Map<String, Promise<byte[]>> waiting = new HashMap<>();

  Rendering(Vertx vertx, RecurringFaults faults) {
    this.vertx = vertx;
    this.faults = faults;
    worker = vertx.createSharedWorkerExecutor("balancer-manager", 1);
  }

  /** Sends a text, which {@code made} makes on another thread. */
  void send(RoutingContext call, String type, Supplier<String> made) {
    HttpServerRequest inboundRequest = call.request();
    if (underWay.incrementAndGet() > ANSWERS_MAX) {
      underWay.decrementAndGet();
      inboundRequest.response().putHeader("Retry-After", "1");
      Answers.error(inboundRequest, 503, "the manager is busy");
      return;
    }
    Context loop = vertx.getOrCreateContext();
    text(inboundRequest.path(), made)
        .onComplete(
            done ->
                loop.runOnContext(
                    any -> {
                      if (done.succeeded()) {
                        send(inboundRequest, type, done.result(), loop);
                      } else {
                        fail(inboundRequest, done.cause());
                      }
                    }));
  }

  private Future<byte[]> text(String path, Supplier<String> made) {
    Promise<byte[]> mine = Promise.promise();
    synchronized (waiting) {
      Promise<byte[]> others = waiting.putIfAbsent(path, mine);
      if (others != null) {
        return others.future();
      }
    }
    worker.executeBlocking(() -> make(path, made)).onComplete(mine::handle);
    return mine.future();
  }

  /** Who asks from now on gets another one: this one may lack what has just been changed. */
  private byte[] make(String path, Supplier<String> made) {
    synchronized (waiting) {
      waiting.remove(path);
    }
    return made.get().getBytes(StandardCharsets.UTF_8);
  }

  private void send(HttpServerRequest inboundRequest, String type, byte[] text, Context loop) {
    Answers.begin(inboundRequest, type, text.length);
    if (Answers.isHead(inboundRequest)) {
      inboundRequest.response().end().onComplete(any -> underWay.decrementAndGet());
    } else {
      sendFrom(inboundRequest, text, 0, loop);
    }
  }

  /** The next piece goes when the last one has gone, in a turn of its own. */
  private void sendFrom(HttpServerRequest inboundRequest, byte[] text, int from, Context loop) {
    int length = Math.min(PIECE_BYTES, text.length - from);
    BufferInternal piece = BufferInternal.buffer(Unpooled.wrappedBuffer(text, from, length));
    boolean last = from + length == text.length;
    HttpServerResponse inboundResponse = inboundRequest.response();
    (last ? inboundResponse.end(piece) : inboundResponse.write(piece))
        .onComplete(
            gone -> {
              if (last || gone.failed()) {
                underWay.decrementAndGet();
              } else {
                loop.runOnContext(any -> sendFrom(inboundRequest, text, from + length, loop));
              }
            });
  }

  private void fail(HttpServerRequest inboundRequest, Throwable cause) {
    underWay.decrementAndGet();
    String line = "manager: " + inboundRequest.path() + " could not be shown";
    faults.occurred(cause.getClass(), line, cause);
    Answers.error(inboundRequest, 500, "it failed, see the log");
  }
}
