package org.rpicluster.balancer.program.config.apache.translate;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.rpicluster.balancer.program.config.apache.syntax.Directive;
import org.rpicluster.balancer.program.config.apache.translate.Mapping.NoProxy;
import org.rpicluster.balancer.program.config.apache.translate.Mapping.Nowhere;
import org.rpicluster.balancer.program.config.apache.translate.Mapping.Target;
import org.rpicluster.balancer.program.config.apache.translate.Mapping.ToBalancer;
import org.rpicluster.balancer.program.config.apache.translate.Parameter.Of;
import org.rpicluster.balancer.vertx.regex.Regex;

/**
 * Reads {@code ProxyPass}: a path (outside of a Location), a URL or {@code !}, words and
 * parameters. For one thread and one server. Apache's {@code add_pass}.
 */
final class ProxyPassReader {

  private static final Set<String> WORDS = Set.of("nocanon", "interpolate", "noquery");

  private final Fates fates;
  private final Balancers balancers;

  ProxyPassReader(Fates fates, Balancers balancers) {
    this.fates = fates;
    this.balancers = balancers;
  }

  /** A line outside of Locations. */
  Optional<Mapping> outside(Directive directive) {
    List<String> arguments = directive.arguments();
    if (arguments.size() < 2 || arguments.get(1).contains("=") && !isUrl(arguments.get(1))) {
      fates.wrong(
          directive, "ProxyPass", shown(directive), "a path and a URL; in a Location a URL");
      return Optional.empty();
    }
    String path = arguments.get(0);
    if (!path.startsWith("/")) {
      String meant = path.startsWith("^") ? "ProxyPassMatch" : "/" + path;
      fates.warning(
          directive, "ProxyPass: " + path + " matches no request (expected: " + meant + ")");
      fates.translated(directive);
      return Optional.empty();
    }
    return target(directive, arguments.subList(1, arguments.size()))
        .map(target -> new Mapping(directive, path, target, directive));
  }

  /** A line in a Location, whose path it has. */
  Optional<Mapping> within(Directive location, Directive directive) {
    List<String> arguments = directive.arguments();
    boolean path = arguments.size() > 1 && isUrl(arguments.get(1)) && !isUrl(arguments.get(0));
    if (arguments.isEmpty() || path) {
      fates.wrong(
          directive, "ProxyPass", shown(directive), "a URL alone: the Location says the path");
      return Optional.empty();
    }
    return target(directive, arguments)
        .map(target -> new Mapping(directive, location.argument(0), target, location));
  }

  /** {@code ProxyPassMatch}, outside of Locations. */
  Optional<Mapping> matching(Directive directive) {
    List<String> arguments = directive.arguments();
    if (arguments.size() < 2) {
      fates.wrong(directive, "ProxyPassMatch", shown(directive), "an expression, and a URL");
      return Optional.empty();
    }
    return matching(arguments.get(0), directive, directive, arguments.subList(1, arguments.size()));
  }

  /** {@code ProxyPass} in {@code <LocationMatch>}, whose expression it has. */
  Optional<Mapping> matching(String expression, Directive location, Directive directive) {
    if (directive.arguments().isEmpty()) {
      fates.wrong(directive, "ProxyPass", "nothing", "a URL");
      return Optional.empty();
    }
    return matching(expression, location, directive, directive.arguments());
  }

  private Optional<Mapping> matching(
      String expression, Directive section, Directive directive, List<String> arguments) {
    int end = originEnd(arguments.get(0));
    String path = arguments.get(0).substring(end);
    List<String> bare = new ArrayList<>(arguments);
    bare.set(0, arguments.get(0).substring(0, end));
    Optional<Target> target = target(directive, bare);
    try {
      Regex regex = Regex.of(directive.shown(), expression);
      // Where nothing is filled in, the path stands behind what is written.
      boolean isFilled = path.matches(".*\\$[0-9].*");
      Regex whole = isFilled ? regex : Regex.of(directive.shown(), "^.*?(?:" + expression + ").*$");
      return target.map(
          found ->
              found instanceof ToBalancer to
                  ? new Mapping(
                      directive,
                      "/",
                      new ToBalancer(to.balancer(), isFilled ? path : path + "$0"),
                      section,
                      Optional.of(whole))
                  : new Mapping(directive, "/", found, section, Optional.of(regex)));
    } catch (IllegalArgumentException e) {
      fates.stops(directive, String.valueOf(e.getMessage()));
      return Optional.empty();
    }
  }

  /** Where the path of a URL begins; a group may be all of it. */
  private static int originEnd(String url) {
    int at = url.startsWith("unix:") ? url.indexOf('|') + 1 : 0;
    int scheme = url.indexOf("://", at);
    at = scheme < 0 ? url.length() : scheme + 3;
    while (at < url.length() && url.charAt(at) != '/' && url.charAt(at) != '$') {
      at++;
    }
    return at;
  }

  private static String shown(Directive directive) {
    return directive.arguments().isEmpty() ? "nothing" : String.join(" ", directive.arguments());
  }

  private static boolean isUrl(String argument) {
    return argument.equals("!") || argument.contains("://") || argument.startsWith("unix:");
  }

  private Optional<Target> target(Directive directive, List<String> arguments) {
    String url = arguments.get(0);
    words(directive);
    List<String> parameters = new ArrayList<>();
    for (String argument : arguments.subList(1, arguments.size())) {
      if (!WORDS.contains(argument.toLowerCase(Locale.ROOT))) {
        parameters.add(argument);
      }
    }
    if (url.equals("!")) {
      fates.translated(directive);
      return Optional.of(new NoProxy());
    }
    return Balancers.isBalancer(url)
        ? Optional.of(toBalancer(directive, url, parameters))
        : toUrl(directive, url, parameters);
  }

  /** What is written without a value. */
  private void words(Directive directive) {
    boolean isFilled = directive.arguments().stream().anyMatch(word -> word.contains("${"));
    for (String word : directive.arguments()) {
      if (word.equalsIgnoreCase("interpolate") && isFilled) {
        fates.stops(directive, "where requests go must not come from them: write what ${…} is");
      } else if (word.equalsIgnoreCase("noquery")) {
        fates.needsYou(directive, "noquery is not carried out: members get the query");
      }
    }
  }

  private Target toBalancer(Directive directive, String url, List<String> parameters) {
    String name = Balancers.nameIn(url);
    BalancerDraft draft = balancers.named(name, directive);
    draft.parameters.read(directive, parameters);
    fates.translated(directive);
    return new ToBalancer(draft, url.substring(Balancers.SCHEME.length() + name.length()));
  }

  private Optional<Target> toUrl(Directive directive, String url, List<String> parameters) {
    Parameters own = new Parameters(Of.MEMBER, fates);
    own.read(directive, parameters);
    Optional<String> meant = MemberUrl.nearestScheme(url);
    if (meant.isPresent()) {
      fates.warning(
          directive,
          "ProxyPass: "
              + url
              + " leads nowhere, every request gets 500 (expected: "
              + meant.get()
              + ")");
      fates.translated(directive);
      return Optional.of(new Nowhere());
    }
    if (!MemberUrl.check(directive, url, fates)) {
      return Optional.empty();
    }
    Optional<PlainUrl> plain = PlainUrl.of(url);
    if (plain.isEmpty()) {
      boolean names = url.indexOf('@') >= 0;
      fates.stops(
          directive,
          "this URL is not carried out: "
              + url
              + (names ? " (expected: one without a name and a password)" : ""));
      return Optional.empty();
    }
    BalancerDraft draft = balancers.at(plain.get().origin(), directive);
    draft.members.get(0).parameters().addAll(own);
    fates.translated(directive);
    return Optional.of(new ToBalancer(draft, plain.get().path()));
  }
}
