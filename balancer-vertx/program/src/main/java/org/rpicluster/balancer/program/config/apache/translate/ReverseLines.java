package org.rpicluster.balancer.program.config.apache.translate;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.rpicluster.balancer.program.config.apache.syntax.Directive;
import org.rpicluster.balancer.program.config.apache.translate.BalancerDraft.MemberDraft;
import org.rpicluster.balancer.vertx.routing.ReverseRules;
import org.rpicluster.balancer.vertx.routing.ReverseRules.Renaming;
import org.rpicluster.balancer.vertx.routing.Rewriting;
import org.rpicluster.balancer.vertx.routing.UrlRule;

/**
 * {@code ProxyPassReverse} and the lines for cookies, of a server and the main server: those
 * outside of Locations come first, for all that the server forwards. Where they say no more than
 * that a whole site is mapped, that is what the route does by itself. For one thread and one
 * server. Apache's {@code ap_proxy_location_reverse_map}.
 */
final class ReverseLines {

  private final Fates fates;
  private final Balancers balancers;
  private final List<Line> everywhere = new ArrayList<>();
  private final List<Line> within = new ArrayList<>();

  /** A line, what its Location is for, and the two words that it comes to. */
  private record Line(Directive directive, String location, String first, String second) {

    boolean isOfUrls() {
      return directive.is("proxypassreverse");
    }

    boolean isOfPaths() {
      return directive.is("proxypassreversecookiepath");
    }
  }

  ReverseLines(Fates fates, Balancers balancers) {
    this.fates = fates;
    this.balancers = balancers;
  }

  /** Reads the lines of a server, those in its Locations as well. */
  void read(Server server) {
    for (Directive line : server.directives()) {
      read(line, Optional.empty());
      if (line.is("<location") || line.is("<locationmatch")) {
        line.children().forEach(child -> read(child, Optional.of(line)));
      }
    }
  }

  private void read(Directive line, Optional<Directive> section) {
    if (!line.key().startsWith("proxypassreverse")) {
      return;
    }
    boolean pattern =
        section.filter(s -> s.is("<locationmatch") || UrlPath.isPattern(s.argument(0))).isPresent();
    String location = section.map(s -> pattern ? "/" : s.argument(0)).orElse("");
    boolean isShort = line.arguments().size() == 1 && line.is("proxypassreverse");
    String first = isShort ? location : line.argument(0);
    String second = line.argument(isShort ? 0 : 1);
    if (first.isEmpty() || second.isEmpty()) {
      fates.wrong(line, line.name(), line.text().isEmpty() ? "nothing" : line.text(), "two words");
      return;
    }
    fates.translated(line);
    (section.isPresent() ? within : everywhere).add(new Line(line, location, first, second));
  }

  /** What is mapped back of what a line forwards. */
  Rewriting on(Rewriting rewriting, Mapping mapping, BalancerDraft draft, boolean isWhole) {
    List<Line> lines = new ArrayList<>(everywhere);
    within.stream().filter(line -> touches(line, mapping)).forEach(lines::add);
    List<Line> urls = lines.stream().filter(Line::isOfUrls).toList();
    // With the client's Host a member's word for that is mapped too, to what site says.
    boolean isPlain = !rewriting.preserveHost() || rewriting.back().site().isEmpty();
    boolean all = isWhole && isPlain && urls.size() == lines.size() && !urls.isEmpty();
    if (all && urls.stream().allMatch(line -> isWholeSite(line, draft))) {
      return rewriting.back(rewriting.back().reverse(true));
    }
    ReverseRules rules =
        new ReverseRules(
            urls.stream().flatMap(line -> rules(line, draft)).toList(),
            renamings(lines.stream().filter(Line::isOfPaths).toList()),
            renamings(lines.stream().filter(l -> !l.isOfUrls() && !l.isOfPaths()).toList()));
    return rewriting.back(rewriting.back().reverse(false).reverseRules(rules));
  }

  private static boolean touches(Line line, Mapping mapping) {
    return mapping.pattern().isPresent()
        || UrlPath.isWithin(line.location(), mapping.path())
        || UrlPath.isWithin(mapping.path(), line.location());
  }

  private boolean isWholeSite(Line line, BalancerDraft draft) {
    String url = line.second();
    if (Balancers.isBalancer(url)) {
      return line.first().equals("/") && isOwn(url, draft) && pathBehind(url).isEmpty();
    }
    Optional<PlainUrl> plain = PlainUrl.of(url);
    return line.first().equals("/")
        && plain.filter(p -> p.path().isEmpty() || p.path().equals("/")).isPresent()
        && members(draft).anyMatch(member -> member.origin().equals(plain.get().origin()));
  }

  private boolean isOwn(String url, BalancerDraft draft) {
    return balancers.find(Balancers.nameIn(url)).filter(draft::equals).isPresent();
  }

  private static Stream<PlainUrl> members(BalancerDraft draft) {
    return draft.members.stream().map(MemberDraft::url).flatMap(url -> PlainUrl.of(url).stream());
  }

  private Stream<UrlRule> rules(Line line, BalancerDraft draft) {
    String url = line.second();
    if (!Balancers.isBalancer(url)) {
      return rule(line, false, url).stream();
    }
    String behind = pathBehind(url);
    if (isOwn(url, draft) && members(draft).map(PlainUrl::path).distinct().count() == 1) {
      return rule(line, true, joined(members(draft).findFirst().orElseThrow().path(), behind))
          .stream();
    }
    return balancers.find(Balancers.nameIn(url)).stream()
        .flatMap(ReverseLines::members)
        .flatMap(m -> rule(line, false, m.origin() + joined(m.path(), behind)).stream());
  }

  private Optional<UrlRule> rule(Line line, boolean ofMembers, String from) {
    try {
      return Optional.of(new UrlRule(ofMembers, from, UrlPath.written(line.first())));
    } catch (IllegalArgumentException e) {
      fates.needsYou(line.directive(), String.valueOf(e.getMessage()));
      return Optional.empty();
    }
  }

  private List<Renaming> renamings(List<Line> lines) {
    List<Renaming> renamings = new ArrayList<>();
    for (Line line : lines) {
      try {
        renamings.add(new Renaming(line.first(), line.second()));
      } catch (IllegalArgumentException e) {
        fates.needsYou(line.directive(), String.valueOf(e.getMessage()));
      }
    }
    return renamings;
  }

  /** What stands behind the name of a balancer; a slash alone is nothing. */
  private static String pathBehind(String url) {
    int slash = url.indexOf('/', Balancers.SCHEME.length());
    return slash < 0 || slash == url.length() - 1 ? "" : url.substring(slash);
  }

  /** Of a member's path and one behind it: between them there is one slash. */
  private static String joined(String path, String behind) {
    return path.endsWith("/") && !behind.isEmpty()
        ? path.substring(0, path.length() - 1) + behind
        : path + behind;
  }
}
