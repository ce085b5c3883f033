package org.rpicluster.balancer.vertx.manager;

import io.vertx.core.AsyncResult;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.rpicluster.balancer.Balancer;
import org.rpicluster.balancer.check.Check;
import org.rpicluster.balancer.vertx.edit.EditRefused;
import org.rpicluster.balancer.vertx.edit.RolloutReport;
import org.rpicluster.balancer.vertx.edit.RolloutReports;
import org.rpicluster.balancer.vertx.proxy.LocalExchange;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes what a roll-out says of itself. O(members) a report. Immutable; on the request's event
 * loop.
 */
final class RolloutEndpoint {

  private static final Logger LOG = LoggerFactory.getLogger(RolloutEndpoint.class);

  private final RolloutReports reports;
  private final Supplier<List<Balancer>> balancers;
  private final Supplier<Instant> now;
  private final Access access;
  private final EditEndpoints calls;

  /**
   * For one manager.
   *
   * @param balancers the clusters there are now
   * @param calls says what is wrong with a report
   */
  RolloutEndpoint(
      RolloutReports reports,
      Supplier<List<Balancer>> balancers,
      Supplier<Instant> now,
      Access access,
      EditEndpoints calls) {
    this.reports = reports;
    this.balancers = balancers;
    this.now = now;
    this.access = access;
    this.calls = calls;
  }

  /** {@code POST …/clusters/C/rollout}. */
  void report(ManagerCall call) {
    LocalExchange exchange = call.exchange();
    String who = access.who(exchange);
    RequestBody.of(exchange, true)
        .map(RolloutReport::of)
        .map(report -> taken(call.cluster(), report, who))
        .onComplete(taken -> exchange.loop().execute(() -> answer(exchange, taken)));
  }

  private JsonObject taken(String cluster, RolloutReport report, String who) {
    Map<String, Set<String>> members =
        balancers.get().stream().collect(Collectors.toMap(Balancer::name, RolloutEndpoint::ids));
    known("cluster", cluster, members.keySet());
    if (!report.member().isEmpty()) {
      known("member", report.member(), members.get(cluster));
    }
    reports.report(cluster, report, now.get(), members);
    String member = report.member().isEmpty() ? "" : report.member() + ": ";
    LOG.info(
        "cluster {}: roll-out of {} by {}: {}{}: {}",
        cluster,
        report.target(),
        who,
        member,
        report.step(),
        report.detail());
    return new JsonObject().put("rollout", RolloutView.json(reports.of(cluster)));
  }

  private static void known(String what, String name, Set<String> names) {
    if (!names.contains(name)) {
      String some = names.stream().sorted().collect(Collectors.joining(", "));
      throw new EditRefused(EditRefused.Reason.UNKNOWN, Check.message(what, name, some));
    }
  }

  private static Set<String> ids(Balancer balancer) {
    return balancer.candidates().members().stream()
        .map(candidate -> candidate.member().id())
        .collect(Collectors.toSet());
  }

  private void answer(LocalExchange exchange, AsyncResult<JsonObject> taken) {
    if (exchange.isOver()) {
      return; // the client has left
    }
    if (taken.succeeded()) {
      Answers.json(exchange, 200, taken.result());
    } else {
      calls.failed(exchange, taken.cause());
    }
  }
}
