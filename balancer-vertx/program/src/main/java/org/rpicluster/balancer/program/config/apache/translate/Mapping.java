package org.rpicluster.balancer.program.config.apache.translate;

import java.util.Optional;
import org.rpicluster.balancer.program.config.apache.syntax.Directive;
import org.rpicluster.balancer.vertx.regex.Regex;

/**
 * One rule of what maps where. Immutable.
 *
 * @param directive the line that says it
 * @param path of the requests, as URLs have it
 * @param target where they go
 * @param section the Location that it stands in, or the line itself
 * @param pattern what is found in the path as well, of a line that goes by an expression
 */
record Mapping(
    Directive directive, String path, Target target, Directive section, Optional<Regex> pattern) {

  /** One that goes by the path alone. */
  Mapping(Directive directive, String path, Target target, Directive section) {
    this(directive, path, target, section, Optional.empty());
  }

  /** The URL that it names, as {@code <Proxy>} sections are compared with it. */
  String url() {
    return directive.arguments().stream()
        .filter(word -> word.contains("://"))
        .findFirst()
        .orElse("");
  }

  /** What it begins with, whatever the groups of the pattern are. */
  String fixedUrl() {
    return url().split("[$]", 2)[0];
  }

  /** Where requests go. */
  sealed interface Target {}

  /**
   * To the members of a balancer, or of a plain URL.
   *
   * @param balancer which
   * @param path what takes the place of the rule's path
   */
  record ToBalancer(BalancerDraft balancer, String path) implements Target {}

  /** To what this server has itself: {@code ProxyPass /path !}. */
  record NoProxy() implements Target {}

  /** To a scheme that there is not: httpd takes it, and answers 500. */
  record Nowhere() implements Target {}
}
