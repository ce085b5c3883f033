package org.rpicluster.balancer.vertx.kit;

import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.io.IOException;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.rpicluster.balancer.vertx.downstream.InboundExchange;
import org.rpicluster.balancer.vertx.downstream.http2.GoAways;

/** HTTP/2 of our own on one event loop and a free port, whose exchanges a test carries itself. */
public final class TestSessions implements AutoCloseable {

  private static final int PATIENCE_SECONDS = 45;

  private final Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1));
  private final GoAways goAways = new GoAways();
  private final BlockingQueue<InboundExchange> came = new LinkedBlockingQueue<>();
  private final int port;

  /** Does this with each exchange, on its event loop; then the test may have it. */
  public TestSessions(Consumer<InboundExchange> first) throws Exception {
    Consumer<InboundExchange> taken =
        inbound -> {
          first.accept(inbound);
          came.add(inbound);
        };
    port = Http2Listener.listen(vertx, TakenRequests.by(taken), goAways);
  }

  /** Answers each exchange as soon as it has come. */
  public static TestSessions answering() throws Exception {
    return new TestSessions(inbound -> inbound.end(null));
  }

  /** A client. */
  public RawHttp2Client connect(int... settings) throws IOException {
    return new RawHttp2Client(port, settings);
  }

  /** Its port. */
  public int port() {
    return port;
  }

  /** The next exchange that came. */
  public InboundExchange next() throws InterruptedException {
    InboundExchange next = came.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
    if (next == null) {
      throw new AssertionError("no exchange came");
    }
    return next;
  }

  /** What is so on the event loop of an exchange. */
  public static <T> T on(InboundExchange inbound, Supplier<T> asked) {
    return CompletableFuture.supplyAsync(asked, inbound.loop())
        .orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS)
        .join();
  }

  /** Does something on the event loop of an exchange. */
  public static void run(InboundExchange inbound, Runnable task) {
    CompletableFuture.runAsync(task, inbound.loop())
        .orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS)
        .join();
  }

  /** How its clients are told to leave. */
  public GoAways goAways() {
    return goAways;
  }

  @Override
  public void close() {
    vertx.close().toCompletionStage().toCompletableFuture().orTimeout(20, TimeUnit.SECONDS).join();
  }
}
