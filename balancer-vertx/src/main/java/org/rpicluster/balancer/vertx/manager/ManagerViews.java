package org.rpicluster.balancer.vertx.manager;

import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.rpicluster.balancer.Balancer;
import org.rpicluster.balancer.check.Check;
import org.rpicluster.balancer.time.Ticker;

/**
 * The manager's answers that show clusters as they are, and what an edit has made of them.
 * O(members) each. On the request's event loop.
 */
final class ManagerViews {

  private final String base;
  private final Supplier<List<Balancer>> balancers;
  private final Ticker ticker;
  private final Rendering rendering;

  /**
   * Of these clusters.
   *
   * @param base the manager's path, without a slash at its end
   * @param balancers the clusters there are now
   * @param rendering makes and sends what grows with the members
   */
  ManagerViews(
      String base, Supplier<List<Balancer>> balancers, Ticker ticker, Rendering rendering) {
    this.rendering = rendering;
    this.base = base;
    this.balancers = balancers;
    this.ticker = ticker;
  }

  void page(ManagerCall call) {
    rendering.send(
        call.exchange(), "text/html; charset=utf-8", () -> Page.of(base, views(), ticker.now()));
  }

  void clusters(ManagerCall call) {
    json(call, () -> ManagerJson.clusters(views(), ticker.now()));
  }

  void cluster(ManagerCall call) {
    find(call)
        .ifPresent(balancer -> json(call, () -> ManagerJson.cluster(ClusterView.of(balancer))));
  }

  void explain(ManagerCall call) {
    find(call)
        .ifPresent(
            balancer ->
                json(call, () -> ManagerJson.explanation(balancer.name(), balancer.explain())));
  }

  private void json(ManagerCall call, Supplier<JsonObject> made) {
    rendering.send(call.exchange(), "application/json", () -> Answers.text(made.get()));
  }

  void member(ManagerCall call) {
    member(call, call.member(), 200);
  }

  /** The member that has been added, and where it is to be found. */
  void addedMember(ManagerCall call, String id) {
    String path = "/api/clusters/" + Answers.segment(call.cluster());
    call.exchange()
        .responseFields()
        .set("Location", base + path + "/members/" + Answers.segment(id));
    member(call, id, 201);
  }

  /** What is left of a member that is to leave. */
  void removedMember(ManagerCall call) {
    String id = call.member();
    Optional<MemberView> left = find(call).flatMap(balancer -> find(balancer, id));
    long inFlight = left.map(view -> view.counts().inFlight()).orElse(0L);
    JsonObject json = new JsonObject().put("id", id).put("left", left.isEmpty());
    Answers.json(call.exchange(), 202, json.put("inFlight", inFlight));
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

  private static Optional<MemberView> find(Balancer balancer, String id) {
    return ClusterView.of(balancer).members().stream()
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

  /** Ready unless no cluster has a member that has answered lately, or never failed. */
  void health(ManagerCall call, boolean stopping) {
    List<Balancer> now = balancers.get();
    List<String> unavailable =
        now.stream().filter(b -> Serving.of(b).serving() == 0).map(Balancer::name).toList();
    boolean nobody = !now.isEmpty() && unavailable.size() == now.size();
    String status = stopping ? "stopping" : nobody ? "unavailable" : "ready";
    int code = status.equals("ready") ? 200 : 503;
    Answers.json(call.exchange(), code, ManagerJson.health(status, unavailable));
  }

  private List<ClusterView> views() {
    return balancers.get().stream().map(ClusterView::of).toList();
  }
}
