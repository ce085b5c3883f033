package org.rpicluster.balancer.vertx.http.codec;

import java.util.Arrays;

/**
 * The index of the fields of a head in its bytes: four numbers for each, and a bit for each known
 * name that is there, so that one that is absent is known at once. Grows as a head needs it, and
 * keeps no more than usual heads need. For one head, on its event loop only.
 */
final class FieldIndex {

  /** What is lower is no field. */
  static final int NONE = -1;

  /** Its line is {@code name: value CR LF} and nothing else: it can be copied as it stands. */
  static final int PLAIN = 1 << 8;

  /** It came over several lines. RFC 9112 §5.2. */
  static final int FOLDED = 1 << 9;

  static final int REMOVED = 1 << 10;

  /** A longer name is refused: its length has the upper half of a number. */
  static final int NAME_BYTES_MAX = Short.MAX_VALUE;

  /** Browsers send a dozen, answers have as many. */
  private static final int FIELDS_USUAL = 32;

  /** Room for more is given back once the head is over: a connection rests with 2 KiB at most. */
  private static final int FIELDS_KEPT = 128;

  private static final int STRIDE = 4;
  private static final int VALUE = 1;
  private static final int VALUE_END = 2;
  private static final int KIND = 3;
  private static final int NUMBER = 0xFF;

  private int[] numbers = new int[FIELDS_USUAL * STRIDE];
  private int count;

  /** A bit for each number that was added, below 64 and from there on; none is taken back. */
  private long present;

  private long presentToo;

  /** A copy with no room for more. */
  static FieldIndex asSmallAs(FieldIndex other) {
    FieldIndex copy = new FieldIndex();
    copy.numbers = Arrays.copyOf(other.numbers, other.count * STRIDE);
    copy.count = other.count;
    return copy;
  }

  void clear() {
    count = 0;
    present = 0;
    presentToo = 0;
    if (numbers.length > FIELDS_KEPT * STRIDE) {
      numbers = new int[FIELDS_USUAL * STRIDE];
    }
  }

  /** How many there are, those that were removed among them. */
  int count() {
    return count;
  }

  /** What it holds of memory. */
  int heldBytes() {
    return numbers.length * Integer.BYTES;
  }

  /** A field at the end; {@code flags} are those above. */
  int add(int name, int nameLength, int value, int valueEnd, int number, int flags) {
    int at = count * STRIDE;
    if (at == numbers.length) {
      numbers = Arrays.copyOf(numbers, 2 * at);
    }
    numbers[at] = name;
    numbers[at + VALUE] = value;
    numbers[at + VALUE_END] = valueEnd;
    numbers[at + KIND] = nameLength << 16 | flags | number;
    note(number);
    return count++;
  }

  private void note(int number) {
    if (number < Long.SIZE) {
      present |= 1L << number;
    } else {
      presentToo |= 1L << number;
    }
  }

  /** Whether there may be one with this number. */
  boolean mayHave(int number) {
    return ((number < Long.SIZE ? present : presentToo) >>> number & 1) != 0;
  }

  /** Whether there may be one of these names. */
  boolean mayHave(FieldSet names) {
    return names.meets(present, presentToo);
  }

  /** How many are there. */
  int size() {
    int size = 0;
    for (int at = KIND; at < count * STRIDE; at += STRIDE) {
      size += (numbers[at] & REMOVED) == 0 ? 1 : 0;
    }
    return size;
  }

  /** How long names and values are of those that are there. */
  int characters() {
    int characters = 0;
    for (int at = 0; at < count * STRIDE; at += STRIDE) {
      if ((numbers[at + KIND] & REMOVED) == 0) {
        characters += (numbers[at + KIND] >>> 16) + numbers[at + VALUE_END] - numbers[at + VALUE];
      }
    }
    return characters;
  }

  /** All of another index, whose bytes stand so much later now. */
  void addAll(FieldIndex other, int moved) {
    for (int at = 0; at < other.count * STRIDE; at += STRIDE) {
      int kind = other.numbers[at + KIND];
      add(
          other.numbers[at] + moved,
          kind >>> 16,
          other.numbers[at + VALUE] + moved,
          other.numbers[at + VALUE_END] + moved,
          kind & NUMBER,
          kind & (PLAIN | FOLDED | REMOVED));
    }
  }

  /** The next one from {@code from} on that is there and has this number, or {@link #NONE}. */
  int next(int number, int from) {
    for (int field = from; field < count; field++) {
      if ((numbers[field * STRIDE + KIND] & (REMOVED | NUMBER)) == number) {
        return field;
      }
    }
    return NONE;
  }

  int name(int field) {
    return numbers[field * STRIDE];
  }

  int nameLength(int field) {
    return numbers[field * STRIDE + KIND] >>> 16;
  }

  int value(int field) {
    return numbers[field * STRIDE + VALUE];
  }

  int valueEnd(int field) {
    return numbers[field * STRIDE + VALUE_END];
  }

  int number(int field) {
    return numbers[field * STRIDE + KIND] & NUMBER;
  }

  boolean is(int field, int flag) {
    return (numbers[field * STRIDE + KIND] & flag) != 0;
  }

  void remove(int field) {
    numbers[field * STRIDE + KIND] |= REMOVED;
  }

  /** The same field, elsewhere in the bytes now, where its line is a plain one. */
  void move(int field, int name, int value, int valueEnd) {
    int at = field * STRIDE;
    numbers[at] = name;
    numbers[at + VALUE] = value;
    numbers[at + VALUE_END] = valueEnd;
    numbers[at + KIND] = numbers[at + KIND] & ~FOLDED | PLAIN;
  }

  /** The value begins later; its line can no longer be copied as it stands. */
  void cutValue(int field, int value) {
    int at = field * STRIDE;
    numbers[at + VALUE] = value;
    numbers[at + KIND] &= ~PLAIN;
  }

  void copy(FieldIndex other) {
    int length = other.count * STRIDE;
    if (numbers.length < length) {
      numbers = new int[other.numbers.length];
    }
    System.arraycopy(other.numbers, 0, numbers, 0, length);
    count = other.count;
    present = other.present;
    presentToo = other.presentToo;
  }
}
