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
import org.jspecify.annotations.Nullable;
import org.rpicluster.balancer.Balancer;
import org.rpicluster.balancer.check.Check;
import org.rpicluster.balancer.fault.RecurringFaults;
import org.rpicluster.balancer.time.Scheduler;
import org.rpicluster.balancer.time.Ticker;
import org.rpicluster.balancer.vertx.edit.Edits;
import org.rpicluster.balancer.vertx.forwarded.AddressList;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The balancer manager, as a handler for the requests at and below one path: the page, the same as
 * JSON, edits, and the health. An answer costs O(members). Who gets one, and who may change
 * anything, is {@link Access}' to say. Any thread may hold it, every event loop may call it.
 */
public final class Manager implements Handler<HttpServerRequest> {

  private static final Logger LOG = LoggerFactory.getLogger(Manager.class);

  private static final Pattern BAD_ESCAPE = Pattern.compile("%(?![0-9A-Fa-f]{2})");

  private final String base;
  private final Access access;
  private final Showing showing;
  private final Optional<EditCalls> changing;
  private final Router router;
  private final RecurringFaults faults =
      new RecurringFaults(Scheduler.daemon("balancer-manager-faults"), LOG::error);
  private volatile boolean stopping;

  /** A manager with clocks of its own, for tests. */
  Manager(
      Vertx vertx,
      String path,
      Supplier<List<Balancer>> balancers,
      Access access,
      Optional<Edits> edits,
      Ticker ticker) {
    boolean plain = path.matches("/[\\w./~-]*");
    Check.argument(plain, "path", path, "a path of letters, digits and . _ ~ - /");
    this.base = path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
    this.access = access;
    this.showing = new Showing(base, balancers, ticker, new Rendering(vertx, faults));
    this.changing = edits.map(maker -> new EditCalls(vertx, maker, access, showing, faults));
    this.router = Router.router(vertx);
    route();
  }

  /**
   * A manager that only shows, of clusters that stay the same.
   *
   * @param path where it is mounted, such as {@code /balancer-manager}
   * @param allow who may see it
   */
  public static Manager of(Vertx vertx, String path, List<Balancer> balancers, AddressList allow) {
    List<Balancer> fixed = List.copyOf(balancers);
    return of(vertx, path, () -> fixed, Access.of(allow), Optional.empty());
  }

  /**
   * A manager of clusters that may come and go.
   *
   * @param path where it is mounted, such as {@code /balancer-manager}
   * @param balancers the clusters there are now; asked for every request, on any thread
   * @param access who may use it
   * @param edits makes what is changed; without it, the manager only shows
   */
  public static Manager of(
      Vertx vertx,
      String path,
      Supplier<List<Balancer>> balancers,
      Access access,
      Optional<Edits> edits) {
    return new Manager(vertx, path, balancers, access, edits, Ticker.system());
  }

  /** Answers one request. On the request's event loop. */
  @Override
  public void handle(HttpServerRequest inboundRequest) {
    Optional<String> complaint = access.complaint(inboundRequest);
    if (complaint.isPresent()) {
      Answers.error(inboundRequest, 403, complaint.get());
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

  private void route() {
    Resource cluster = Resource.get(showing::cluster);
    Resource members = new Resource();
    Resource member = Resource.get(showing::member);
    Resource recover = new Resource();
    changing.ifPresent(
        calls -> {
          cluster.with(HttpMethod.PATCH, calls::changeCluster);
          members.with(HttpMethod.POST, calls::addMember);
          member.with(HttpMethod.PATCH, calls::changeMember);
          member.with(HttpMethod.DELETE, calls::removeMember);
          recover.with(HttpMethod.POST, calls::recoverMember);
        });
    at("", Resource.get(showing::page));
    at("/api/clusters", Resource.get(showing::clusters));
    at("/api/clusters/:cluster", cluster);
    at("/api/clusters/:cluster/explain", Resource.get(showing::explain));
    at("/api/clusters/:cluster/members", members);
    at("/api/clusters/:cluster/members/:member", member);
    at("/api/clusters/:cluster/members/:member/recover", recover);
    at("/health", Resource.get(call -> showing.health(call, stopping)));
    Asset.ALL.forEach(
        asset -> at("/" + asset.name(), Resource.get(call -> asset.send(call.request()))));
    router.errorHandler(404, call -> Answers.error(call.request(), 404, "no such page"));
    router.errorHandler(500, this::failed);
  }

  private void failed(RoutingContext call) {
    String line = "manager: " + call.request().method() + " " + call.request().path() + " failed";
    faults.occurred(call.failure().getClass(), line, call.failure());
    if (!call.response().ended()) {
      Answers.error(call.request(), 500, "it failed, see the log");
    }
  }

  private void at(String path, Resource resource) {
    router.route(base + path).handler(resource);
  }
}
