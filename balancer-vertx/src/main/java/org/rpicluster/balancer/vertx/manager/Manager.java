package org.rpicluster.balancer.vertx.manager;

import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.rpicluster.balancer.Balancer;
import org.rpicluster.balancer.check.Check;
import org.rpicluster.balancer.time.Ticker;
import org.rpicluster.balancer.vertx.client.AddressList;
import org.rpicluster.balancer.vertx.client.TrustedProxies;

/**
 * The balancer manager, as a handler for the requests at and below one path: the page, the same as
 * JSON, and the health. An answer costs O(members). Only clients whose own address is allowed get
 * one; fields such as X-Forwarded-For say who they are only if a trusted proxy wrote them. Any
 * thread may hold it, every event loop may call it.
 */
public final class Manager implements Handler<HttpServerRequest> {

  private static final Pattern BAD_ESCAPE = Pattern.compile("%(?![0-9A-Fa-f]{2})");

  private final String base;
  private final Supplier<List<Balancer>> balancers;
  private final AddressList allow;
  private final TrustedProxies trusted;
  private final Ticker ticker;
  private final Router router;
  private volatile boolean stopping;

  /** A manager with clocks of its own, for tests. */
  Manager(
      Vertx vertx,
      String path,
      Supplier<List<Balancer>> balancers,
      AddressList allow,
      TrustedProxies trusted,
      Ticker ticker) {
    boolean plain = path.matches("/[\\w./~-]*");
    Check.argument(plain, "path", path, "a path of letters, digits and . _ ~ - /");
    this.base = path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
    this.balancers = balancers;
    this.allow = allow;
    this.trusted = trusted;
    this.ticker = ticker;
    this.router = routes(Router.router(vertx));
  }

  /**
   * A manager of clusters that stay the same.
   *
   * @param path where it is mounted, such as {@code /balancer-manager}
   * @param allow who may see it
   */
  public static Manager of(Vertx vertx, String path, List<Balancer> balancers, AddressList allow) {
    List<Balancer> fixed = List.copyOf(balancers);
    return of(vertx, path, () -> fixed, allow, TrustedProxies.NONE);
  }

  /**
   * A manager of clusters that may come and go.
   *
   * @param path where it is mounted, such as {@code /balancer-manager}
   * @param balancers the clusters there are now; asked for every request, on its event loop
   * @param allow who may see it
   * @param trusted who is believed about for whom it asks
   */
  public static Manager of(
      Vertx vertx,
      String path,
      Supplier<List<Balancer>> balancers,
      AddressList allow,
      TrustedProxies trusted) {
    return new Manager(vertx, path, balancers, allow, trusted, Ticker.system());
  }

  /** Answers one request. On the request's event loop. */
  @Override
  public void handle(HttpServerRequest inboundRequest) {
    if (!trusted.client(inboundRequest).isIn(allow)) {
      String message = "your address is not allowed to see the balancer manager";
      Answers.error(inboundRequest, 403, message);
    } else if (!isPath(inboundRequest.path())) {
      // The router would make an error in the log of it.
      Answers.error(inboundRequest, 400, "the path is malformed");
    } else {
      router.handle(inboundRequest);
    }
  }

  private static boolean isPath(@Nullable String path) {
    return path != null && !BAD_ESCAPE.matcher(path).find();
  }

  /** From now on the health answers 503, so that whoever balances balancers looks elsewhere. */
  public void stopping() {
    stopping = true;
  }

  private Router routes(Router router) {
    get(router, "", this::page);
    get(router, "/api/clusters", this::clusters);
    get(router, "/api/clusters/:cluster", this::cluster);
    get(router, "/health", this::health);
    for (Asset asset : Asset.ALL) {
      get(router, "/" + asset.name(), call -> asset.send(call.request()));
    }
    router.errorHandler(404, call -> Answers.error(call.request(), 404, "no such page"));
    router.errorHandler(405, Manager::wrongMethod);
    router.errorHandler(500, call -> Answers.error(call.request(), 500, "it failed, see the log"));
    return router;
  }

  private void get(Router router, String path, Handler<RoutingContext> handler) {
    router.route(base + path).method(HttpMethod.GET).method(HttpMethod.HEAD).handler(handler);
  }

  private static void wrongMethod(RoutingContext call) {
    HttpServerRequest inboundRequest = call.request();
    inboundRequest.response().putHeader("Allow", "GET, HEAD");
    String method = inboundRequest.method().name();
    Answers.error(inboundRequest, 405, Check.message("method", method, "GET, HEAD"));
  }

  private void page(RoutingContext call) {
    Answers.send(call.request(), "text/html; charset=utf-8", Page.of(base, views(), ticker.now()));
  }

  private void clusters(RoutingContext call) {
    Answers.json(call.request(), 200, ManagerJson.clusters(views(), ticker.now()));
  }

  private void cluster(RoutingContext call) {
    String name = call.pathParam("cluster");
    List<Balancer> now = balancers.get();
    Optional<Balancer> found = now.stream().filter(b -> b.name().equals(name)).findFirst();
    if (found.isPresent()) {
      Answers.json(call.request(), 200, ManagerJson.cluster(ClusterView.of(found.get())));
    } else {
      String known = now.stream().map(Balancer::name).collect(Collectors.joining(", "));
      Answers.error(call.request(), 404, Check.message("cluster", name, known));
    }
  }

  /** Ready as long as somebody can be served: unless every cluster is without a member. */
  private void health(RoutingContext call) {
    List<Balancer> now = balancers.get();
    List<String> unavailable =
        now.stream().filter(b -> b.candidates().size() == 0).map(Balancer::name).toList();
    boolean nobody = !now.isEmpty() && unavailable.size() == now.size();
    String status = stopping ? "stopping" : nobody ? "unavailable" : "ready";
    int code = status.equals("ready") ? 200 : 503;
    Answers.json(call.request(), code, ManagerJson.health(status, unavailable));
  }

  private List<ClusterView> views() {
    return balancers.get().stream().map(ClusterView::of).toList();
  }
}
