package org.rpicluster.balancer.vertx.upstream.http1;

import io.netty.util.AsciiString;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;

/**
 * The field names that most answers have, each as one object: a name that is known is neither
 * copied nor turned into text again. One hash over a name and at most one comparison; immutable,
 * any thread.
 *
 * <p>It spares a sixth of what an exchange allocated ({@code docs/performance.md}).
 */
final class FieldNames {

  /** As servers write them; some, and all of HTTP/2, write them in lower case. */
  static final List<String> USUAL =
      List.of(
          "Accept-Ranges",
          "Access-Control-Allow-Origin",
          "Age",
          "Cache-Control",
          "Connection",
          "Content-Encoding",
          "Content-Language",
          "Content-Length",
          "Content-Location",
          "Content-Security-Policy",
          "Content-Type",
          "Date",
          "ETag",
          "Expires",
          "Keep-Alive",
          "Last-Modified",
          "Link",
          "Location",
          "Pragma",
          "Referrer-Policy",
          "Server",
          "Set-Cookie",
          "Strict-Transport-Security",
          "Transfer-Encoding",
          "Vary",
          "Via",
          "X-Content-Type-Options",
          "X-Frame-Options",
          "X-Powered-By",
          "X-Request-Id",
          "X-XSS-Protection");

  /** Sixteen places for each name, so that no two meet. */
  private static final int TABLE_BITS = 10;

  /** With this one no two meet; a test says if another name brings two together. */
  private static final int FACTOR = 1021;

  private static final AsciiString[] TABLE = new AsciiString[1 << TABLE_BITS];

  static {
    for (String name : USUAL) {
      add(name);
      add(name.toLowerCase(Locale.ROOT));
    }
  }

  private FieldNames() {}

  private static void add(String name) {
    byte[] bytes = name.getBytes(StandardCharsets.US_ASCII);
    TABLE[place(bytes, 0, bytes.length)] = new AsciiString(bytes, false);
  }

  /**
   * The name that stands in these bytes, exactly as it is written there.
   *
   * @return empty if it is none of the usual ones
   */
  static AsciiString known(byte[] bytes, int start, int length) {
    AsciiString name = length == 0 ? null : TABLE[place(bytes, start, length)];
    return name != null && isThere(name, bytes, start, length) ? name : AsciiString.EMPTY_STRING;
  }

  private static int place(byte[] bytes, int start, int length) {
    int last = start + length - 1;
    int middle = start + length / 2;
    int four = length + FACTOR * (bytes[start] + FACTOR * (bytes[last] + FACTOR * bytes[middle]));
    return four * 0x9E3779B1 >>> Integer.SIZE - TABLE_BITS; // Fibonacci hashing: Knuth, TAOCP 6.4
  }

  private static boolean isThere(AsciiString name, byte[] bytes, int start, int length) {
    if (name.length() != length) {
      return false;
    }
    for (int i = 0; i < length; i++) {
      if (name.byteAt(i) != bytes[start + i]) {
        return false;
      }
    }
    return true;
  }
}
