package org.rpicluster.balancer.program.config.apache.translate;

import java.util.List;
import java.util.Optional;
import org.rpicluster.balancer.program.config.RouteSettings;
import org.rpicluster.balancer.program.config.apache.syntax.Directive;
import org.rpicluster.balancer.vertx.local.Redirect;
import org.rpicluster.balancer.vertx.regex.Regex;
import org.rpicluster.balancer.vertx.rewrite.RewriteFlow;
import org.rpicluster.balancer.vertx.rewrite.RewriteRule;
import org.rpicluster.balancer.vertx.rewrite.RewriteThen;
import org.rpicluster.balancer.vertx.routing.Match;

/**
 * A line of {@code Redirect}, read. Immutable. Apache's {@code mod_alias}.
 *
 * @param line the line that says it
 * @param path of the requests, as URLs have it
 * @param status of the answer
 * @param url where they are sent, with a pattern as rules write it; empty with a status that sends
 *     nowhere
 * @param isShared whether a virtual host has it from the main server: others have it as well
 * @param pattern what is found in the path, of a line that goes by an expression
 */
record RedirectLine(
    Directive line,
    String path,
    int status,
    String url,
    boolean isShared,
    Optional<Regex> pattern) {

  /** The expression of a line that has all of its section. */
  static final String ALL = "";

  private static final int ERRORS = 400;

  /** One that goes by the path alone. */
  RedirectLine(Directive line, String path, int status, String url, boolean isShared) {
    this(line, path, status, url, isShared, Optional.empty());
  }

  RedirectLine shared() {
    return new RedirectLine(line, path, status, url, true, pattern);
  }

  /**
   * The route of what it has at a path.
   *
   * @param match which requests these are
   * @param at its own path, or one below it
   */
  Optional<RouteSettings> route(Match match, String at, Fates fates) {
    try {
      return Optional.of(route(match, at));
    } catch (IllegalArgumentException e) {
      fates.stops(line, String.valueOf(e.getMessage()));
      return Optional.empty();
    }
  }

  /** Whether it leaves nothing of its path. */
  boolean hasAll() {
    return pattern.map(Regex::toString).orElse(ALL).equals(ALL);
  }

  private RouteSettings route(Match match, String at) {
    return pattern.isPresent() ? matching(match, pattern.get()) : plain(match, at);
  }

  private RouteSettings matching(Match match, Regex found) {
    if (url.isEmpty()) {
      return plain(hasAll() ? match : match.where(found), path);
    }
    RewriteRule rule =
        new RewriteRule(
            List.of(),
            found,
            Optional.of(RewriteRule.to(url)),
            new RewriteThen.RedirectClient(status),
            RewriteFlow.NEXT);
    return new RouteSettings.ToRules(match, List.of(rule), Optional.empty());
  }

  /** Only {@code $1} is filled in. */
  static String groupsAlone(String url) {
    return escaped(url, '$', "0123456789");
  }

  /** Only {@code %{NAME}} is filled in. */
  static String filled(String url) {
    return escaped(url, '%', "{");
  }

  /** All that could be filled in is a text, but what begins with one character and is behind it. */
  private static String escaped(String url, char begin, String behind) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < url.length(); i++) {
      char c = url.charAt(i);
      boolean isFilled =
          c == begin && i + 1 < url.length() && behind.indexOf(url.charAt(i + 1)) >= 0;
      text.append("%$\\".indexOf(c) >= 0 && !isFilled ? "\\" : "").append(c);
    }
    return text.toString();
  }

  private RouteSettings plain(Match match, String at) {
    if (status >= ERRORS && url.isEmpty()) {
      return status == 410
          ? new RouteSettings.ToRedirect(match, new Redirect(status, "", "", 0, ""))
          : RouteSettings.ToResponse.own(match, status);
    }
    return new RouteSettings.ToRedirect(match, new Redirect(status, "", "", 0, url(at)));
  }

  private String url(String at) {
    String below = at.substring(path.length());
    if (below.isEmpty()) {
      return url;
    }
    if (hasQuery()) {
      String message = "with a query it cannot begin at " + at + ": write a line for that";
      throw new IllegalArgumentException(message);
    }
    String rest = UrlPath.written(below.startsWith("/") ? below.substring(1) : below);
    return (url.endsWith("/") ? url : url + "/") + rest;
  }

  private boolean hasQuery() {
    return url.indexOf('?') >= 0 || url.indexOf('#') >= 0;
  }

  /** What is better here than in httpd, which only puts what stands behind the path at the end. */
  Optional<String> surprise() {
    if (url.isEmpty() || pattern.isPresent()) {
      return Optional.empty();
    }
    if (hasQuery()) {
      return Optional.of("what stands behind " + path + " comes before the query here");
    }
    return path.endsWith("/") == url.endsWith("/")
        ? Optional.empty()
        : Optional.of(
            "of "
                + path
                + " and the URL only one ends in a slash:"
                + " it is neither lost nor doubled here, in httpd it is");
  }
}
