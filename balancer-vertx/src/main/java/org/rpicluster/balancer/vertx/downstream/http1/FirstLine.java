package org.rpicluster.balancer.vertx.downstream.http1;

/**
 * What a client sends in the place of a request line that can be read, for the log: as much as
 * tells a scanner, TLS on the wrong port or a broken client. Stateless; any thread.
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
