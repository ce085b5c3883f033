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

  private static String shown(Directive directive) {
    return directive.arguments().isEmpty() ? "nothing" : String.join(" ", directive.arguments());
  }

  private static boolean isUrl(String argument) {
    return argument.equals("!") || argument.contains("://") || argument.startsWith("unix:");
  }

  private Optional<Target> target(Directive directive, List<String> arguments) {
    String url = arguments.get(0);
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
      fates.stops(directive, "this URL is not carried out: " + url);
      return Optional.empty();
    }
    BalancerDraft draft = balancers.at(plain.get().origin(), directive);
    draft.members.get(0).parameters().addAll(own);
    fates.translated(directive);
    return Optional.of(new ToBalancer(draft, plain.get().path()));
  }
}
