package org.rpicluster.balancer.vertx.rewrite;

/** What becomes of the request's query where a rule applies. */
public enum RewriteQuery {
  /** It stays, unless the rule writes another one. */
  KEEP,
  /** It is put behind the one that the rule writes: Apache's {@code [QSA]}. */
  APPEND,
  /** It is left out: Apache's {@code [QSD]}. */
  DISCARD
}
