package org.rpicluster.balancer.program.config.apache.translate;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.rpicluster.balancer.program.config.apache.syntax.Directive;
import org.rpicluster.balancer.vertx.access.AddressMatches;
import org.rpicluster.balancer.vertx.access.FieldMatches;
import org.rpicluster.balancer.vertx.access.PathMatches;
import org.rpicluster.balancer.vertx.access.Requirement;
import org.rpicluster.balancer.vertx.regex.Regex;

/**
 * The variables that access may hang on: what {@code SetEnvIf}, {@code SetEnvIfNoCase} and {@code
 * BrowserMatch} of the main server and a virtual host say of it, in that order. {@code SetEnv} sets
 * it only after access was decided, so it counts for nothing. O(lines) for each question. For one
 * thread and one server.
 */
final class AccessVariables {

  private static final Set<String> KEYS =
      Set.of("setenvif", "setenvifnocase", "browsermatch", "browsermatchnocase");

  private final List<Server> servers;
  private final Fates fates;

  AccessVariables(List<Server> servers, Fates fates) {
    this.servers = List.copyOf(servers);
    this.fates = fates;
  }

  /** The names that these lines and sections set before rules of a server are asked. */
  static Set<String> namesIn(Server main, Server server) {
    return Stream.of(main, server)
        .flatMap(each -> each.directives().stream())
        .flatMap(line -> Stream.concat(Stream.of(line), line.children().stream()))
        .filter(line -> KEYS.contains(line.key()) || line.is("setenvifexpr"))
        .flatMap(line -> line.arguments().stream().skip(line.is("setenvif") ? 2 : 1))
        .map(word -> word.split("=", 2)[0].replaceFirst("^!", ""))
        .collect(Collectors.toSet());
  }

  /** Requests that have a variable. */
  Requirement has(Directive asking, String name) {
    stopWhereSetOtherwise(asking, name);
    Requirement has = Requirement.NOTHING;
    for (Server server : servers) {
      for (Directive line : server.directives()) {
        if (KEYS.contains(line.key())) {
          has = after(line, name, has);
        }
      }
    }
    return has;
  }

  private Requirement after(Directive line, String name, Requirement before) {
    boolean browser = line.key().startsWith("browser");
    List<String> words = line.arguments();
    int first = browser ? 1 : 2;
    Requirement now = before;
    for (String word : words.subList(Math.min(first, words.size()), words.size())) {
      boolean unset = word.startsWith("!");
      String variable = unset ? word.substring(1) : word.split("=", 2)[0];
      if (variable.equals(name)) {
        Requirement when = when(line, browser);
        fates.translated(line);
        now =
            unset
                ? Requirements.all(List.of(now, Requirements.none(List.of(when))))
                : Requirements.any(List.of(now, when));
      }
    }
    return now;
  }

  private Requirement when(Directive line, boolean browser) {
    String what = browser ? "User-Agent" : line.argument(0);
    Optional<Regex> pattern =
        RegexTranslation.of(
            line, line.argument(browser ? 0 : 1), line.key().endsWith("nocase"), fates);
    return pattern.map(p -> when(line, what, p)).orElse(Requirement.NOTHING);
  }

  private Requirement when(Directive line, String what, Regex pattern) {
    switch (what.toLowerCase(Locale.ROOT)) {
      case "remote_addr", "remote_host" -> {
        return new AddressMatches(pattern);
      }
      case "request_uri" -> {
        return PathMatches.of(pattern);
      }
      default -> {
        boolean isField = what.matches("[A-Za-z0-9-]+") && !isVariable(what);
        if (!isField) {
          fates.stops(line, what + " is not known here, and who gets in hangs on it");
        }
        return isField ? new FieldMatches(what, pattern) : Requirement.NOTHING;
      }
    }
  }

  /** Whether it may mean a variable that another line sets. */
  private boolean isVariable(String name) {
    return servers.stream()
        .flatMap(server -> server.directives().stream())
        .filter(line -> KEYS.contains(line.key()))
        .flatMap(line -> line.arguments().stream().skip(line.key().startsWith("browser") ? 1 : 2))
        .anyMatch(word -> word.split("=", 2)[0].equals(name));
  }

  /** Lines of which this does not know when they set it. */
  private void stopWhereSetOtherwise(Directive asking, String name) {
    List<Directive> inner = new ArrayList<>();
    for (Server server : servers) {
      for (Directive line : server.directives()) {
        inner.addAll(line.children());
        if (line.is("setenvifexpr") || line.is("rewriterule") && names(line, name)) {
          inner.add(line);
        }
      }
    }
    boolean otherwise =
        inner.stream()
            .anyMatch(
                line ->
                    (KEYS.contains(line.key()) || line.is("setenvifexpr") || line.is("rewriterule"))
                        && names(line, name));
    if (otherwise) {
      fates.stops(asking, name + " is set in a section or by a rule, and who gets in hangs on it");
    }
  }

  private static boolean names(Directive line, String name) {
    return line.text().contains(name);
  }
}
