package org.rpicluster.balancer.vertx.forwarded;

import java.util.concurrent.TimeUnit;

/**
 * The limits of one request, of whatever protocol. Immutable.
 *
 * @param lineBytesMax how long its first line is at most, written as HTTP/1.1 writes it; over
 *     HTTP/1 the server's parser has a limit of its own
 * @param fieldsMax how many fields its head has at most, however short: names of one hash make a
 *     look-up linear in their number (CVE-2011-4858)
 * @param bodyBytesMax how long its body is at most
 * @param silenceMaxNanos the longest silence within a body that is the client's to end, either way
 * @param fieldBytesMax how long one field is at most, its name with it
 * @param fieldsStatus how a request is answered whose fields are too large or too many
 * @param requestsMax how many there may be on a connection, one after the other
 */
public record RequestLimits(
    int lineBytesMax,
    int fieldsMax,
    long bodyBytesMax,
    long silenceMaxNanos,
    int fieldBytesMax,
    int fieldsStatus,
    int requestsMax) {

  /** A line as long, and as many fields, as Apache takes, any body, and as patient as nginx. */
  public static final RequestLimits DEFAULT =
      new RequestLimits(8 * 1024, 100, Long.MAX_VALUE, TimeUnit.SECONDS.toNanos(60));

  /** With fields of any size, which is 431 if they are too many, and any number of requests. */
  public RequestLimits(int lineBytesMax, int fieldsMax, long bodyBytesMax, long silenceMaxNanos) {
    this(
        lineBytesMax,
        fieldsMax,
        bodyBytesMax,
        silenceMaxNanos,
        Integer.MAX_VALUE,
        431,
        Integer.MAX_VALUE);
  }
}
