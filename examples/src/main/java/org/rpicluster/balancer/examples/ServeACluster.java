package org.rpicluster.balancer.examples;

import io.vertx.core.Vertx;
import java.util.List;
import java.util.stream.Stream;
import org.rpicluster.balancer.Balancer;
import org.rpicluster.balancer.member.Member;
import org.rpicluster.balancer.strategy.Strategies;
import org.rpicluster.balancer.vertx.BalancingServer;
import org.rpicluster.balancer.vertx.proxy.ProxiedCluster;
import org.rpicluster.balancer.vertx.proxy.Route;

/**
 * The proxy with a listener of its own, on your Vert.x: all requests go to members of one cluster.
 *
 * <p>Usage: {@code ServeACluster PORT MEMBER...}, as in {@code 8080 http://pi1 http://pi2}.
 */
public final class ServeACluster {

  private ServeACluster() {}

  /** Runs until it is killed. */
  public static void main(String... args) {
    Vertx vertx = Vertx.vertx();
    List<Member> members = Stream.of(args).skip(1).map(Member::of).toList();
    String address = "127.0.0.1:" + args[0];

    // snippet: serve
    Balancer balancer =
        Balancer.builder("rpicluster", Strategies.byBusyness()).members(members).build();
    BalancingServer server =
        BalancingServer.builder(vertx)
            .listen(address)
            .route(Route.to("/", ProxiedCluster.of(balancer)))
            .build();
    server
        .start()
        .onSuccess(open -> System.out.println("ready " + open.get(0).url()))
        .onFailure(ServeACluster::giveUp);
    // end
  }

  private static void giveUp(Throwable cause) {
    System.err.println(cause.getMessage());
    System.exit(2);
  }
}
