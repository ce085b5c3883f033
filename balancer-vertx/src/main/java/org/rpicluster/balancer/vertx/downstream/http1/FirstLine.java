package org.rpicluster.balancer.vertx.downstream.http1;

/**
 * The first line of a client that sends no request line, for the log: as much as tells a scanner,
 * TLS on the wrong port or a broken client. Stateless; any thread.
 */
final class FirstLine {

  static final int BYTES_MAX = 256;

  private static final String CUT = "...";

  private FirstLine() {}

  /** A text that may be as long as a request line. */
  static String cut(String text) {
    boolean isCut = text.length() > BYTES_MAX;
    return isCut ? text.substring(0, BYTES_MAX) + CUT : text;
  }
}
