package org.rpicluster.balancer.vertx.http.codec;

import io.netty.util.AsciiString;

/**
 * The syntax of HTTP/2's names and values, which its own coding would carry whatever they are:
 * nothing that could be taken for the end of a line, or of a field, once they are written as
 * HTTP/1.1. One look at each byte, eight at a time in values. Stateless; any thread. RFC 9113
 * §8.2.1.
 */
public final class FieldSyntax {

  private FieldSyntax() {}

  /** Whether it is a name in lower case, as HTTP/2 has no other. */
  public static boolean isName(AsciiString text) {
    byte[] bytes = text.array();
    int from = text.arrayOffset();
    int end = from + text.length();
    if (from == end || Octets.tokenEnd(bytes, from, end) < end) {
      return false;
    }
    for (int at = from; at < end; at++) {
      if (bytes[at] >= 'A' && bytes[at] <= 'Z') {
        return false;
      }
    }
    return true;
  }

  /** Whether it is a value: no control character but tabs, and no blank at either end. */
  public static boolean isValue(AsciiString text) {
    byte[] bytes = text.array();
    int from = text.arrayOffset();
    int end = from + text.length();
    if (from == end) {
      return true;
    }
    if (Octets.isBlank(bytes[from]) || Octets.isBlank(bytes[end - 1])) {
      return false;
    }
    int at = Octets.controlAt(bytes, from, end);
    while (at < end && bytes[at] == Octets.HTAB) {
      at = Octets.controlAt(bytes, at + 1, end);
    }
    return at == end;
  }

  /** Whether it is a word, as methods are. RFC 9110 §9.1. */
  public static boolean isToken(AsciiString text) {
    int from = text.arrayOffset();
    int end = from + text.length();
    return from < end && Octets.tokenEnd(text.array(), from, end) == end;
  }

  /**
   * The number that a value is: digits and nothing else. RFC 9110 §8.6.
   *
   * @return less than 0 if it is none, or none below 2^63
   */
  public static long lengthOf(CharSequence text) {
    long number = 0;
    for (int i = 0; i < text.length(); i++) {
      int digit = text.charAt(i) - '0';
      if (digit < 0 || digit > 9 || number > (Long.MAX_VALUE - digit) / 10) {
        return -1;
      }
      number = 10 * number + digit;
    }
    return text.isEmpty() ? -1 : number;
  }
}
