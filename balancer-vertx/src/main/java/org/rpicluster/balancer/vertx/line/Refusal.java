package org.rpicluster.balancer.vertx.line;

/**
 * The proxy answers itself instead of carrying the request: a status, and one sentence that says
 * why and nothing about the cluster's inside. Without a stack trace; an everyday event.
 */
final class Refusal extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final int status;
  private final boolean closesConnection;

  Refusal(int status, String sentence) {
    this(status, sentence, false);
  }

  private Refusal(int status, String sentence, boolean closesConnection) {
    super(sentence, null, false, false);
    this.status = status;
    this.closesConnection = closesConnection;
  }

  /** Of a request that is not as it should be: what follows it is not read any more. */
  static Refusal malformed(int status, String sentence) {
    return new Refusal(status, sentence, true);
  }

  boolean closesConnection() {
    return closesConnection;
  }

  int status() {
    return status;
  }

  String sentence() {
    return getMessage();
  }
}
