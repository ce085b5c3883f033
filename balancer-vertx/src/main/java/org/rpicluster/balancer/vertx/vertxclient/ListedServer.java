package org.rpicluster.balancer.vertx.vertxclient;

import io.vertx.core.net.endpoint.InteractionMetrics;
import java.util.Optional;

/**
 * One server in one list of Vert.x', which makes it before it says which server it is for. What
 * happens to a request goes to the request's own lease, so that requests begun on an earlier list
 * end where they began. Any thread.
 */
final class ListedServer implements InteractionMetrics<ClientExchange> {

  private record ServerId(Cluster cluster, String id) {}

  private volatile Optional<ServerId> place = Optional.empty();

  /** From now on it is known which server it is. */
  void assign(Cluster cluster, String id) {
    place = Optional.of(new ServerId(cluster, id));
  }

  /** The cluster of its server, once it is known. */
  Optional<Cluster> cluster() {
    return place.map(ServerId::cluster);
  }

  /** The id of its server, which must be known. */
  String id() {
    return place.orElseThrow().id();
  }

  /** The request for which this thread has just picked a server. */
  @Override
  public ClientExchange initiateRequest() {
    return new ClientExchange(place.flatMap(p -> p.cluster().claim(p.id())));
  }

  @Override
  public void reportRequestBegin(ClientExchange exchange) {
    exchange.sent();
  }

  @Override
  public void reportResponseBegin(ClientExchange exchange) {
    exchange.answered();
  }

  @Override
  public void reportResponseEnd(ClientExchange exchange) {
    exchange.succeeded();
  }

  @Override
  public void reportFailure(ClientExchange exchange, Throwable failure) {
    exchange.failed(failure);
  }
}
