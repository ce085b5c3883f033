package org.rpicluster.balancer.vertx.rewrite;

/** The ways in which a rule that applies treats the request's query. */
public enum RewriteQuery {
  /** It stays, unless the rule writes another one. */
  KEEP,
  /** It is put behind the one that the rule writes: Apache's {@code [QSA]}. */
  APPEND,
  /** It is left out: Apache's {@code [QSD]}. */
  DISCARD
}
