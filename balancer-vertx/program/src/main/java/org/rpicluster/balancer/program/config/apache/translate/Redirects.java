package org.rpicluster.balancer.program.config.apache.translate;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.rpicluster.balancer.program.config.NearestName;
import org.rpicluster.balancer.program.config.apache.syntax.Directive;
import org.rpicluster.balancer.vertx.regex.Regex;

/**
 * Reads the {@code Redirect} lines of a server, outside of sections. For one thread and one server.
 * Apache's {@code add_redirect_internal}.
 */
final class Redirects {

  private static final Set<String> KEYS =
      Set.of("redirect", "redirectmatch", "redirecttemp", "redirectpermanent");

  private static final Map<String, Integer> WORDS =
      Map.of("permanent", 301, "temp", 302, "seeother", 303, "gone", 410);

  /** Those of 300 to 399 that a client can follow with the method it had, or with GET. */
  private static final Set<Integer> CARRIED = Set.of(301, 302, 303, 307, 308);

  private static final int TEMPORARY = 302;
  private static final int PERMANENT = 301;
  private static final String EXPECTED = "a status or none, a path, and a URL";

  private final Fates fates;
  private final List<RedirectLine> lines = new ArrayList<>();

  Redirects(Fates fates) {
    this.fates = fates;
  }

  static boolean are(String key) {
    return KEYS.contains(key);
  }

  /** Reads one line of a server. */
  void read(Directive line) {
    if (!KEYS.contains(line.key())) {
      return;
    }
    List<String> arguments = line.arguments();
    Optional<Integer> status = status(line);
    boolean isSaid = status.isPresent() && saysStatus(line);
    List<String> rest = isSaid ? arguments.subList(1, arguments.size()) : arguments;
    int given = status.orElse(TEMPORARY);
    boolean isSent = given >= 300 && given < 400;
    if (rest.size() != (isSent ? 2 : 1)) {
      Optional<String> word = NearestName.to(line.argument(0), WORDS.keySet());
      boolean isWord = rest.size() > 2 && word.isPresent();
      fates.wrong(
          line,
          line.shown(),
          isWord ? line.argument(0) : line.text(),
          isWord ? word.get() : isSent ? EXPECTED : "a status and a path");
      return;
    }
    String url = isSent ? rest.get(1) : "";
    if (line.is("redirectmatch")) {
      pattern(line, rest.get(0))
          .ifPresent(
              p ->
                  add(
                      new RedirectLine(line, "/", given, RedirectLine.groupsAlone(url), false, p),
                      isSent));
    } else {
      add(new RedirectLine(line, rest.get(0), given, url, false), isSent);
    }
  }

  /**
   * Whether lines in a section are carried out: in Locations without wildcards, and by expressions.
   */
  static boolean areReadIn(Directive section) {
    return section.is("<location") && !UrlPath.isPattern(section.argument(0)) || isMatch(section);
  }

  private static boolean isMatch(Directive section) {
    return section.is("<locationmatch")
        || section.is("<location") && section.argument(0).equals("~");
  }

  /**
   * A line in a Location, which httpd asks before it forwards anything; without a path it sends all
   * of the section to the one URL, in which variables are filled in.
   */
  Optional<RedirectLine> within(Directive location, Directive line) {
    Optional<Integer> said = status(line);
    boolean isSaid = said.isPresent() && saysStatus(line);
    List<String> rest =
        isSaid ? line.arguments().subList(1, line.arguments().size()) : line.arguments();
    int status = said.orElse(TEMPORARY);
    boolean isError = status >= 400 && status <= 599;
    int words = rest.size() + (isError ? 1 : 0);
    boolean isKnown = CARRIED.contains(status) || isError;
    boolean isForAll = words == 1 && !line.is("redirectmatch");
    if (!isKnown || words < 1 || words > 2 || isMatch(location) && !isForAll) {
      fates.stops(line, "in this section it is not carried out: write it outside");
      return Optional.empty();
    }
    String url = isError ? "" : rest.get(rest.size() - 1);
    fates.translated(line);
    if (isForAll) {
      boolean isOfExpression = isMatch(location);
      String tilde = location.argument(0).equals("~") ? location.argument(1) : location.argument(0);
      String path = isOfExpression ? "/" : location.argument(0);
      return pattern(line, isOfExpression ? tilde : RedirectLine.ALL)
          .map(all -> new RedirectLine(line, path, status, RedirectLine.filled(url), false, all));
    }
    return line.is("redirectmatch")
        ? pattern(line, rest.get(0))
            .map(
                p ->
                    new RedirectLine(
                        line,
                        location.argument(0),
                        status,
                        RedirectLine.groupsAlone(url),
                        false,
                        p))
        : atPath(location, line, new RedirectLine(line, rest.get(0), status, url, false));
  }

  private Optional<RedirectLine> atPath(Directive location, Directive line, RedirectLine redirect) {
    boolean isWithin = UrlPath.isWithin(location.argument(0), redirect.path());
    if (!isWithin) {
      fates.warning(line, line.shown() + ": " + redirect.path() + " is not within its section");
    }
    return isWithin ? Optional.of(redirect) : Optional.empty();
  }

  private Optional<Optional<Regex>> pattern(Directive line, String written) {
    try {
      return Optional.of(Optional.of(Regex.of("RedirectMatch", written)));
    } catch (IllegalArgumentException e) {
      fates.stops(line, String.valueOf(e.getMessage()));
      return Optional.empty();
    }
  }

  private static boolean saysStatus(Directive line) {
    return line.is("redirect") || line.is("redirectmatch");
  }

  private static Optional<Integer> status(Directive line) {
    if (!saysStatus(line)) {
      return Optional.of(line.is("redirectpermanent") ? PERMANENT : TEMPORARY);
    }
    String word = line.argument(0);
    return Optional.ofNullable(WORDS.get(word.toLowerCase(Locale.ROOT)))
        .or(() -> ParameterType.number(word));
  }

  private void add(RedirectLine redirect, boolean isSent) {
    Directive line = redirect.line();
    String url = redirect.url();
    boolean isError = redirect.status() >= 400 && redirect.status() <= 599;
    if (isSent && !url.startsWith("/") && !url.contains(":") && !url.startsWith("$")) {
      fates.wrong(line, line.shown(), url, "a URL, or a path that begins with /");
    } else if (!CARRIED.contains(redirect.status()) && !isError) {
      fates.stops(line, "a redirect with status " + redirect.status() + " is not carried out");
    } else if (!redirect.path().startsWith("/")) {
      boolean isTurned = redirect.path().contains("://") && url.startsWith("/");
      String expected =
          isTurned
              ? url + " " + redirect.path()
              : redirect.path().startsWith("^") ? "RedirectMatch" : "/" + redirect.path();
      String message = redirect.path() + " matches no request (expected: " + expected + ")";
      fates.warning(line, line.shown() + ": " + message);
      fates.noEffect(line, "it matches no request");
    } else {
      lines.add(redirect);
    }
  }

  /** Those of a virtual host come before those of the main server. */
  List<RedirectLine> inOrder(Redirects main) {
    List<RedirectLine> order = new ArrayList<>(lines);
    if (this != main) {
      main.lines.forEach(line -> order.add(line.shared()));
    }
    return order;
  }
}
