package org.rpicluster.balancer.vertx.vertxclient;

import io.vertx.core.net.endpoint.InteractionMetrics;
import java.util.Optional;

/**
 * One server in one list of Vert.x', which makes it before it says which server it is for. What
 * happens to a request goes to the request's own lease, so that requests begun on an earlier list
 * end where they began. Any thread.
 */
final class Seat implements InteractionMetrics<Exchange> {

  private record Place(Cluster cluster, String id) {}

  private volatile Optional<Place> place = Optional.empty();

  /** From now on it is known which server it is. */
  void assign(Cluster cluster, String id) {
    place = Optional.of(new Place(cluster, id));
  }

  /** The cluster of its server, once it is known. */
  Optional<Cluster> cluster() {
    return place.map(Place::cluster);
  }

  /** The id of its server, which must be known. */
  String id() {
    return place.orElseThrow().id();
  }

  /** The request for which this thread has just picked a server. */
  @Override
  public Exchange initiateRequest() {
    return new Exchange(place.flatMap(p -> p.cluster().claim(p.id())));
  }

  @Override
  public void reportRequestBegin(Exchange exchange) {
    exchange.sent();
  }

  @Override
  public void reportResponseBegin(Exchange exchange) {
    exchange.answered();
  }

  @Override
  public void reportResponseEnd(Exchange exchange) {
    exchange.succeeded();
  }

  @Override
  public void reportFailure(Exchange exchange, Throwable failure) {
    exchange.failed(failure);
  }
}
