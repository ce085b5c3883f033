package org.rpicluster.balancer.vertx.manager;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import org.rpicluster.balancer.health.Health;
import org.rpicluster.balancer.health.ProbeResult;
import org.rpicluster.balancer.member.Member;
import org.rpicluster.balancer.member.Role;
import org.rpicluster.balancer.pick.Candidate;
import org.rpicluster.balancer.vertx.edit.MemberDifference;
import org.rpicluster.balancer.vertx.metrics.StatusClass;

/**
 * One member's row of the page. Immutable; any thread.
 *
 * @param frame what all pages have
 * @param cluster the cluster's name
 * @param longest the share that fills a bar
 * @param now the time to tell ages by
 */
record MemberRow(PageFrame frame, String cluster, double longest, Instant now) {

  private static final List<String> HEADS =
      List.of(
          "Member",
          "Status",
          "Share",
          "Requests",
          "Answers",
          "p50, p99",
          "In flight",
          "Failures",
          "To, from",
          "Weight",
          "");

  /** Of 100: the line at the end of the longest bar is still seen whole. */
  private static final double BAR_MAX = 98;

  /** Where a line is not seen. */
  private static final double OUTSIDE = -9;

  /** The heads of the columns, which the rows follow. */
  static Markup heads() {
    return HEADS.stream()
        .map(head -> PageTemplate.fill("columnhead", "text", head))
        .collect(Markup.joining());
  }

  /** The id of the form that the rows' buttons belong to. */
  static String form(String cluster) {
    return "act-" + PageFrame.anchor(cluster);
  }

  /** The row. */
  Markup of(MemberView view) {
    Member member = view.candidate().member();
    String page = frame.page(cluster, member.id());
    return PageTemplate.fill(
        "row",
        "id",
        member.id(),
        "page",
        page,
        "edited",
        view.difference().map(MemberRow::edited).orElse(Markup.NONE),
        "who",
        who(view),
        "standing",
        view.standing(),
        "state",
        member.state().name().toLowerCase(Locale.ROOT),
        "status",
        status(view),
        "numbers",
        numbers(view),
        "act",
        act("act", member.id(), page));
  }

  private Markup status(MemberView view) {
    Health health = view.candidate().health();
    return PageTemplate.fill(
        "status",
        "standing",
        view.standing(),
        "eligibility",
        says(view),
        "health",
        health.name(),
        "since",
        health.since(),
        "age",
        Units.age(Duration.between(health.since(), now)),
        "reason",
        health.reason(),
        "probe",
        view.lastProbe().map(probe -> probe(probe, now)).orElse(""));
  }

  private Markup numbers(MemberView view) {
    Member member = view.candidate().member();
    MemberCounts counts = view.counts();
    double scale = longest == 0 ? 0 : BAR_MAX / longest;
    boolean fair = view.fairShare() > 0;
    String fairShare = fair ? Units.percent(view.fairShare()) : "";
    return PageTemplate.fill(
        "numbers",
        "picks",
        Units.count(counts.picks()),
        "share",
        Units.percent(view.share()),
        "fairShare",
        fair ? "of " + fairShare : "",
        "fairTitle",
        fair ? "fair share " + fairShare : "",
        "bar",
        decimal(scale * view.share()),
        "fair",
        decimal(fair ? scale * view.fairShare() : OUTSIDE),
        "s2xx",
        MeasuredView.count(view.measured(), StatusClass.SUCCESSFUL),
        "errors",
        MeasuredView.errors(view.measured()),
        "p50",
        MeasuredView.latency(view.measured(), 0.5),
        "p99",
        MeasuredView.latency(view.measured(), 0.99),
        "inFlight",
        Units.count(counts.inFlight()),
        "limit",
        member.maxInFlight() == 0 ? "" : "of " + member.maxInFlight(),
        "bytesToMember",
        Units.bytes(counts.bytesToMember()),
        "bytesFromMember",
        Units.bytes(counts.bytesFromMember()),
        "failures",
        Units.count(counts.failures()),
        "weight",
        member.weight(),
        "place",
        place(member));
  }

  /** The row of one that was removed and has left. */
  Markup removed(Member member) {
    return PageTemplate.fill(
        "removed",
        "id",
        member.id(),
        "url",
        member.url(),
        "why",
        "by an operator; the file may still have it",
        "act",
        act("putback", member.id(), frame.page(cluster, member.id())));
  }

  private Markup act(String part, String id, String page) {
    return frame.editable()
        ? PageTemplate.fill(part, "id", id, "page", page, "form", form(cluster))
        : Markup.NONE;
  }

  private static Markup edited(MemberDifference difference) {
    return switch (difference.kind()) {
      case ADDED -> PageTemplate.fill("edited", "title", "not in the file", "text", "added");
      case REMOVED -> PageTemplate.fill("edited", "title", "leaves when idle", "text", "leaving");
      case CHANGED ->
          PageTemplate.fill(
              "edited",
              "title",
              "differs from the file: " + difference.settings(),
              "text",
              "edited");
    };
  }

  private static Markup who(MemberView view) {
    Member member = view.candidate().member();
    String url = member.url().toString();
    String who = small("url", url);
    if (!member.route().isEmpty()) {
      who += small("route", "route " + member.route());
    }
    if (!member.redirect().isEmpty()) {
      who += small("route", "redirects to " + member.redirect());
    }
    if (member.probePort() != 0) {
      who += small("route", "probed at port " + member.probePort());
    }
    if (view.finding().isPresent()) {
      who += small("found", view.finding().get().toString());
    }
    return new Markup(who + view.version().map(it -> small("version", it)).orElse(""));
  }

  private static String small(String kind, String text) {
    return PageTemplate.fill("small", "kind", kind, "text", text).text();
  }

  /** What has to be said before its health: why it is not chosen, or what is still to be done. */
  private static String says(MemberView view) {
    return switch (view.standing()) {
      case IDLE, HALF_OPEN -> eligibility(view.candidate()) + ";";
      case DRAINING -> progress(view.counts().inFlight()) + lastMinute(view) + ";";
      case DISABLED, STOPPED -> progress(view.counts().inFlight()) + ";";
      default -> "";
    };
  }

  private static String progress(long inFlight) {
    return (inFlight == 0 ? "nothing" : Units.count(inFlight)) + " in flight";
  }

  private static String lastMinute(MemberView view) {
    OptionalLong requests = MeasuredJson.requestsLastMinute(view);
    return requests.isEmpty()
        ? ""
        : ", " + Units.count(requests.getAsLong()) + " requests in the last minute";
  }

  /** Whether it may be chosen, or why not; of one that was down, that it waits for a trial. */
  static String eligibility(Candidate candidate) {
    return ServingMembers.isHalfOpen(candidate)
        ? "half open: waiting for a trial"
        : candidate.eligibility().toString();
  }

  private static String probe(ProbeResult probe, Instant now) {
    String how = probe.passed() ? "passed" : "failed";
    String ago = Units.age(Duration.between(probe.began(), now));
    return "probe " + how + " " + ago + " ago: " + probe.detail();
  }

  /** What it is beside the usual: {@code set 1, spare}. */
  private static String place(Member member) {
    String set = member.set() == 0 ? "" : "set " + member.set();
    boolean usual = member.role() == Role.ACTIVE;
    String role = usual ? "" : member.role().name().toLowerCase(Locale.ROOT);
    return set.isEmpty() || usual ? set + role : set + ", " + role;
  }

  private static String decimal(double value) {
    return String.format(Locale.ROOT, "%.2f", value);
  }
}
