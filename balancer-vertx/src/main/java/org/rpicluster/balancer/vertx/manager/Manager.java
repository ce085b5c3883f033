package org.rpicluster.balancer.vertx.manager;

import io.vertx.core.Vertx;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.rpicluster.balancer.Balancer;
import org.rpicluster.balancer.check.Check;
import org.rpicluster.balancer.fault.Faults;
import org.rpicluster.balancer.fault.RecurringFaults;
import org.rpicluster.balancer.time.Scheduler;
import org.rpicluster.balancer.time.Ticker;
import org.rpicluster.balancer.vertx.edit.Editor;
import org.rpicluster.balancer.vertx.forwarded.AddressList;
import org.rpicluster.balancer.vertx.proxy.LocalExchange;
import org.rpicluster.balancer.vertx.proxy.LocalHandler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The balancer manager, as a handler for the requests at and below one path: the page, the same as
 * JSON, edits, and the health. An answer costs O(members). Who gets one, and who may change
 * anything, is {@link Access}' to say. Any thread may hold it, every event loop may call it.
 */
public final class Manager implements LocalHandler {

  private static final Logger LOG = LoggerFactory.getLogger(Manager.class);

  private final Access access;
  private final ManagerViews showing;
  private final Optional<EditEndpoints> changing;
  private final Resources resources;
  private final RecurringFaults faults =
      new RecurringFaults(Scheduler.daemon("balancer-manager-faults"), LOG::error);
  private volatile boolean stopping;

  /** A manager with clocks of its own, for tests. */
  Manager(
      Vertx vertx,
      String path,
      Supplier<List<Balancer>> balancers,
      Access access,
      Optional<Editor> edits,
      Ticker ticker) {
    boolean plain = path.matches("/[\\w./~-]*");
    Check.argument(plain, "path", path, "a path of letters, digits and . _ ~ - /");
    String base = path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
    this.access = access;
    this.showing = new ManagerViews(base, balancers, ticker, new Rendering(vertx, faults));
    this.changing = edits.map(maker -> new EditEndpoints(maker, access, showing, faults));
    this.resources = new Resources(base);
    fill();
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
      Optional<Editor> edits) {
    return new Manager(vertx, path, balancers, access, edits, Ticker.system());
  }

  /** Answers one request. On its event loop. */
  @Override
  public void handle(LocalExchange exchange) {
    try {
      answer(exchange);
    } catch (RuntimeException | Error e) {
      failed(exchange, e);
      Faults.rethrowIfFatal(e);
    }
  }

  private void answer(LocalExchange exchange) {
    Optional<String> complaint = access.complaint(exchange);
    if (complaint.isPresent()) {
      Answers.error(exchange, 403, complaint.get());
    } else if (!Resources.isPath(exchange.path())) {
      Answers.error(exchange, 400, "the path is malformed");
    } else {
      List<String> segments = Resources.segments(exchange.path());
      resources
          .find(segments)
          .ifPresentOrElse(
              resource -> resource.handle(resources.call(exchange, segments)),
              () -> Answers.error(exchange, 404, "no such page"));
    }
  }

  private void failed(LocalExchange exchange, Throwable thrown) {
    String line = "manager: " + exchange.method() + " " + exchange.path() + " failed";
    faults.occurred(thrown.getClass(), line, thrown);
    if (!exchange.isOver()) {
      Answers.error(exchange, 500, "it failed, see the log");
    }
  }

  /** From now on the health answers 503, so that a balancer before this one looks elsewhere. */
  public void stopping() {
    stopping = true;
  }

  private void fill() {
    Resource cluster = Resource.get(showing::cluster);
    Resource members = new Resource();
    Resource member = Resource.get(showing::member);
    Resource recover = new Resource();
    changing.ifPresent(
        calls -> {
          cluster.with("PATCH", calls::changeCluster);
          members.with("POST", calls::addMember);
          member.with("PATCH", calls::changeMember);
          member.with("DELETE", calls::removeMember);
          recover.with("POST", calls::recoverMember);
        });
    resources.at("", Resource.get(showing::page));
    resources.at("/api/clusters", Resource.get(showing::clusters));
    resources.at("/api/clusters/:cluster", cluster);
    resources.at("/api/clusters/:cluster/explain", Resource.get(showing::explain));
    resources.at("/api/clusters/:cluster/members", members);
    resources.at("/api/clusters/:cluster/members/:member", member);
    resources.at("/api/clusters/:cluster/members/:member/recover", recover);
    resources.at("/health", Resource.get(call -> showing.health(call, stopping)));
    Asset.ALL.forEach(
        asset ->
            resources.at("/" + asset.name(), Resource.get(call -> asset.send(call.exchange()))));
  }
}
