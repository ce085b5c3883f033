package org.rpicluster.balancer.vertx.failover;

import static org.assertj.core.api.Assertions.assertThat;
import static org.rpicluster.balancer.vertx.kit.RawMember.ok;
import static org.rpicluster.balancer.vertx.kit.TestProxy.await;

import io.netty.buffer.ByteBuf;
import io.netty.channel.EventLoop;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.HttpServer;
import io.vertx.core.internal.ContextInternal;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.rpicluster.balancer.member.Member;
import org.rpicluster.balancer.pick.Candidate;
import org.rpicluster.balancer.pick.Eligibility;
import org.rpicluster.balancer.time.Ticker;
import org.rpicluster.balancer.vertx.connect.Connector;
import org.rpicluster.balancer.vertx.connect.NameResolver;
import org.rpicluster.balancer.vertx.connect.ReachOptions;
import org.rpicluster.balancer.vertx.http.codec.Head;
import org.rpicluster.balancer.vertx.kit.RawClient;
import org.rpicluster.balancer.vertx.kit.RawMember;
import org.rpicluster.balancer.vertx.kit.TestProxy;
import org.rpicluster.balancer.vertx.upstream.AnswerListener;
import org.rpicluster.balancer.vertx.upstream.MemberPool;
import org.rpicluster.balancer.vertx.upstream.PooledUpstream;
import org.rpicluster.balancer.vertx.upstream.Upstream.Connection;
import org.rpicluster.balancer.vertx.upstream.UpstreamExchange;
import org.rpicluster.balancer.vertx.upstream.UpstreamFailure;
import org.rpicluster.balancer.vertx.upstream.UpstreamFailure.Kind;
import org.rpicluster.balancer.vertx.upstream.UpstreamListener;
import org.rpicluster.balancer.vertx.upstream.http1.Http1Pool;
import org.rpicluster.balancer.vertx.upstream.http2.Http2Pool;

/** What is told of an exchange throws: its own exchange fails here, and nothing else does. */
class ThrowingListenerTest {

  private final Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1));

  /** What the server has still to say. */
  private final List<Runnable> rest = new CopyOnWriteArrayList<>();

  @AfterEach
  void close() {
    vertx.close().toCompletionStage().toCompletableFuture().orTimeout(20, TimeUnit.SECONDS).join();
  }

  private static RuntimeException runtimeException() {
    return new IllegalStateException("thrown by the test");
  }

  /** A listener that sends a GET, and throws where the test says so. */
  private static UpstreamListener listener(
      String where, Supplier<Throwable> fault, List<Object> told) {
    AtomicReference<UpstreamExchange> exchange = new AtomicReference<>();
    InvocationHandler handler =
        (proxy, method, arguments) -> {
          told.add(method.getName());
          if (method.getName().equals("body")) {
            ((ByteBuf) arguments[0]).release(); // the listener's affair, whatever comes of it
          }
          if (method.getName().equals("failed")) {
            told.add(((UpstreamFailure) arguments[0]).kind());
          }
          if (method.getName().equals(where)) {
            throw fault.get();
          }
          if (method.getName().equals("connected")) {
            exchange.set((UpstreamExchange) arguments[0]);
            Head upstreamRequest = new Head();
            upstreamRequest.line().request("GET", "/");
            exchange.get().sendHead(upstreamRequest, false);
          }
          if (method.getName().equals("head")) {
            exchange.get().answerTo((AnswerListener) proxy);
          }
          return null;
        };
    return (UpstreamListener)
        Proxy.newProxyInstance(
            ThrowingListenerTest.class.getClassLoader(),
            new Class<?>[] {UpstreamListener.class, AnswerListener.class},
            handler);
  }

  private PooledUpstream upstream(boolean http2) {
    Connector connector = new Connector(vertx, NameResolver.ofSystem(vertx), ReachOptions.DEFAULT);
    MemberPool.Maker pools =
        (member, loop, limit) ->
            http2
                ? new Http2Pool(
                    connector.to(member, loop), limit, TestProxy.PATIENT, Ticker.system())
                : new Http1Pool(
                    connector.to(member, loop), limit, TestProxy.PATIENT, Ticker.system());
    return new PooledUpstream(pools, 64);
  }

  private HttpServer server() throws Exception {
    return vertx
        .createHttpServer()
        .requestHandler(
            request -> {
              request.response().setChunked(true).write("fi");
              rest.add(() -> request.response().end("ne"));
            })
        .listen(0, "127.0.0.1")
        .toCompletionStage()
        .toCompletableFuture()
        .get(20, TimeUnit.SECONDS);
  }

  @ParameterizedTest
  @CsvSource({
    "false, connected", "false, head", "false, body", "false, flush",
    "true, connected", "true, head", "true, body", "true, flush",
  })
  void throwingListener_failsHere_andTheOtherExchangeGoesOn(boolean http2, String where)
      throws Exception {
    String url = (http2 ? "h2c" : "http") + "://127.0.0.1:" + server().actualPort();
    PooledUpstream upstream = upstream(http2);
    EventLoop loop = ((ContextInternal) vertx.getOrCreateContext()).nettyEventLoop();
    Candidate member =
        new Candidate(
            0,
            Member.of(url),
            Candidate.NONE.counters(),
            Candidate.NONE.health(),
            Eligibility.ELIGIBLE);
    for (Supplier<Throwable> fault :
        List.<Supplier<Throwable>>of(
            ThrowingListenerTest::runtimeException,
            () -> new AssertionError("thrown by the test"),
            StackOverflowError::new)) {
      List<Object> wrong = new CopyOnWriteArrayList<>();
      List<Object> right = new CopyOnWriteArrayList<>();
      loop.execute(
          () -> {
            upstream.open(member, Connection.KEPT_OR_NEW, loop, listener(where, fault, wrong));
            upstream.open(
                member,
                Connection.KEPT_OR_NEW,
                loop,
                listener("nowhere", ThrowingListenerTest::runtimeException, right));
          });
      await(() -> wrong.contains("failed") && right.contains("flush"));
      vertx.runOnContext(
          turn -> {
            rest.forEach(Runnable::run);
            rest.clear();
          });
      await(() -> right.contains("end"));
      assertThat(wrong).containsOnlyOnce("failed").endsWith(Kind.FAILED_HERE);
      assertThat(right).doesNotContain("failed");
    }
    upstream.close();
  }

  @Test
  void throwingObserverOfExchanges_harmsNeitherClientsNorMembers() throws Exception {
    try (RawMember member = new RawMember(ok("fine"));
        TestProxy proxy =
            TestProxy.builder(member)
                .but(
                    builder ->
                        builder.observer(
                            summary -> {
                              throw new IllegalStateException("thrown by the test");
                            }))
                .start();
        RawClient client = proxy.connect()) {
      for (int i = 0; i < 10; i++) {
        assertThat(client.get("/").readAnswer()).endsWith("fine");
      }
      assertThat(proxy.balancer().candidates().members().get(0).health().name()).isEqualTo("up");
      await(() -> proxy.balancer().candidates().get(0).counters().inFlight() == 0);
    }
  }
}
