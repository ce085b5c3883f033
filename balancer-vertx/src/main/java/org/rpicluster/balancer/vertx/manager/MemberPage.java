package org.rpicluster.balancer.vertx.manager;

import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.stream.Collectors;
import org.rpicluster.balancer.health.Health;
import org.rpicluster.balancer.health.ProbeResult;
import org.rpicluster.balancer.member.Member;
import org.rpicluster.balancer.vertx.edit.DiscoveryOrigin;
import org.rpicluster.balancer.vertx.metrics.StatusClass;

/** All of one member, and what can be changed in it. Stateless; any thread. */
final class MemberPage {

  private MemberPage() {}

  static String of(PageFrame frame, String cluster, MemberView view, Instant now) {
    Member member = view.candidate().member();
    Health health = view.candidate().health();
    Markup main =
        PageTemplate.fill(
            "memberpage",
            "id",
            member.id(),
            "cluster",
            cluster,
            "back",
            frame.base() + "#" + PageFrame.anchor(cluster),
            "standing",
            view.standing(),
            "health",
            health.name(),
            "since",
            health.since(),
            "age",
            Units.age(Duration.between(health.since(), now)),
            "reason",
            health.reason(),
            "facts",
            facts(view),
            "charts",
            MeasuredView.charts(view.measured(), history(frame, cluster, member.id())),
            "forms",
            frame.editable() ? forms(frame, cluster, view) : Markup.NONE,
            "probes",
            probes(view, now));
    return Page.one(frame, member.id(), main, now);
  }

  private static String history(PageFrame frame, String cluster, String id) {
    return frame.base()
        + "/api/clusters/"
        + Answers.segment(cluster)
        + "/members/"
        + Answers.segment(id)
        + "/history";
  }

  private static Markup facts(MemberView view) {
    MemberCounts counts = view.counts();
    Member member = view.candidate().member();
    return new Markup(
        fact("URL", member.url())
            + fact("May be chosen", MemberRow.eligibility(view.candidate()))
            + view.finding().map(finding -> fact("Found by", words(finding))).orElse("")
            + view.version().map(version -> fact("Version", version)).orElse("")
            + fact("Requests", Units.count(counts.picks()))
            + fact("Share", share(view))
            + fact("In flight", Units.count(counts.inFlight()))
            + fact("Answers", answers(view))
            + fact("p50, p99", latencies(view))
            + fact("Failures", failures(view))
            + fact("To it", Units.bytes(counts.bytesToMember()))
            + fact("From it", Units.bytes(counts.bytesFromMember()))
            + fact("Set and role", member.set() + ", " + role(member))
            + fact("Credit", Units.credit(view.credit())));
  }

  private static String words(DiscoveryOrigin finding) {
    return finding.by() + (finding.announced() ? "" : ", not announced any more");
  }

  private static String answers(MemberView view) {
    String errors = MeasuredView.errors(view.measured());
    String good = MeasuredView.count(view.measured(), StatusClass.SUCCESSFUL) + "\u00a02xx";
    return errors.isEmpty() ? good : good + ", " + errors;
  }

  private static String latencies(MemberView view) {
    return MeasuredView.latency(view.measured(), 0.5)
        + ", "
        + MeasuredView.latency(view.measured(), 0.99);
  }

  /** With their kinds, of those since the program began. */
  private static String failures(MemberView view) {
    String kinds =
        MeasuredJson.failures(view.candidate().counters()).stream()
            .map(kind -> kind.getValue() + " " + kind.getKey())
            .collect(Collectors.joining(", "));
    String all = Units.count(view.counts().failures());
    return kinds.isEmpty() ? all : all + ": " + kinds;
  }

  /** With the fair one, while it may be chosen. */
  private static String share(MemberView view) {
    String share = Units.percent(view.share());
    return view.fairShare() > 0 ? share + " of " + Units.percent(view.fairShare()) : share;
  }

  private static String role(Member member) {
    return member.role().name().toLowerCase(Locale.ROOT);
  }

  /** A name and a value. */
  static String fact(String name, Object value) {
    return PageTemplate.fill("fact", "name", name, "value", value).text();
  }

  private static Markup forms(PageFrame frame, String cluster, MemberView view) {
    return PageTemplate.fill(
        "memberforms",
        "page",
        frame.page(cluster, view.candidate().member().id()),
        "nonce",
        frame.nonce(),
        "states",
        FormFields.states(view),
        "fields",
        FormFields.settings(view),
        "reset",
        view.difference().isPresent() ? PageTemplate.fill("reset") : Markup.NONE);
  }

  private static Markup probes(MemberView view, Instant now) {
    return view.probes().isEmpty()
        ? PageTemplate.fill("empty", "text", "It is not probed: only requests find out how it is.")
        : PageTemplate.fill(
            "probes",
            "list",
            view.probes().stream().map(probe -> probe(probe, now)).collect(Markup.joining()));
  }

  private static Markup probe(ProbeResult probe, Instant now) {
    return PageTemplate.fill(
        "probe",
        "ok",
        probe.passed(),
        "how",
        probe.passed() ? "passed" : "failed",
        "time",
        probe.began(),
        "age",
        Units.age(Duration.between(probe.began(), now)),
        "took",
        probe.took().toMillis(),
        "detail",
        probe.detail());
  }
}
