package org.rpicluster.balancer.examples;

import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.rpicluster.balancer.Balancer;
import org.rpicluster.balancer.health.FailurePolicy;
import org.rpicluster.balancer.member.Member;
import org.rpicluster.balancer.strategy.Strategies;
import org.rpicluster.balancer.vertx.BalancingServer;
import org.rpicluster.balancer.vertx.proxy.ProxiedCluster;
import org.rpicluster.balancer.vertx.proxy.Route;
import org.rpicluster.balancer.vertx.routing.Match;
import org.rpicluster.balancer.vertx.routing.Rewriting;
import org.rpicluster.balancer.vertx.settings.ClientTimeouts;
import org.rpicluster.balancer.vertx.settings.ListenAddress;
import org.rpicluster.balancer.vertx.settings.ListenerSettings;
import org.rpicluster.balancer.vertx.upstream.UpstreamOptions;

/**
 * The proxy with two listeners of its own, at the second of which HTTP/2 is taken without TLS, and
 * with what may be said of clients and members: how long they are waited for, when a member that
 * has failed is tried again, and that it is sent the client's Host.
 *
 * <p>Usage: {@code ServeWithLimits PORT PORT MEMBER...}.
 */
public final class ServeWithLimits {

  private ServeWithLimits() {}

  /** Runs until it is killed. */
  public static void main(String... args) {
    Vertx vertx = Vertx.vertx();
    List<Member> members = Stream.of(args).skip(2).map(Member::of).toList();

    // snippet: limits
    ClientTimeouts clients =
        ClientTimeouts.DEFAULT
            .head(Duration.ofSeconds(4))
            .body(Duration.ofSeconds(4))
            .idle(Duration.ofSeconds(8));
    UpstreamOptions patience =
        UpstreamOptions.DEFAULT.but().firstByteTimeout(Duration.ofSeconds(8)).build();
    Balancer balancer =
        Balancer.builder("rpicluster", Strategies.byRequests())
            .members(members)
            .failurePolicy(FailurePolicy.DEFAULT.retry(Duration.ofSeconds(1)))
            .build();
    BalancingServer server =
        BalancingServer.builder(vertx)
            .listen(ListenerSettings.plain(address(args[0])))
            .listen(ListenerSettings.plain(address(args[1])).h2c(true))
            .timeouts(clients)
            .route(
                new Route.ToCluster(
                    Match.of("/"),
                    new ProxiedCluster(balancer, patience),
                    Rewriting.DEFAULT.preserveHost(true)))
            .build();
    // end
    server
        .start()
        .onSuccess(open -> open.forEach(each -> System.out.println("ready " + each.url())))
        .onFailure(ServeWithLimits::giveUp);
  }

  private static ListenAddress address(String port) {
    return new ListenAddress("127.0.0.1", Integer.parseInt(port));
  }

  private static void giveUp(Throwable cause) {
    System.err.println(cause.getMessage());
    System.exit(2);
  }
}
