package org.rpicluster.balancer.vertx.manager;

import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.rpicluster.balancer.Balancer;
import org.rpicluster.balancer.check.Check;
import org.rpicluster.balancer.vertx.edit.OperatorRecords;
import org.rpicluster.balancer.vertx.edit.RolloutReports;
import org.rpicluster.balancer.vertx.proxy.LocalExchange;

/**
 * The manager's answers that show clusters as they are, and what an edit has made of them.
 * O(members) each. On the request's event loop.
 */
final class ManagerViews {

  private static final String JSON = "application/json";

  private final PageFrame frame;
  private final Access access;
  private final Supplier<List<Balancer>> balancers;
  private final OperatorRecords records;
  private final RolloutReports reports;
  private final ManagerEnvironment around;
  private final RenderingThread rendering;

  /**
   * Of these clusters.
   *
   * @param frame what all pages have
   * @param access says who is shown no forms
   * @param balancers the clusters there are now
   * @param records what has been edited in them, and who shares edits
   * @param reports what roll-outs have said of them
   * @param rendering makes and sends what grows with the members
   */
  ManagerViews(
      PageFrame frame,
      Access access,
      Supplier<List<Balancer>> balancers,
      OperatorRecords records,
      RolloutReports reports,
      ManagerEnvironment around,
      RenderingThread rendering) {
    this.frame = frame;
    this.access = access;
    this.balancers = balancers;
    this.records = records;
    this.reports = reports;
    this.around = around;
    this.rendering = rendering;
  }

  void page(ManagerCall call) {
    page(call, own -> Page.of(own, views(), records.peers().now(), now(), around.facts()));
  }

  private void page(ManagerCall call, Function<PageFrame, String> made) {
    page(call, "", made);
  }

  /** One of several pages at the same path. */
  private void page(ManagerCall call, String name, Function<PageFrame, String> made) {
    PageFrame own = frame(call);
    String kind = (own.editable() ? "with forms " : "without forms ") + name;
    rendering.send(call.exchange(), kind, Answers.PAGE, () -> made.apply(own));
  }

  private PageFrame frame(ManagerCall call) {
    return mayEdit(call) ? frame : frame.showing();
  }

  /** Whether anything can be changed here, by who asks. */
  private boolean mayEdit(ManagerCall call) {
    return frame.editable() && access.mayEdit(call.exchange());
  }

  /** Apache's XML where that is asked for, else the page. */
  void pageOrXml(ManagerCall call) {
    if (!ApacheXml.isAsked(call.exchange().query())) {
      page(call);
      return;
    }
    String nonce = frame(call).nonce();
    String kind = "xml " + nonce;
    rendering.send(
        call.exchange(), kind, ApacheXml.TYPE, () -> ApacheXml.of(balancers.get(), nonce));
  }

  void clusterPage(ManagerCall call) {
    find(call)
        .ifPresent(
            balancer -> {
              String name = DecisionsView.asked(call.exchange().query());
              page(
                  call,
                  name,
                  own ->
                      ClusterPage.of(
                          own,
                          balancer,
                          view(balancer),
                          records.policiesOf(balancer.name()),
                          decisions(balancer, name),
                          now()));
            });
  }

  private Optional<DecisionsView> decisions(Balancer balancer, String name) {
    return around
        .metrics()
        .map(metrics -> DecisionsView.of(name, metrics.decisions(balancer), balancer));
  }

  /** Where the last requests went, and why. */
  void decisions(ManagerCall call) {
    String name = DecisionsView.asked(call.exchange().query());
    find(call)
        .ifPresent(
            balancer ->
                decisions(balancer, name)
                    .ifPresentOrElse(
                        found -> Answers.json(call.exchange(), 200, found.json(balancer.name())),
                        () -> Answers.error(call.exchange(), 404, "nothing is measured of it")));
  }

  void addingPage(ManagerCall call) {
    find(call)
        .ifPresent(balancer -> page(call, own -> ClusterPage.adding(own, balancer.name(), now())));
  }

  void memberPage(ManagerCall call) {
    Optional<Balancer> balancer = find(call);
    balancer
        .flatMap(of -> find(of, call.member()))
        .ifPresentOrElse(
            view -> page(call, own -> MemberPage.of(own, call.cluster(), view, now())),
            () ->
                balancer.ifPresent(of -> error(call.exchange(), 404, unknown(of, call.member()))));
  }

  void editsPage(ManagerCall call) {
    page(call, own -> EditsPage.of(own, records.journal().latest(), now()));
  }

  /** An error as JSON, or as a page for who sent a form. */
  void error(LocalExchange exchange, int status, String message) {
    if (Answers.wantsJson(exchange)) {
      Answers.error(exchange, status, message);
    } else {
      Markup main = PageTemplate.fill("error", "message", message, "base", frame.base());
      String page = Page.one(frame, "Error", main, now());
      Answers.page(exchange, status, page);
    }
  }

  void clusters(ManagerCall call) {
    boolean mayEdit = mayEdit(call);
    String kind = mayEdit ? "json of who edits" : "json of who looks";
    rendering.send(call.exchange(), kind, JSON, () -> Answers.text(all().put("mayEdit", mayEdit)));
  }

  /** All clusters now, as the event stream tells of them. Not on an event loop. */
  JsonObject state() {
    return ManagerJson.live(all());
  }

  private JsonObject all() {
    return ManagerJson.clusters(views(), records.peers().now(), now(), around.facts());
  }

  /** The balancers that share edits, as this one sees them. */
  void peers(ManagerCall call) {
    json(call, () -> PeersView.json(records.peers().now()));
  }

  void cluster(ManagerCall call) {
    find(call).ifPresent(balancer -> json(call, () -> ManagerJson.cluster(view(balancer))));
  }

  void explain(ManagerCall call) {
    find(call)
        .ifPresent(
            balancer ->
                json(call, () -> ManagerJson.explanation(balancer.name(), balancer.explain())));
  }

  private void json(ManagerCall call, Supplier<JsonObject> made) {
    rendering.send(call.exchange(), "json", JSON, () -> Answers.text(made.get()));
  }

  void member(ManagerCall call) {
    member(call, call.member(), 200);
  }

  /** The member that has been added, and where it is to be found. */
  void addedMember(ManagerCall call, String id) {
    String path = "/api/clusters/" + Answers.segment(call.cluster());
    call.exchange()
        .responseFields()
        .set("Location", frame.base() + path + "/members/" + Answers.segment(id));
    member(call, id, 201);
  }

  /** What is left of a member that may have left. */
  void leftMember(ManagerCall call, int status) {
    String id = call.member();
    Optional<MemberView> left = find(call).flatMap(balancer -> find(balancer, id));
    long inFlight = left.map(view -> view.counts().inFlight()).orElse(0L);
    JsonObject json = new JsonObject().put("id", id).put("left", left.isEmpty());
    Answers.json(call.exchange(), status, json.put("inFlight", inFlight));
  }

  void edits(ManagerCall call) {
    json(call, () -> EditsJson.of(balancers.get(), records.journal()));
  }

  private void member(ManagerCall call, String id, int status) {
    find(call)
        .ifPresent(
            balancer ->
                find(balancer, id)
                    .ifPresentOrElse(
                        view -> Answers.json(call.exchange(), status, ManagerJson.member(view)),
                        () -> Answers.error(call.exchange(), 404, unknown(balancer, id))));
  }

  private Optional<MemberView> find(Balancer balancer, String id) {
    return view(balancer).members().stream()
        .filter(view -> view.candidate().member().id().equals(id))
        .findFirst();
  }

  private static String unknown(Balancer balancer, String id) {
    String known =
        balancer.candidates().members().stream()
            .map(candidate -> candidate.member().id())
            .collect(Collectors.joining(", "));
    return Check.message("id", id, known);
  }

  /** The cluster that the path names; if there is none, the client is told. */
  private Optional<Balancer> find(ManagerCall call) {
    String name = call.cluster();
    List<Balancer> now = balancers.get();
    Optional<Balancer> found = now.stream().filter(b -> b.name().equals(name)).findFirst();
    if (found.isEmpty()) {
      String known = now.stream().map(Balancer::name).collect(Collectors.joining(", "));
      Answers.error(call.exchange(), 404, Check.message("cluster", name, known));
    }
    return found;
  }

  /** All that is measured, for Prometheus. */
  void metrics(ManagerCall call) {
    MeasuredEndpoints.metrics(call, around.metrics(), rendering);
  }

  /** How a cluster, or a member of it, has gone in a minute and a day. */
  void history(ManagerCall call) {
    find(call).ifPresent(balancer -> MeasuredEndpoints.history(call, around.metrics(), balancer));
  }

  /** Ready unless no cluster has a member that has answered lately, or never failed. */
  void health(ManagerCall call, boolean stopping) {
    List<Balancer> now = balancers.get();
    List<String> unavailable =
        now.stream().filter(b -> ServingMembers.of(b).serving() == 0).map(Balancer::name).toList();
    boolean nobody = !now.isEmpty() && unavailable.size() == now.size();
    String status = stopping ? "stopping" : nobody ? "unavailable" : "ready";
    int code = status.equals("ready") ? 200 : 503;
    Answers.json(call.exchange(), code, ManagerJson.health(status, unavailable));
  }

  private Instant now() {
    return around.ticker().now();
  }

  private List<ClusterView> views() {
    return balancers.get().stream().map(this::view).toList();
  }

  private ClusterView view(Balancer balancer) {
    return ClusterView.of(
        balancer, records.journal(), reports.of(balancer.name()), around.metrics());
  }
}
