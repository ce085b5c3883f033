package org.rpicluster.balancer.vertx.manager;

import com.google.common.html.HtmlEscapers;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * The page: complete as it comes from the server, for any browser; the script then keeps its
 * numbers fresh. Every text that is not ours is escaped. Stateless; any thread.
 */
final class Page {

  private static final String DOCUMENT =
      """
      <!DOCTYPE html>
      <html lang="en">
      <head>
      <meta charset="utf-8">
      <meta name="viewport" content="width=device-width, initial-scale=1">
      <meta name="color-scheme" content="light dark">
      <title>Balancer manager</title>
      <link rel="icon" href="%1$s/icon.svg" type="image/svg+xml">
      <link rel="stylesheet" href="%1$s/manager.css">
      <script src="%1$s/manager.js" defer></script>
      </head>
      <body data-api="%1$s/api/clusters">
      <header>
      <h1>Balancer manager</h1>
      <p id="refresh" role="status">As of <time datetime="%2$s">%3$s UTC</time></p>
      </header>
      <main>
      %4$s</main>
      <footer>
      <p>Counted since each member joined. The bar is a member&rsquo;s share of the picks, the line
      across it what its weight entitles it to among those eligible now.</p>
      <p><a href="%1$s/api/clusters">All clusters as JSON</a> &middot;
      <a href="%1$s/health">Health</a></p>
      <noscript><p>Reload the page for new numbers.</p></noscript>
      </footer>
      </body>
      </html>
      """;

  private static final String CLUSTER =
      """
      <section data-cluster="%1$s">
      <div class="head">
      <h2>%1$s</h2>
      <p><span data-field="strategy" class="strategy">%2$s</span>
      <a href="%3$s">JSON</a></p>
      <dl>
      <div><dt>Eligible</dt><dd data-field="eligible">%4$s</dd></div>
      <div><dt>Picks</dt><dd data-field="picks">%5$s</dd></div>
      <div><dt>In flight</dt><dd data-field="inFlight">%6$s</dd></div>
      <div><dt>To members</dt><dd data-field="bytesToMember">%7$s</dd></div>
      <div><dt>From members</dt><dd data-field="bytesFromMember">%8$s</dd></div>
      <div><dt>Failures</dt><dd data-field="failures">%9$s</dd></div>
      </dl>
      </div>
      %10$s</section>
      """;

  private static final String TABLE =
      """
      <table role="table">
      <caption>Members of %s</caption>
      <thead role="rowgroup">
      <tr role="row">%s</tr>
      </thead>
      <tbody role="rowgroup">
      %s</tbody>
      </table>
      """;

  private Page() {}

  /**
   * The page.
   *
   * @param base the manager's path, without a slash at its end
   */
  static String of(String base, List<ClusterView> clusters, Instant now) {
    String sections =
        clusters.stream().map(c -> cluster(base, c, now)).collect(Collectors.joining());
    return String.format(
        Locale.ROOT,
        DOCUMENT,
        text(base),
        now,
        now.toString().substring(11, 19),
        sections.isEmpty() ? "<p class=\"empty\">No clusters.</p>\n" : sections);
  }

  /** A text that is not ours, for an element or an attribute in double quotes. */
  static String text(Object value) {
    return HtmlEscapers.htmlEscaper().escape(value.toString());
  }

  private static String cluster(String base, ClusterView cluster, Instant now) {
    Counts totals = cluster.totals();
    return String.format(
        Locale.ROOT,
        CLUSTER,
        text(cluster.name()),
        text(cluster.strategy()),
        text(base + "/api/clusters/" + Answers.segment(cluster.name())),
        cluster.eligible().inWords(cluster.members().size()),
        Units.count(totals.picks()),
        Units.count(totals.inFlight()),
        Units.bytes(totals.bytesToMember()),
        Units.bytes(totals.bytesFromMember()),
        Units.count(totals.failures()),
        members(cluster, now));
  }

  private static String members(ClusterView cluster, Instant now) {
    if (cluster.members().isEmpty()) {
      return "<p class=\"empty\">No members.</p>\n";
    }
    double longest = cluster.members().stream().mapToDouble(Page::longer).max().orElse(0);
    String rows =
        cluster.members().stream()
            .map(m -> MemberRow.of(m, longest, now))
            .collect(Collectors.joining());
    return String.format(Locale.ROOT, TABLE, text(cluster.name()), MemberRow.HEADS, rows);
  }

  private static double longer(MemberView member) {
    return Math.max(member.share(), member.fairShare());
  }
}
