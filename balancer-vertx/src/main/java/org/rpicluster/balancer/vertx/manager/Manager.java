package org.rpicluster.balancer.vertx.manager;

import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import java.util.List;
import java.util.function.Supplier;
import org.rpicluster.balancer.Balancer;

/** The balancer manager, as a handler for the requests at and below one path. Any thread. */
public final class Manager implements Handler<HttpServerRequest> {

  private Manager() {}

  /**
   * A manager of clusters that stay the same.
   *
   * @param path where it is mounted, such as {@code /balancer-manager}
   * @param allow who may see it
   */
  public static Manager of(Vertx vertx, String path, List<Balancer> balancers, AddressList allow) {
    List<Balancer> fixed = List.copyOf(balancers);
    return of(vertx, path, () -> fixed, allow);
  }

  /**
   * A manager of clusters that may come and go.
   *
   * @param path where it is mounted, such as {@code /balancer-manager}
   * @param balancers the clusters there are now; asked for every request, on its event loop
   * @param allow who may see it
   */
  public static Manager of(
      Vertx vertx, String path, Supplier<List<Balancer>> balancers, AddressList allow) {
    return new Manager();
  }

  /** Answers one request. On the request's event loop. */
  @Override
  public void handle(HttpServerRequest inboundRequest) {
    inboundRequest.response().setStatusCode(503).end();
  }

  /** From now on the health answers 503, so that whoever balances balancers looks elsewhere. */
  public void stopping() {}
}
