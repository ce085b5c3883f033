package org.rpicluster.balancer.vertx.manager;

import io.vertx.core.Vertx;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import org.rpicluster.balancer.Balancer;
import org.rpicluster.balancer.check.Check;
import org.rpicluster.balancer.fault.Faults;
import org.rpicluster.balancer.fault.RecurringFaults;
import org.rpicluster.balancer.time.Scheduler;
import org.rpicluster.balancer.vertx.edit.Editor;
import org.rpicluster.balancer.vertx.edit.OperatorRecords;
import org.rpicluster.balancer.vertx.edit.RolloutReports;
import org.rpicluster.balancer.vertx.forwarded.AddressList;
import org.rpicluster.balancer.vertx.metrics.ProxyMetrics;
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
  private final EventEndpoint events;
  private final Optional<EditEndpoints> changing;
  private final Optional<FormEndpoints> forms;
  private final Optional<RolloutEndpoint> rollout;
  private final Optional<ReloadEndpoint> reload;
  private final Resources resources;
  private final ApiDocument document;
  private final List<String> health;
  private final Access healthAccess;
  private final RecurringFaults faults =
      new RecurringFaults(Scheduler.daemon("balancer-manager-faults"), LOG::error);
  private volatile boolean stopping;

  /** A manager with clocks of its own, for tests. */
  Manager(
      Vertx vertx,
      String path,
      Supplier<List<Balancer>> balancers,
      Access access,
      OperatorRecords records,
      Optional<Editor> edits,
      ManagerEnvironment around) {
    boolean plain = path.matches("/[\\w./~-]*");
    Check.argument(plain, "path", path, "a path of letters, digits and . _ ~ - /");
    String base = path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
    this.access = access;
    this.healthAccess = access.orHere();
    RenderingThread rendering = new RenderingThread(vertx, faults);
    PageFrame frame = PageFrame.of(base, edits.isPresent());
    RolloutReports reports = records.rollouts().orElseGet(RolloutReports::new);
    this.showing = new ManagerViews(frame, access, balancers, records, reports, around, rendering);
    this.events = new EventEndpoint(showing::state, around.scheduler(), rendering::run);
    this.changing = edits.map(maker -> new EditEndpoints(maker, access, showing, faults));
    this.forms =
        edits.flatMap(
            maker ->
                changing.map(calls -> new FormEndpoints(frame, maker, balancers, access, calls)));
    this.rollout =
        changing.map(
            calls ->
                new RolloutEndpoint(
                    reports, balancers, () -> around.ticker().now(), access, calls));
    this.reload =
        edits.flatMap(maker -> changing.map(calls -> new ReloadEndpoint(maker, access, calls)));
    this.resources = new Resources(base);
    this.document = ApiDocument.at(base);
    this.health = Resources.segments(base + "/health");
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
    return of(vertx, path, balancers, access, edits, Optional.empty());
  }

  /**
   * The same, with what is measured.
   *
   * @param metrics is told of the exchanges of the proxy that has these clusters
   */
  public static Manager of(
      Vertx vertx,
      String path,
      Supplier<List<Balancer>> balancers,
      Access access,
      Optional<Editor> edits,
      Optional<ProxyMetrics> metrics) {
    return new Manager(
        vertx,
        path,
        balancers,
        access,
        edits.isPresent() ? edits.get() : OperatorRecords.NONE,
        edits,
        ManagerEnvironment.of(vertx, metrics));
  }

  /**
   * A manager that only shows, of clusters that are edited elsewhere.
   *
   * @param records what has been edited, which it shows as well
   * @param metrics is told of the exchanges of the proxy that has these clusters
   */
  public static Manager showing(
      Vertx vertx,
      String path,
      Supplier<List<Balancer>> balancers,
      Access access,
      OperatorRecords records,
      Optional<ProxyMetrics> metrics) {
    ManagerEnvironment around = ManagerEnvironment.of(vertx, metrics);
    return new Manager(vertx, path, balancers, access, records, Optional.empty(), around);
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
    boolean isPath = Resources.isPath(exchange.path());
    List<String> segments = isPath ? Resources.segments(exchange.path()) : List.of();
    boolean isHealth = segments.equals(health);
    Optional<String> complaint = (isHealth ? healthAccess : access).complaint(exchange);
    if (complaint.isPresent()) {
      Answers.error(exchange, 403, complaint.get());
    } else if (!isPath) {
      Answers.error(exchange, 400, "the path is malformed");
    } else {
      resources
          .find(segments)
          .ifPresentOrElse(
              found -> found.handle(exchange), () -> Answers.error(exchange, 404, "no such page"));
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
    close();
  }

  /** Ends the event streams, which would go on for ever: another manager takes its place. */
  public void close() {
    events.close();
  }

  /** Every method at every path, such as {@code GET /api/clusters}. */
  Set<String> offered() {
    return resources.offered();
  }

  private void fill() {
    fillApi();
    fillPages();
    resources.at("/health", Resource.get(call -> showing.health(call, stopping)));
    Asset.ALL.forEach(
        asset ->
            resources.at("/" + asset.name(), Resource.get(call -> asset.send(call.exchange()))));
  }

  private void fillPages() {
    Resource cluster = Resource.get(showing::clusterPage);
    Resource member = Resource.get(showing::memberPage);
    Resource all = Resource.get(showing::pageOrXml);
    Resource edits = Resource.get(showing::editsPage);
    resources.at("", all);
    resources.at("/edits", edits);
    resources.at("/clusters/:cluster", cluster);
    resources.at("/clusters/:cluster/members/:member", member);
    forms.ifPresent(
        calls -> {
          all.with("POST", call -> calls.apache(call, showing::pageOrXml));
          cluster.with("POST", calls::cluster);
          member.with("POST", calls::member);
          resources.at("/clusters/:cluster/add", Resource.get(showing::addingPage));
          edits.with("POST", calls::edits);
        });
  }

  private void fillApi() {
    String ofCluster = "/api/clusters/:cluster";
    String ofMember = ofCluster + "/members/:member";
    Resource cluster = Resource.get(showing::cluster);
    Resource members = new Resource();
    Resource member = Resource.get(showing::member);
    resources.at("/metrics", Resource.get(showing::metrics));
    resources.at("/api/events", Resource.get(events::open));
    resources.at("/api/edits", Resource.get(showing::edits));
    resources.at("/api/openapi.json", Resource.get(document::send));
    resources.at("/api/clusters", Resource.get(showing::clusters));
    resources.at("/api/peers", Resource.get(showing::peers));
    resources.at(ofCluster, cluster);
    resources.at(ofCluster + "/explain", Resource.get(showing::explain));
    resources.at(ofCluster + "/decisions", Resource.get(showing::decisions));
    resources.at(ofCluster + "/history", Resource.get(showing::history));
    resources.at(ofMember + "/history", Resource.get(showing::history));
    resources.at(ofCluster + "/members", members);
    resources.at(ofMember, member);
    changing.ifPresent(
        calls -> {
          cluster.with("PATCH", calls::changeCluster);
          members.with("POST", calls::addMember);
          member.with("PATCH", calls::changeMember);
          member.with("DELETE", calls::removeMember);
        });
    Resource rollouts = new Resource();
    rollout.ifPresent(endpoint -> rollouts.with("POST", endpoint::report));
    resources.at(ofCluster + "/rollout", rollouts);
    Resource reloads = new Resource();
    reload.ifPresent(
        endpoint ->
            reloads
                .with("GET", endpoint::preview)
                .with("HEAD", endpoint::preview)
                .with("POST", endpoint::reload));
    resources.at("/api/reload", reloads);
    Resource comparisons = new Resource();
    reload.ifPresent(endpoint -> comparisons.with("POST", endpoint::compare));
    resources.at("/api/reload/preview", comparisons);
    post(ofCluster + "/reset", EditEndpoints::resetCluster);
    post(ofMember + "/reset", EditEndpoints::resetMember);
    post(ofMember + "/recover", EditEndpoints::recoverMember);
    post("/api/edits/:edit/undo", EditEndpoints::undo);
  }

  /** What only POST is for; nothing where the manager only shows. */
  private void post(String path, BiConsumer<EditEndpoints, ManagerCall> endpoint) {
    Resource resource = new Resource();
    changing.ifPresent(calls -> resource.with("POST", call -> endpoint.accept(calls, call)));
    resources.at(path, resource);
  }
}
