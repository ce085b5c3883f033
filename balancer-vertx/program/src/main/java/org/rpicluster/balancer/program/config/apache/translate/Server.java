package org.rpicluster.balancer.program.config.apache.translate;

import java.util.List;
import java.util.Optional;
import org.rpicluster.balancer.program.config.apache.syntax.Directive;

/**
 * The main server, or a virtual host: what stands in it and what it is known by. Immutable.
 *
 * @param section of a virtual host
 * @param directives its own, in the order of the file
 * @param addresses of a virtual host, where it is asked
 */
record Server(
    Optional<Directive> section, List<Directive> directives, List<HostAddress> addresses) {

  Server {
    directives = List.copyOf(directives);
    addresses = List.copyOf(addresses);
  }

  boolean isMain() {
    return section.isEmpty();
  }

  /** Its directives of one name, given in small letters. */
  List<Directive> all(String key) {
    return directives.stream().filter(directive -> directive.is(key)).toList();
  }

  /** The last of them, which counts where one can. */
  Optional<Directive> last(String key) {
    List<Directive> all = all(key);
    return all.isEmpty() ? Optional.empty() : Optional.of(all.get(all.size() - 1));
  }

  /** Its name: of {@code https://name:443} what stands between. Empty if it has none. */
  String name() {
    return last("servername").map(directive -> bare(directive.argument(0))).orElse("");
  }

  private static String bare(String written) {
    int scheme = written.indexOf("://");
    String rest = scheme < 0 ? written : written.substring(scheme + 3);
    int colon = rest.lastIndexOf(':');
    return colon > rest.lastIndexOf(']') ? rest.substring(0, colon) : rest;
  }

  /** Its other names, patterns among them. */
  List<String> aliases() {
    return all("serveralias").stream().flatMap(alias -> alias.arguments().stream()).toList();
  }
}
