package org.rpicluster.balancer.vertx.http.codec;

/**
 * The limits of what is read of a message. Immutable; any thread. RFC 9112 §3, RFC 6585 §5.
 *
 * @param lineBytes of the first line, its end not counted
 * @param fieldBytes of all lines of fields together, their ends not counted; and as many of
 *     trailers
 * @param fields their number; and as many trailers
 * @param bodyBytes of the body, its framing not counted
 * @param eachFieldBytes of one field, all its lines, their ends not counted
 */
public record ReadLimits(
    int lineBytes, int fieldBytes, int fields, long bodyBytes, int eachFieldBytes) {

  /** A limit of nothing would let no message through. */
  public ReadLimits {
    check("lineBytes", lineBytes);
    check("fieldBytes", fieldBytes);
    check("fields", fields);
    check("bodyBytes", bodyBytes);
    check("eachFieldBytes", eachFieldBytes);
  }

  /** One field may be all of them. */
  public ReadLimits(int lineBytes, int fieldBytes, int fields, long bodyBytes) {
    this(lineBytes, fieldBytes, fields, bodyBytes, Integer.MAX_VALUE);
  }

  private static void check(String name, long value) {
    if (value < 0) {
      throw new IllegalArgumentException(name + ": " + value + " (expected: 0 or more)");
    }
  }
}
