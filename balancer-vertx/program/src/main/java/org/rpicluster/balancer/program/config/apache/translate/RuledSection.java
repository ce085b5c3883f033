package org.rpicluster.balancer.program.config.apache.translate;

import java.util.Optional;
import java.util.regex.Pattern;
import org.rpicluster.balancer.program.config.apache.syntax.Directive;

/**
 * A section with rules, or that says how others are asked. Immutable.
 *
 * @param section the section
 * @param walk which, in the order in which httpd puts them together
 * @param path of URLs, or of a folder, without a slash at its end; of {@code <Proxy>} what a URL
 *     begins with
 * @param when an expression that must hold; empty if all at the path are in it
 * @param says what it says
 */
record RuledSection(Directive section, Walk walk, String path, String when, RuleConfig says) {

  private static final String PROXY = "proxy:";

  /** Which sections there are. */
  enum Walk {
    /** {@code <Directory>}, of files. */
    FOLDER,
    /** {@code <Proxy>}, of what is forwarded. */
    PROXY,
    /** {@code <Location>} and {@code <LocationMatch>}. */
    LOCATION,
    /** {@code <If>} and its kind. */
    CONDITION
  }

  boolean isFolder() {
    return walk == Walk.FOLDER;
  }

  boolean hasRules() {
    return !says.rules().isEmpty();
  }

  /** Whether all below a path is in it. */
  boolean isPlain() {
    return walk == Walk.LOCATION && when.isEmpty();
  }

  /**
   * What must hold for a request to be in it; empty if none is, and an empty expression if all are.
   *
   * @param below the path, or what paths begin with
   */
  Optional<String> at(RulePlace place, String below) {
    return switch (walk) {
      case FOLDER -> place.isInFolder(path, below) ? Optional.of("") : Optional.empty();
      case PROXY -> proxied(place);
      case LOCATION, CONDITION ->
          UrlPath.isWithin(path, below) ? Optional.of(when) : Optional.empty();
    };
  }

  /** Plain strings are compared: {@code <Proxy http://h/a>} has {@code http://h/ab} too. */
  private Optional<String> proxied(RulePlace place) {
    if (!place.name().startsWith(PROXY)) {
      return Optional.empty();
    }
    String url = place.name().substring(PROXY.length());
    if (path.equals("*") || url.startsWith(path)) {
      return Optional.of("");
    }
    return path.startsWith(url)
        ? Optional.of(beginsWith(place.at() + path.substring(url.length())))
        : Optional.empty();
  }

  private static String beginsWith(String start) {
    return "%{REQUEST_URI} =~ m#^" + Pattern.quote(start) + "#";
  }
}
