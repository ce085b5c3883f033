package org.rpicluster.balancer.vertx.kit;

import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.function.UnaryOperator;
import org.rpicluster.balancer.Balancer;
import org.rpicluster.balancer.BalancerBuilder;
import org.rpicluster.balancer.member.Member;
import org.rpicluster.balancer.pick.Strategy;
import org.rpicluster.balancer.strategy.Strategies;
import org.rpicluster.balancer.vertx.BalancingProxy;
import org.rpicluster.balancer.vertx.proxy.ExchangeSummary;
import org.rpicluster.balancer.vertx.proxy.ProxiedCluster;
import org.rpicluster.balancer.vertx.proxy.Route;

/**
 * A program of its own that mounts the proxy as a test says, before two healthy members. They
 * answer with the method, the framing and the length of the body that they got, and the body.
 */
public final class Embedding implements AutoCloseable {

  private final Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1));
  private final Balancer balancer;
  private final BalancingProxy proxy;
  private final List<ExchangeSummary> settled = new CopyOnWriteArrayList<>();
  private final List<String> arrived = new CopyOnWriteArrayList<>();
  private final int port;

  private Embedding(
      Strategy strategy,
      UnaryOperator<BalancerBuilder> change,
      BiConsumer<BalancingProxy, Router> mount)
      throws Exception {
    List<Member> members = new ArrayList<>();
    for (int i = 0; i < 2; i++) {
      members.add(Member.of("http://127.0.0.1:" + listen(this::answer).actualPort()));
    }
    balancer = change.apply(Balancer.builder("test", strategy)).members(members).build();
    proxy =
        BalancingProxy.builder(vertx)
            .observer(settled::add)
            .route(Route.to("/", new ProxiedCluster(balancer, TestProxy.PATIENT)))
            .build();
    Router router = Router.router(vertx);
    mount.accept(proxy, router);
    port = listen(router).actualPort();
  }

  /** The proxy mounted on a router. */
  public static Embedding of(BiConsumer<BalancingProxy, Router> mount) throws Exception {
    return of(Strategies.byRequests(), builder -> builder, mount);
  }

  /** The same before a cluster that is built as the test wants it. */
  public static Embedding of(
      Strategy strategy,
      UnaryOperator<BalancerBuilder> change,
      BiConsumer<BalancingProxy, Router> mount)
      throws Exception {
    return new Embedding(strategy, change, mount);
  }

  private HttpServer listen(Handler<HttpServerRequest> handler) throws Exception {
    return vertx
        .createHttpServer(new HttpServerOptions())
        .requestHandler(handler)
        .listen(0, "127.0.0.1")
        .toCompletionStage()
        .toCompletableFuture()
        .get(20, TimeUnit.SECONDS);
  }

  private void answer(HttpServerRequest request) {
    String length = request.getHeader("content-length");
    request
        .body()
        .onSuccess(
            body -> {
              String seen = request.method() + " " + length + " " + body.length() + " " + body;
              arrived.add(seen);
              request.response().end(Buffer.buffer(seen));
            });
  }

  /** A raw client connected to it. */
  public RawClient connect() throws IOException {
    return new RawClient(port);
  }

  /** A client connected to it that speaks HTTP/2. */
  public Http2Client connectHttp2() {
    return new Http2Client(port);
  }

  /** The cluster behind the proxy. */
  public Balancer balancer() {
    return balancer;
  }

  /** The proxy. */
  public BalancingProxy proxy() {
    return proxy;
  }

  /** What has arrived whole at the members. */
  public List<String> arrived() {
    return arrived;
  }

  /** What became of the first {@code count} exchanges, once they have ended. */
  public List<ExchangeSummary> settled(int count) {
    TestProxy.await(() -> settled.size() >= count);
    return settled;
  }

  /** Whether every member is up, none was charged with a failure, and nothing is in flight. */
  public boolean isUnharmed() {
    return proxy.inFlight() == 0
        && balancer.candidates().members().stream()
            .allMatch(
                c ->
                    c.health().name().equals("up")
                        && c.counters().failures() == 0
                        && c.counters().inFlight() == 0);
  }

  @Override
  public void close() {
    proxy.close();
    vertx.close().toCompletionStage().toCompletableFuture().orTimeout(20, TimeUnit.SECONDS).join();
  }
}
