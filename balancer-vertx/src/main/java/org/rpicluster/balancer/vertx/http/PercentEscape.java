package org.rpicluster.balancer.vertx.http;

import java.util.HexFormat;

/**
 * A byte that a URL writes as {@code %} and two digits, of ASCII alone: other scripts have digits
 * as well, which are none here. O(1), nothing allocated; stateless, any thread. RFC 3986 §2.1.
 */
public final class PercentEscape {

  /** Characters of one. */
  public static final int LENGTH = 3;

  private PercentEscape() {}

  /** The byte, 0 to 255, of the one that stands at {@code at}; -1 if none does, or not whole. */
  public static int at(String text, int at) {
    boolean whole =
        at + LENGTH <= text.length()
            && text.charAt(at) == '%'
            && HexFormat.isHexDigit(text.charAt(at + 1))
            && HexFormat.isHexDigit(text.charAt(at + 2));
    return whole ? HexFormat.fromHexDigits(text, at + 1, at + LENGTH) : -1;
  }
}
