package org.rpicluster.balancer.vertx.manager;

import io.netty.handler.codec.http.QueryStringDecoder;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.rpicluster.balancer.Balancer;
import org.rpicluster.balancer.vertx.metrics.Decision;

/**
 * The last requests of a cluster, where they went, and why, as JSON and as a table: all, or those
 * of one request's id, route or member. O(decisions + members); immutable, any thread.
 *
 * @param name what is looked for; empty for all
 * @param decisions those that are found, the newest first
 * @param routes the route of each member, by its id
 */
record DecisionsView(String name, List<Decision> decisions, Map<String, String> routes) {

  private static final String NAME = "of";

  /** The page has no more: it is for people. */
  private static final int ROWS_MAX = 20;

  static DecisionsView of(String name, List<Decision> all, Balancer balancer) {
    Map<String, String> routes =
        balancer.candidates().members().stream()
            .collect(Collectors.toMap(c -> c.member().id(), c -> c.member().route()));
    List<Decision> found =
        name.isEmpty() ? all : all.stream().filter(each -> each.isOf(name)).toList();
    return new DecisionsView(name, found, routes);
  }

  /** What a query asks for. */
  static String asked(String query) {
    List<String> given = new QueryStringDecoder("?" + query).parameters().get(NAME);
    return given == null ? "" : given.get(0).strip();
  }

  JsonObject json(String cluster) {
    JsonArray array = new JsonArray();
    decisions.forEach(each -> array.add(json(each)));
    return new JsonObject().put("name", cluster).put("decisions", array);
  }

  private JsonObject json(Decision decision) {
    return new JsonObject()
        .put("time", decision.time().toString())
        .put("requestId", decision.requestId())
        .put("method", decision.method())
        .put("path", decision.path())
        .put("route", decision.route())
        .put("member", decision.member())
        .put("why", why(decision))
        .put("attempts", decision.attempts())
        .put("status", decision.status())
        .put("end", decision.end().words())
        .put("reason", decision.reason());
  }

  /** In words why it went there. */
  private String why(Decision decision) {
    if (decision.member().isEmpty()) {
      return "no member could have it";
    }
    int others = decision.attempts() - 1;
    String before = others > 0 ? "after " + others + (others == 1 ? " other: " : " others: ") : "";
    return before + choice(decision);
  }

  private String choice(Decision decision) {
    if (decision.route().isEmpty()) {
      return "the strategy chose it";
    }
    return decision.route().equals(routes.get(decision.member()))
        ? "its session is there"
        : "its session's member could not have it";
  }

  /** A form to look for some, and the table. */
  Markup section(String page, Instant now) {
    Markup rows =
        decisions.stream().limit(ROWS_MAX).map(each -> row(each, now)).collect(Markup.joining());
    return PageTemplate.fill(
        "decisions",
        "page",
        page,
        "name",
        name,
        "table",
        decisions.isEmpty()
            ? PageTemplate.fill("empty", "text", name.isEmpty() ? "None yet." : "None of " + name)
            : PageTemplate.fill("decisiontable", "rows", rows));
  }

  private Markup row(Decision decision, Instant now) {
    return PageTemplate.fill(
        "decision",
        "time",
        decision.time(),
        "age",
        Units.age(Duration.between(decision.time(), now)),
        "request",
        decision.method() + " " + decision.path(),
        "id",
        decision.requestId(),
        "route",
        decision.route(),
        "member",
        decision.member(),
        "why",
        why(decision),
        "status",
        decision.status() == 0 ? "none" : decision.status(),
        "reason",
        decision.reason());
  }
}
