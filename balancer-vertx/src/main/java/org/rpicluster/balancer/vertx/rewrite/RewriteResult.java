package org.rpicluster.balancer.vertx.rewrite;

/** The result of the rules for a request. Immutable. */
public sealed interface RewriteResult {

  /** Nothing: it goes on as it came. */
  record Unchanged() implements RewriteResult {}

  /**
   * Another target.
   *
   * @param target path and query, as they are written
   * @param pass whether a rule has it looked up among the routes below
   */
  record Changed(String target, boolean pass) implements RewriteResult {}

  /**
   * A cluster.
   *
   * @param rule the number of the rule that says which
   * @param target what its members are asked for
   */
  record Forwarded(int rule, String target) implements RewriteResult {}

  /**
   * Another address for the client.
   *
   * @param status of the answer
   * @param location the address
   */
  record Redirected(int status, String location) implements RewriteResult {}

  /**
   * An error.
   *
   * @param status of the answer
   * @param sentence what is wrong; empty for what is usual
   */
  record Refused(int status, String sentence) implements RewriteResult {}
}
