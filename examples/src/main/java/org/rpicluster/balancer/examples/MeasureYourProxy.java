package org.rpicluster.balancer.examples;

import com.codahale.metrics.MetricRegistry;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.ext.web.Router;
import java.util.List;
import java.util.stream.Stream;
import org.rpicluster.balancer.Balancer;
import org.rpicluster.balancer.member.Member;
import org.rpicluster.balancer.strategy.Strategies;
import org.rpicluster.balancer.time.Scheduler;
import org.rpicluster.balancer.vertx.BalancingProxy;
import org.rpicluster.balancer.vertx.BalancingProxyHandler;
import org.rpicluster.balancer.vertx.metrics.PrometheusText;
import org.rpicluster.balancer.vertx.metrics.ProxyMetrics;
import org.rpicluster.balancer.vertx.proxy.ProxiedCluster;
import org.rpicluster.balancer.vertx.proxy.Route;

/**
 * The proxy in a Vert.x server of your own, measured in your own registry: {@code /metrics} is its
 * numbers as Prometheus reads them, everything else is answered by a member of the cluster.
 *
 * <p>Usage: {@code MeasureYourProxy PORT MEMBER...}, as in {@code 8080 http://pi1 http://pi2}.
 */
public final class MeasureYourProxy {

  private MeasureYourProxy() {}

  /** Runs until it is killed. */
  public static void main(String... args) {
    Vertx vertx = Vertx.vertx();
    List<Member> members = Stream.of(args).skip(1).map(Member::of).toList();
    Balancer balancer =
        Balancer.builder("rpicluster", Strategies.byBusyness()).members(members).build();
    Route route = Route.to("/", ProxiedCluster.of(balancer));

    // snippet: measure
    MetricRegistry registry = new MetricRegistry();
    ProxyMetrics metrics = ProxyMetrics.in(registry);
    BalancingProxy proxy = BalancingProxy.builder(vertx).observer(metrics).route(route).build();
    metrics.follow(() -> List.of(balancer), Scheduler.daemon("metrics"));
    // end

    Router router = Router.router(vertx);
    router
        .get("/metrics")
        .handler(
            context ->
                context
                    .response()
                    .putHeader("Content-Type", PrometheusText.TYPE)
                    .end(PrometheusText.of(metrics)));
    router.route().handler(BalancingProxyHandler.of(proxy));
    HttpServer server =
        vertx
            .createHttpServer(new HttpServerOptions().setHttp2ClearTextEnabled(false))
            .requestHandler(router);
    server
        .listen(Integer.parseInt(args[0]), "127.0.0.1")
        .onSuccess(s -> System.out.println("ready http://127.0.0.1:" + s.actualPort()))
        .onFailure(MeasureYourProxy::giveUp);
  }

  private static void giveUp(Throwable cause) {
    System.err.println(cause.getMessage());
    System.exit(2);
  }
}
