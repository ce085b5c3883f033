package org.rpicluster.balancer.vertx.http.codec;

import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * A value, or an element of a list, ready to be looked for in a {@link Head}; case does not count.
 * Immutable; any thread. RFC 9110 §5.6.1.
 */
public final class FieldValue {

  public static final FieldValue CHUNKED = new FieldValue("chunked");
  public static final FieldValue CLOSE = new FieldValue("close");
  public static final FieldValue CONTINUE = new FieldValue("100-continue");
  public static final FieldValue KEEP_ALIVE = new FieldValue("keep-alive");
  public static final FieldValue TRAILERS = new FieldValue("trailers");
  public static final FieldValue UPGRADE = new FieldValue("upgrade");
  public static final FieldValue WEBSOCKET = new FieldValue("websocket");

  private final byte[] lower;

  private FieldValue(String lower) {
    this.lower = lower.getBytes(StandardCharsets.ISO_8859_1);
  }

  /** One that a setting or a stage asks for. */
  public static FieldValue of(String text) {
    return new FieldValue(text.toLowerCase(Locale.ROOT));
  }

  int length() {
    return lower.length;
  }

  boolean isAt(byte[] bytes, int from) {
    return Octets.isSame(bytes, from, lower, lower.length);
  }

  /** Whether it is an element of a list, the blanks around it left out. */
  boolean isIn(byte[] bytes, int from, int end) {
    int at = from;
    while (at < end) {
      int next = at;
      while (next < end && bytes[next] != ',') {
        next++;
      }
      if (isBetween(bytes, at, next)) {
        return true;
      }
      at = next + 1;
    }
    return false;
  }

  private boolean isBetween(byte[] bytes, int from, int end) {
    int first = from;
    while (first < end && Octets.isBlank(bytes[first])) {
      first++;
    }
    int last = end;
    while (last > first && Octets.isBlank(bytes[last - 1])) {
      last--;
    }
    return last - first == lower.length && isAt(bytes, first);
  }
}
