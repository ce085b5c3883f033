package org.rpicluster.balancer.vertx.http.codec;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * The grammar of a head for single bytes, and where a run of them ends. Eight bytes at a time where
 * a value is looked through, a table's look-up for each byte of a name. Stateless; any thread. RFC
 * 9110 §5.5, §5.6.2; H. S. Warren, Hacker's Delight §6-1 (a byte within a word).
 */
final class Octets {

  static final byte CR = '\r';
  static final byte LF = '\n';
  static final byte SP = ' ';
  static final byte HTAB = '\t';
  static final byte DEL = 0x7F;

  /** The difference between the cases of a letter. */
  static final int CASE = 'a' - 'A';

  private static final VarHandle WORD =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private static final long ONES = 0x0101010101010101L;
  private static final long HIGHS = 0x8080808080808080L;

  /** Another digit may make a larger number than 2^63 - 1 of it. */
  private static final long ANOTHER_DIGIT_MAX = Long.MAX_VALUE / 10;

  private static final boolean[] TOKEN = new boolean[256];
  private static final byte[] LOWER = new byte[256];

  static {
    for (int c = 0; c < LOWER.length; c++) {
      LOWER[c] = (byte) (c >= 'A' && c <= 'Z' ? c + CASE : c);
    }
    String marks = "!#$%&'*+-.^_`|~";
    for (int c = 0; c < 0x80; c++) {
      TOKEN[c] = isLetterOrDigit(c) || marks.indexOf(c) >= 0;
    }
  }

  private Octets() {}

  private static boolean isLetterOrDigit(int c) {
    return c >= '0' && c <= '9' || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z';
  }

  static boolean isToken(int octet) {
    return TOKEN[octet & 0xFF];
  }

  static boolean isDigit(byte octet) {
    return octet >= '0' && octet <= '9';
  }

  static boolean isBlank(byte octet) {
    return octet == SP || octet == HTAB;
  }

  /** Whether it may stand in a value: visible, a blank, or beyond ASCII. */
  static boolean isText(byte octet) {
    return octet < 0 || octet >= SP && octet != DEL || octet == HTAB;
  }

  /** Where the token ends that begins at {@code from}. */
  static int tokenEnd(byte[] bytes, int from, int end) {
    int at = from;
    while (at < end && TOKEN[bytes[at] & 0xFF]) {
      at++;
    }
    return at;
  }

  /** Where the first control character is, tabs among them; {@code end} if there is none. */
  static int controlAt(byte[] bytes, int from, int end) {
    return firstBelow(bytes, from, end, SP);
  }

  /** Where the first blank or control character is; {@code end} if there is none. */
  static int blankAt(byte[] bytes, int from, int end) {
    return firstBelow(bytes, from, end, SP + 1);
  }

  private static int firstBelow(byte[] bytes, int from, int end, int bound) {
    int at = from;
    for (; at <= end - Long.BYTES; at += Long.BYTES) {
      long word = (long) WORD.get(bytes, at);
      long delete = word ^ ONES * DEL;
      // The lowest mark is right whatever is borrowed above it.
      long marks = (word - ONES * bound & ~word | delete - ONES & ~delete) & HIGHS;
      if (marks != 0) {
        return at + (Long.numberOfTrailingZeros(marks) >>> 3);
      }
    }
    while (at < end && (bytes[at] < 0 || bytes[at] >= bound && bytes[at] != DEL)) {
      at++;
    }
    return at;
  }

  /** Whether two runs of bytes are one, whatever the case of their letters. */
  static boolean isSame(byte[] bytes, int from, byte[] lower, int length) {
    for (int i = 0; i < length; i++) {
      if (LOWER[bytes[from + i] & 0xFF] != lower[i]) {
        return false;
      }
    }
    return true;
  }

  /** The same of a text, which may have letters in either case. */
  static boolean isSame(byte[] bytes, int from, CharSequence text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c > 0xFF || LOWER[bytes[from + i] & 0xFF] != LOWER[c]) {
        return false;
      }
    }
    return true;
  }

  /** Digits alone, up to 2^63 - 1; -1 if it is none. RFC 9110 §8.6. */
  static long number(byte[] bytes, int from, int end) {
    long number = from == end ? -1 : 0;
    for (int at = from; at < end; at++) {
      if (!isDigit(bytes[at]) || number > ANOTHER_DIGIT_MAX) {
        return -1;
      }
      number = 10 * number + bytes[at] - '0';
      if (number < 0) {
        return -1;
      }
    }
    return number;
  }
}
