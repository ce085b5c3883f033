package org.rpicluster.balancer.vertx.manager;

import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import org.rpicluster.balancer.health.Health;
import org.rpicluster.balancer.health.ProbeResult;
import org.rpicluster.balancer.member.Member;

/** All of one member, and what can be changed in it. Stateless; any thread. */
final class MemberPage {

  private MemberPage() {}

  static String of(Frame frame, String cluster, MemberView view, Instant now) {
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
            frame.base() + "#" + Frame.anchor(cluster),
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
            "forms",
            frame.editable() ? forms(frame, cluster, view) : Markup.NONE,
            "probes",
            probes(view, now));
    return Page.one(frame, member.id(), main, now);
  }

  private static Markup facts(MemberView view) {
    Counts counts = view.counts();
    Member member = view.candidate().member();
    return new Markup(
        fact("URL", member.url())
            + fact("May be chosen", MemberRow.eligibility(view.candidate()))
            + view.version().map(version -> fact("Version", version)).orElse("")
            + fact("Requests", Units.count(counts.picks()))
            + fact("Share", share(view))
            + fact("In flight", Units.count(counts.inFlight()))
            + fact("Failures", Units.count(counts.failures()))
            + fact("To it", Units.bytes(counts.bytesToMember()))
            + fact("From it", Units.bytes(counts.bytesFromMember()))
            + fact("Set and role", member.set() + ", " + role(member))
            + fact("Credit", Units.credit(view.credit())));
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

  private static Markup forms(Frame frame, String cluster, MemberView view) {
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
