package org.rpicluster.balancer.program.config.apache.translate;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.rpicluster.balancer.program.config.apache.syntax.Directive;

/**
 * {@code ProxyPassReverse} and the lines for cookies: whether what the members of a balancer say of
 * themselves is mapped back. Here a route maps it by its own paths, or not at all; lines that say
 * otherwise are warned of. For one thread and one server.
 */
final class ReverseLines {

  private final Fates fates;
  private final List<String> balancers = new ArrayList<>();
  private final List<String> origins = new ArrayList<>();

  ReverseLines(Fates fates) {
    this.fates = fates;
  }

  /** Reads the lines of a server, those in its Locations as well. */
  void read(Server server) {
    server.directives().forEach(this::read);
    server.all("<location").forEach(location -> location.children().forEach(this::read));
    server.all("<locationmatch").forEach(location -> location.children().forEach(this::read));
  }

  private void read(Directive line) {
    if (line.is("proxypassreverse")) {
      reverse(line);
    } else if (line.is("proxypassreversecookiepath") || line.is("proxypassreversecookiedomain")) {
      fates.translated(line);
      fates.warning(
          line, line.name() + ": cookies are mapped with the route's own paths and hosts");
    }
  }

  private void reverse(Directive line) {
    String url = line.argument(line.arguments().size() > 1 ? 1 : 0);
    Optional<PlainUrl> plain = PlainUrl.of(url);
    if (Balancers.isBalancer(url)) {
      balancers.add(Balancers.nameIn(url));
    } else if (plain.isPresent()) {
      origins.add(plain.get().origin());
    } else if (!url.startsWith("/")) {
      fates.wrong(line, "ProxyPassReverse", url.isEmpty() ? "nothing" : url, "a path and a URL");
      return;
    }
    fates.translated(line);
  }

  /** Whether answers of a balancer are mapped back. */
  boolean map(BalancerDraft draft) {
    return balancers.contains(draft.name)
        || draft.members.stream()
            .flatMap(member -> PlainUrl.of(member.url()).stream())
            .anyMatch(url -> origins.contains(url.origin()));
  }
}
