package org.rpicluster.balancer.examples;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.ext.web.Router;
import java.util.List;
import java.util.stream.Stream;
import org.rpicluster.balancer.Balancer;
import org.rpicluster.balancer.member.Member;
import org.rpicluster.balancer.strategy.Strategies;
import org.rpicluster.balancer.vertx.BalancingProxy;
import org.rpicluster.balancer.vertx.BalancingProxyHandler;
import org.rpicluster.balancer.vertx.proxy.ProxiedCluster;
import org.rpicluster.balancer.vertx.proxy.Route;

/**
 * The proxy in a Vert.x server of your own, beside your own routes: {@code /hello} is answered
 * here, everything else by a member of the cluster.
 *
 * <p>Usage: {@code MountInYourServer PORT MEMBER...}, as in {@code 8080 http://pi1 http://pi2}.
 */
public final class MountInYourServer {

  private MountInYourServer() {}

  /** Runs until it is killed. */
  public static void main(String... args) {
    Vertx vertx = Vertx.vertx();
    List<Member> members = Stream.of(args).skip(1).map(Member::of).toList();

    // snippet: mount
    Balancer balancer =
        Balancer.builder("rpicluster", Strategies.byBusyness()).members(members).build();
    BalancingProxy proxy =
        BalancingProxy.builder(vertx).route(Route.to("/", ProxiedCluster.of(balancer))).build();

    Router router = Router.router(vertx);
    router.get("/hello").handler(context -> context.end("hello from your own server\n"));
    router.route().handler(BalancingProxyHandler.of(proxy));
    // end

    HttpServerOptions options =
        new HttpServerOptions()
            .setHandle100ContinueAutomatically(false) // it is the member that may want the body
            .setHttp2ClearTextEnabled(false); // HTTP/2 only with TLS
    HttpServer server = vertx.createHttpServer(options).requestHandler(router);
    server
        .listen(Integer.parseInt(args[0]), "127.0.0.1")
        .onSuccess(s -> System.out.println("ready http://127.0.0.1:" + s.actualPort()))
        .onFailure(MountInYourServer::giveUp);
  }

  private static void giveUp(Throwable cause) {
    System.err.println(cause.getMessage());
    System.exit(2);
  }
}
