package org.rpicluster.balancer.vertx.manager;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.rpicluster.balancer.vertx.edit.PeerBalancer;

/**
 * The page: complete as it comes from the server, for any browser; the script then keeps its
 * numbers fresh. Every text that is not ours is escaped. Stateless; any thread.
 */
final class Page {

  private static final int CLOCK_FROM = 11;
  private static final int CLOCK_TO = 19;

  private Page() {}

  /** The page of all clusters. */
  static String of(
      PageFrame frame,
      List<ClusterView> clusters,
      List<PeerBalancer> peers,
      Instant now,
      ServerFacts facts) {
    Markup sections = clusters.stream().map(c -> cluster(frame, c, now)).collect(Markup.joining());
    boolean many = clusters.stream().anyMatch(cluster -> cluster.members().size() > 1);
    Markup main =
        clusters.isEmpty()
            ? PageTemplate.fill("empty", "text", "No clusters.")
            : many ? new Markup(PageTemplate.fill("tools").text() + sections) : sections;
    Markup all = new Markup(PeersView.section(peers, now).text() + main);
    return document(frame, "all", "Balancer manager", server(facts, now), all, now);
  }

  /**
   * A page about one thing.
   *
   * @param title what
   */
  static String one(PageFrame frame, String title, Markup main, Instant now) {
    return document(frame, "one", title + " \u2013 Balancer manager", Markup.NONE, main, now);
  }

  private static String document(
      PageFrame frame, String kind, String title, Markup server, Markup main, Instant now) {
    return PageTemplate.fill(
            "document",
            "title",
            title,
            "base",
            frame.base(),
            "kind",
            kind,
            "server",
            server,
            "nav",
            PageTemplate.fill("nav", "base", frame.base()),
            "now",
            now,
            "clock",
            now.toString().substring(CLOCK_FROM, CLOCK_TO),
            "main",
            main)
        .text();
  }

  private static Markup server(ServerFacts facts, Instant now) {
    return PageTemplate.fill(
        "server",
        "program",
        (facts.name() + " " + facts.version()).strip(),
        "started",
        facts.started(),
        "uptime",
        Units.age(Duration.between(facts.started(), now)),
        "memory",
        Units.bytes(facts.memoryBytes()),
        "memoryMax",
        Units.bytes(facts.memoryBytesMax()),
        "clients",
        facts.connections().isPresent()
            ? PageTemplate.fill("clients", "connections", facts.connections().getAsLong())
            : Markup.NONE);
  }

  private static Markup cluster(PageFrame frame, ClusterView cluster, Instant now) {
    MemberCounts totals = cluster.totals();
    String page = frame.page(cluster.name());
    return PageTemplate.fill(
        "cluster",
        "name",
        cluster.name(),
        "anchor",
        PageFrame.anchor(cluster.name()),
        "page",
        page,
        "json",
        frame.base() + "/api/clusters/" + Answers.segment(cluster.name()),
        "strategy",
        cluster.strategy(),
        "edited",
        edited(cluster),
        "rollout",
        RolloutView.text(cluster.rollout(), cluster.members().size(), now),
        "eligible",
        cluster.eligible().inWords(cluster.members().size()),
        "picks",
        Units.count(totals.picks()),
        "inFlight",
        Units.count(totals.inFlight()),
        "waiting",
        Units.count(cluster.waiting()),
        "bytesToMember",
        Units.bytes(totals.bytesToMember()),
        "bytesFromMember",
        Units.bytes(totals.bytesFromMember()),
        "failures",
        Units.count(totals.failures()),
        "measured",
        MeasuredView.facts(cluster.measured()),
        "charts",
        MeasuredView.charts(
            cluster.measured(),
            frame.base() + "/api/clusters/" + Answers.segment(cluster.name()) + "/history"),
        "buttons",
        PageTemplate.fill(frame.editable() ? "buttons" : "readbuttons", "page", page),
        "members",
        members(frame, cluster, now));
  }

  private static Markup edited(ClusterView cluster) {
    return cluster
        .difference()
        .strategy()
        .map(file -> PageTemplate.fill("edited", "title", "in the file: " + file, "text", "edited"))
        .orElse(Markup.NONE);
  }

  private static Markup members(PageFrame frame, ClusterView cluster, Instant now) {
    if (cluster.members().isEmpty()) {
      return PageTemplate.fill("empty", "text", "No members.");
    }
    double longest = cluster.members().stream().mapToDouble(Page::longer).max().orElse(0);
    MemberRow row = new MemberRow(frame, cluster.name(), longest, now);
    Stream<Markup> members = cluster.members().stream().map(row::of);
    Stream<Markup> removed = cluster.removed().stream().map(row::removed);
    return PageTemplate.fill(
        "table",
        "name",
        cluster.name(),
        "form",
        frame.editable() ? form(frame, cluster.name()) : Markup.NONE,
        "heads",
        MemberRow.heads(),
        "rows",
        Stream.concat(members, removed).collect(Markup.joining()));
  }

  /** What the buttons of the rows belong to. */
  private static Markup form(PageFrame frame, String cluster) {
    return PageTemplate.fill(
        "actform",
        "form",
        MemberRow.form(cluster),
        "page",
        frame.page(cluster),
        "nonce",
        frame.nonce());
  }

  private static double longer(MemberView member) {
    return Math.max(member.share(), member.fairShare());
  }
}
