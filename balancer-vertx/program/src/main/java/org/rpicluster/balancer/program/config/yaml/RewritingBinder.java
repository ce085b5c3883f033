package org.rpicluster.balancer.program.config.yaml;

import org.rpicluster.balancer.vertx.routing.Rewriting;
import org.rpicluster.balancer.vertx.routing.RewritingRows;

/** Binds what a route changes. Stateless. */
final class RewritingBinder {

  private RewritingBinder() {}

  static Rewriting bind(YamlMap map) {
    return fields(map, Rows.bind(map, RewritingRows.ALL, Rewriting.DEFAULT));
  }

  /** Of a rule, which says itself where requests go. */
  static Rewriting ofRule(YamlMap map) {
    return fields(map, Rows.bind(map, RewritingRows.OF_RULES, Rewriting.DEFAULT));
  }

  private static Rewriting fields(YamlMap map, Rewriting values) {
    return values.fields(FieldChangesBinder.ofRequests(map), FieldChangesBinder.ofAnswers(map));
  }
}
