package org.rpicluster.balancer.benchmarks.vertx;

import io.vertx.core.net.SocketAddress;
import io.vertx.core.net.endpoint.InteractionMetrics;
import io.vertx.core.net.endpoint.LoadBalancer;
import io.vertx.core.net.endpoint.ServerEndpoint;
import io.vertx.core.net.endpoint.ServerInteraction;
import io.vertx.core.net.endpoint.ServerSelector;
import java.util.List;
import java.util.stream.IntStream;
import org.rpicluster.balancer.benchmarks.contender.Members;

/** The servers as Vert.x' resolver would list them, and a selector over them. */
final class VertxServers {

  private final Members members;
  private final List<Server> servers;
  private final ServerSelector selector;

  VertxServers(Members members, LoadBalancer balancer) {
    this.members = members;
    servers =
        List.copyOf(
            IntStream.range(0, members.count())
                .mapToObj(i -> server(members.port(i), balancer))
                .toList());
    selector = balancer.selector(servers);
  }

  private static Server server(int port, LoadBalancer balancer) {
    SocketAddress address = SocketAddress.inetSocketAddress(port, Members.HOST);
    return new Server(address.toString(), address, balancer.newMetrics());
  }

  Server select() {
    return servers.get(selector.select());
  }

  int indexOf(Server server) {
    return members.withPort(server.address().port());
  }

  record Server(String key, SocketAddress address, InteractionMetrics<?> metrics)
      implements ServerEndpoint {

    @Override
    public String protocolId() {
      return "";
    }

    @Override
    public ServerInteraction newInteraction() {
      return VertxInteraction.on(metrics);
    }

    @Override
    public Object unwrap() {
      return this;
    }
  }
}
