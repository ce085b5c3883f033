package org.rpicluster.balancer.vertx.manager;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Collectors;
import org.rpicluster.balancer.Balancer;
import org.rpicluster.balancer.member.Member;
import org.rpicluster.balancer.pick.Candidate;
import org.rpicluster.balancer.pick.Explanation;
import org.rpicluster.balancer.pick.Score;
import org.rpicluster.balancer.sticky.Stickiness;
import org.rpicluster.balancer.vertx.edit.ClusterDifference;
import org.rpicluster.balancer.vertx.settings.FailureRows;
import org.rpicluster.balancer.vertx.settings.QueueRows;
import org.rpicluster.balancer.vertx.settings.Setting;

/**
 * The page's part about how one cluster chooses: its policies, what can be changed in it, and why
 * the next request would go where. Stateless; any thread.
 */
final class ClusterPage {

  private ClusterPage() {}

  static String of(
      PageFrame frame,
      Balancer balancer,
      ClusterView view,
      Map<String, String> policies,
      Optional<DecisionsView> decisions,
      Instant now) {
    Explanation explanation = balancer.explain();
    Candidate next = explanation.next();
    Markup main =
        PageTemplate.fill(
            "clusterpage",
            "name",
            view.name(),
            "back",
            frame.base() + "#" + PageFrame.anchor(view.name()),
            "facts",
            facts(balancer, view, policies),
            "forms",
            frame.editable() ? forms(frame, view) : Markup.NONE,
            "next",
            next == Candidate.NONE ? "No member is next, or chance decides." : next(next),
            "rows",
            explanation.rows().stream().map(row -> row(row, next)).collect(Markup.joining()),
            "decisions",
            decisions.map(each -> each.section(frame.page(view.name()), now)).orElse(Markup.NONE));
    return Page.one(frame, view.name(), main, now);
  }

  /** The page on which a member is added to it. */
  static String adding(PageFrame frame, String cluster, Instant now) {
    Markup main =
        PageTemplate.fill(
            "addpage",
            "name",
            cluster,
            "back",
            frame.base() + "#" + PageFrame.anchor(cluster),
            "page",
            frame.page(cluster),
            "nonce",
            frame.nonce(),
            "fields",
            FormFields.settings(Member.of("http://unknown")));
    return Page.one(frame, "Add a member", main, now);
  }

  private static String next(Candidate next) {
    return "A request of which nothing is known would go to " + next.member().id() + ".";
  }

  private static Markup facts(Balancer balancer, ClusterView view, Map<String, String> policies) {
    return new Markup(
        MemberPage.fact("Strategy", view.strategy())
            + MemberPage.fact(
                "Sessions", balancer.stickiness().map(ClusterPage::sticky).orElse("go anywhere"))
            + MemberPage.fact("Failures", inWords(FailureRows.ALL, balancer.failurePolicy()))
            + MemberPage.fact("Queue", inWords(QueueRows.ALL, balancer.queue()))
            + MemberPage.fact(
                "Retries", view.retries() + ", and " + view.retriesLeft() + " left at once")
            + policies.entrySet().stream()
                .map(each -> MemberPage.fact(each.getKey(), each.getValue()))
                .collect(Collectors.joining()));
  }

  private static String sticky(Stickiness rule) {
    String by = rule.cookie().isEmpty() ? "" : "cookie " + rule.cookie();
    String or = rule.parameter().isEmpty() ? "" : " parameter " + rule.parameter();
    return (by + or).strip() + (rule.strict() ? ", strict" : "");
  }

  private static <S> String inWords(List<Setting<S, ?>> rows, S policy) {
    return rows.stream()
        .map(row -> row.key() + " " + row.json(policy))
        .collect(Collectors.joining(", "));
  }

  private static Markup forms(PageFrame frame, ClusterView view) {
    return PageTemplate.fill(
        "clusterforms",
        "page",
        frame.page(view.name()),
        "nonce",
        frame.nonce(),
        "fields",
        FormFields.strategies(view.strategy()),
        "reset",
        view.difference().equals(ClusterDifference.NONE)
            ? Markup.NONE
            : PageTemplate.fill("reset"));
  }

  private static Markup row(Explanation.Row row, Candidate next) {
    Candidate candidate = row.candidate();
    return PageTemplate.fill(
        "why",
        "isNext",
        candidate == next,
        "pickable",
        row.pickable(),
        "id",
        candidate.member().id(),
        "why",
        row.why(),
        "weight",
        number(candidate.weight() / 100.0),
        "inFlight",
        candidate.counters().inFlight(),
        "scores",
        row.scores().stream().map(ClusterPage::score).collect(Collectors.joining(", ")));
  }

  private static String score(Score score) {
    return score.name() + " " + number(score.value());
  }

  private static String number(double value) {
    return Units.credit(OptionalDouble.of(value));
  }
}
