package org.rpicluster.balancer.vertx.http.codec;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.util.AsciiString;
import java.lang.reflect.Field;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The table by which a reader finds the number of a name: a hash over its length and four of its
 * letters, and one comparison. Names that are written in code are mostly the same objects each
 * time, and found by that. Immutable; any thread.
 */
final class KnownNames {

  /** Six places for each name, so that no two meet. */
  private static final int TABLE_BITS = 9;

  /** With this one no two meet; a test says if another name brings two together. */
  private static final int FACTOR = 5517;

  private static final @Nullable FieldName[] TABLE = new FieldName[1 << TABLE_BITS];

  static {
    for (FieldName name : FieldName.known()) {
      int place = place(name.written(), 0, name.length());
      if (TABLE[place] != null) {
        throw new IllegalStateException(name + " and " + TABLE[place] + " have one place");
      }
      TABLE[place] = name;
    }
  }

  /** Four places for each constant; of two that meet, one is found by its letters. */
  private static final int CONSTANT_BITS = 10;

  private static final @Nullable CharSequence[] CONSTANTS = new CharSequence[1 << CONSTANT_BITS];
  private static final @Nullable FieldName[] OF_CONSTANTS = new FieldName[1 << CONSTANT_BITS];

  static {
    for (FieldName name : FieldName.known()) {
      note(name.toString().toLowerCase(Locale.ROOT).intern()); // as literals are
    }
    for (Field constant : HttpHeaderNames.class.getFields()) {
      try {
        note((AsciiString) constant.get(null));
      } catch (IllegalAccessException e) {
        throw new ExceptionInInitializerError(e); // they are public
      }
    }
  }

  private KnownNames() {}

  private static void note(CharSequence constant) {
    FieldName name = findByLetters(constant);
    if (name != null) {
      int place = placeOf(constant.hashCode());
      CONSTANTS[place] = constant;
      OF_CONSTANTS[place] = name;
    }
  }

  /** Both kinds of text keep their hash once it was asked for. */
  private static int placeOf(int hash) {
    return hash * 0x9E3779B1 >>> Integer.SIZE - CONSTANT_BITS;
  }

  /** The one in these bytes, or nothing. */
  static @Nullable FieldName find(byte[] bytes, int from, int length) {
    FieldName name = length == 0 ? null : TABLE[place(bytes, from, length)];
    boolean isIt = name != null && name.length() == length && name.isAt(bytes, from);
    return isIt ? name : null;
  }

  /** The one that a text is, or nothing. */
  static @Nullable FieldName find(CharSequence text) {
    int place = placeOf(text instanceof String string ? string.hashCode() : text.hashCode());
    return CONSTANTS[place] == text ? OF_CONSTANTS[place] : findByLetters(text);
  }

  private static @Nullable FieldName findByLetters(CharSequence text) {
    return text instanceof AsciiString ascii
        ? find(ascii.array(), ascii.arrayOffset(), ascii.length())
        : find(text.toString());
  }

  private static @Nullable FieldName find(String text) {
    int length = text.length();
    FieldName name = length == 0 ? null : TABLE[place(text, length)];
    return name != null && name.length() == length && name.isText(text) ? name : null;
  }

  /** The number of the name in these bytes, or {@link FieldName#NO_NUMBER}. */
  static int numberOf(byte[] bytes, int from, int length) {
    FieldName name = find(bytes, from, length);
    return name == null ? FieldName.NO_NUMBER : name.number();
  }

  private static int place(byte[] bytes, int from, int length) {
    return place(
        length,
        bytes[from],
        bytes[from + (length >> 1)],
        bytes[from + 3 * length / 4],
        bytes[from + length - 1]);
  }

  private static int place(String text, int length) {
    return place(
        length,
        text.charAt(0),
        text.charAt(length >> 1),
        text.charAt(3 * length / 4),
        text.charAt(length - 1));
  }

  /** Letters count in lower case; digits and hyphens have the bit already. */
  private static int place(int length, int first, int second, int third, int last) {
    int two = (second | Octets.CASE) + FACTOR * (third | Octets.CASE);
    int all =
        length + FACTOR * ((first | Octets.CASE) + FACTOR * ((last | Octets.CASE) + FACTOR * two));
    return all * 0x9E3779B1 >>> Integer.SIZE - TABLE_BITS; // Fibonacci hashing: Knuth, TAOCP 6.4
  }
}
