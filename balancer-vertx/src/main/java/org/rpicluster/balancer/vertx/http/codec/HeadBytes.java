package org.rpicluster.balancer.vertx.http.codec;

import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The bytes of a head: what came, and behind it what a stage has added. Nothing is moved until the
 * next reset. For one head, on its event loop only.
 */
final class HeadBytes {

  /** Room for a usual head and for what a stage adds to it. */
  private static final int USUAL = 1024;

  /** A connection rests with no more than this of room; what is larger is given back. */
  private static final int KEPT = 8 * 1024;

  byte[] array = new byte[USUAL];
  int end;

  void clear() {
    end = 0;
    if (array.length > KEPT) {
      array = new byte[USUAL];
    }
  }

  void copy(HeadBytes other) {
    clear();
    room(other.end);
    System.arraycopy(other.array, 0, array, 0, other.end);
    end = other.end;
  }

  void put(byte[] more) {
    put(more, 0, more.length);
  }

  void put(byte[] more, int from, int length) {
    room(length);
    System.arraycopy(more, from, array, end, length);
    end += length;
  }

  /** What stands there already. */
  void putAgain(int from, int length) {
    room(length);
    System.arraycopy(array, from, array, end, length);
    end += length;
  }

  /** Whether a name that stands here is this, whatever the case of its letters. */
  boolean isSame(int from, int length, CharSequence name) {
    return length == name.length() && Octets.isSame(array, from, name);
  }

  /** Latin-1, and nothing that could be taken for a line's end. */
  void put(CharSequence text) {
    int length = text.length();
    room(length);
    for (int i = 0; i < length; i++) {
      char c = text.charAt(i);
      if (c > 0xFF || !Octets.isText((byte) c)) {
        throw new IllegalArgumentException(
            "character: " + (int) c + " (expected: Latin-1, no control)");
      }
      array[end + i] = (byte) c;
    }
    end += length;
  }

  /** A method or a name. */
  void putToken(CharSequence text) {
    int from = end;
    put(text);
    check(Octets.tokenEnd(array, from, end), text);
  }

  /** What stands between spaces. */
  void putWord(CharSequence text) {
    int from = end;
    put(text);
    check(Octets.blankAt(array, from, end), text);
  }

  /** Nothing that could be taken for two, or for another part of its line. */
  private void check(int wrong, CharSequence text) {
    if (text.isEmpty() || wrong < end) {
      throw new IllegalArgumentException("word: " + text + " (expected: one)");
    }
  }

  /** Copies what comes behind what is there already, without taking it from the buffer. */
  void peek(ByteBuf in, int length) {
    room(length);
    in.getBytes(in.readerIndex(), array, end, length);
  }

  private void room(int more) {
    if (array.length - end < more) {
      array = Arrays.copyOf(array, Math.max(2 * array.length, end + more));
    }
  }

  String text(int from, int to) {
    return new String(array, from, to - from, StandardCharsets.ISO_8859_1);
  }

  /** The first line, be it one of a request or not; cut where it is long. */
  String firstLine(int most) {
    int from = 0;
    while (from < end && isLineEnd(array[from])) {
      from++;
    }
    int to = from;
    while (to < end && to - from < most && !isLineEnd(array[to])) {
      to++;
    }
    return text(from, to);
  }

  private static boolean isLineEnd(byte b) {
    return b == Octets.CR || b == Octets.LF;
  }
}
