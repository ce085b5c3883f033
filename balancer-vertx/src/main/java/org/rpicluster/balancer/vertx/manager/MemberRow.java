package org.rpicluster.balancer.vertx.manager;

import static org.rpicluster.balancer.vertx.manager.Page.text;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.rpicluster.balancer.health.Health;
import org.rpicluster.balancer.health.ProbeResult;
import org.rpicluster.balancer.member.Member;
import org.rpicluster.balancer.pick.Candidate;

/** One member's row of the page. Stateless; any thread. */
final class MemberRow {

  /** The heads of the columns, which {@link #ROW} follows. */
  static final String HEADS =
      List.of(
              "Member",
              "Status",
              "Picks",
              "In flight",
              "To",
              "From",
              "Failures",
              "Weight",
              "Set",
              "Role",
              "Credit")
          .stream()
          .map(head -> "<th scope=\"col\" role=\"columnheader\">" + head + "</th>")
          .collect(Collectors.joining());

  // The roles say again what the elements say: on a phone, the style makes blocks of them.
  private static final String ROW =
      """
      <tr role="row" data-member="%1$s" data-standing="%2$s">
      <th scope="row" role="rowheader"><span class="id">%1$s</span>%3$s</th>
      <td role="cell" class="status" data-label="Status">%4$s</td>
      <td role="cell" class="picks" data-label="Picks">%5$s</td>
      %6$s</tr>
      """;

  private static final String STATUS =
      """
      <strong class="standing" data-field="standing">%s</strong>
      <span class="why" data-field="eligibility">%s</span>
      <span class="why"><span data-field="health">%s</span> \
      <time data-field="since" datetime="%s">%s</time>, \
      <span data-field="healthReason">%s</span></span>
      <span class="why" data-field="probe">%s</span>""";

  // Attributes, not styles: the page's policy allows no inline style.
  private static final String PICKS =
      """
      <span data-field="picks">%1$s</span> <span class="share" data-field="share">%2$s</span>
      <svg class="bar" viewBox="0 0 100 12" preserveAspectRatio="none" aria-hidden="true">\
      <rect class="track" y="2" width="100" height="8"/>\
      <rect class="fill" y="2" width="%3$s" height="8"/>\
      <path class="fair" vector-effect="non-scaling-stroke" d="M%4$s 0v12"/></svg>
      <span class="share" data-field="fairShare">%5$s</span>""";

  /** Of 100: the line at the end of the longest bar is still seen whole. */
  private static final double BAR_MAX = 98;

  /** Where a line is not seen. */
  private static final double OUTSIDE = -9;

  private MemberRow() {}

  /**
   * The row.
   *
   * @param longest the share that fills a bar
   */
  static String of(MemberView view, double longest, Instant now) {
    Member member = view.candidate().member();
    return String.format(
        Locale.ROOT,
        ROW,
        text(member.id()),
        view.standing(),
        who(member),
        status(view, now),
        picks(view, longest),
        numbers(view));
  }

  private static String who(Member member) {
    String url = member.url().toString();
    String who = url.endsWith("/" + member.id()) ? "" : small("url", url);
    if (!member.route().isEmpty()) {
      who += small("route", "route " + member.route());
    }
    if (!member.redirect().isEmpty()) {
      who += small("route", "redirects to " + member.redirect());
    }
    return member.probePort() == 0
        ? who
        : who + small("route", "probed at port " + member.probePort());
  }

  private static String small(String kind, String content) {
    return String.format(Locale.ROOT, " <span class=\"%s\">%s</span>", kind, text(content));
  }

  private static String status(MemberView view, Instant now) {
    Health health = view.candidate().health();
    return String.format(
        Locale.ROOT,
        STATUS,
        view.standing(),
        says(view.standing()) ? text(eligibility(view.candidate())) : "",
        text(health.name()),
        health.since(),
        Units.age(Duration.between(health.since(), now)),
        text(health.reason()),
        text(view.lastProbe().map(probe -> probe(probe, now)).orElse("")));
  }

  private static boolean says(Standing standing) {
    return standing == Standing.IDLE || standing == Standing.HALF_OPEN;
  }

  /** Whether it may be chosen, or why not; of one that was down, that it waits for a trial. */
  static String eligibility(Candidate candidate) {
    return Serving.isHalfOpen(candidate)
        ? "half open: waiting for a trial"
        : candidate.eligibility().toString();
  }

  private static String probe(ProbeResult probe, Instant now) {
    String how = probe.passed() ? "passed" : "failed";
    String ago = Units.age(Duration.between(probe.began(), now));
    return "probe " + how + " " + ago + " ago: " + probe.detail();
  }

  private static String picks(MemberView view, double longest) {
    double scale = longest == 0 ? 0 : BAR_MAX / longest;
    boolean fair = view.fairShare() > 0;
    return String.format(
        Locale.ROOT,
        PICKS,
        Units.count(view.counts().picks()),
        Units.percent(view.share()),
        decimal(scale * view.share()),
        decimal(fair ? scale * view.fairShare() : OUTSIDE),
        fair ? "fair share " + Units.percent(view.fairShare()) : "");
  }

  private static String numbers(MemberView view) {
    Member member = view.candidate().member();
    Counts counts = view.counts();
    String limit = member.maxInFlight() == 0 ? "" : " of " + member.maxInFlight();
    return cell("In flight", "inFlight", Units.count(counts.inFlight()) + limit)
        + cell("To", "bytesToMember", Units.bytes(counts.bytesToMember()))
        + cell("From", "bytesFromMember", Units.bytes(counts.bytesFromMember()))
        + cell("Failures", "failures", Units.count(counts.failures()))
        + cell("Weight", "weight", member.weight().toString())
        + cell("Set", "set", Integer.toString(member.set()))
        + cell("Role", "role", member.role().name().toLowerCase(Locale.ROOT))
        + cell("Credit", "credit", Units.credit(view.credit()));
  }

  private static String cell(String label, String field, String content) {
    return String.format(
        Locale.ROOT,
        "<td role=\"cell\" data-label=\"%s\" data-field=\"%s\">%s</td>\n",
        label,
        field,
        content);
  }

  private static String decimal(double value) {
    return String.format(Locale.ROOT, "%.2f", value);
  }
}
