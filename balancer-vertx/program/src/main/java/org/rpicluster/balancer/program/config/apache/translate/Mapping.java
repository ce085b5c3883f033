package org.rpicluster.balancer.program.config.apache.translate;

import org.rpicluster.balancer.program.config.apache.syntax.Directive;

/**
 * One rule of what maps where. Immutable.
 *
 * @param directive the line that says it
 * @param path of the requests, as URLs have it
 * @param target where they go
 * @param section the Location that it stands in, or the line itself
 */
record Mapping(Directive directive, String path, Target target, Directive section) {

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
