package org.rpicluster.balancer.vertx.http.codec;

import io.netty.util.AsciiString;

/**
 * The head of a message as the bytes that it is, and an index of where its parts stand in them. It
 * is filled by a reader or by {@link #add}, changed in place without touching what stays, and
 * written in as few runs as its lines allow. One that is reset is used again, with another {@link
 * #generation}, and costs nothing then; text is made only where one asks for it. For one exchange
 * at a time, on its event loop only. RFC 9112 §3 to §5.
 */
public final class Head {

  /** Answered where there is no such field. */
  public static final int NONE = FieldIndex.NONE;

  private static final byte[] SEPARATOR = {':', ' '};
  private static final byte[] LINE_END = {'\r', '\n'};

  final HeadBytes bytes = new HeadBytes();
  final StartLine line = new StartLine(bytes);
  final FieldIndex index = new FieldIndex();
  private int generation;

  /** An empty one, with room for a usual head. */
  public Head() {}

  /** Forgets all: the next message begins. What was handed out of it before is void. */
  public void reset() {
    generation++;
    bytes.clear();
    index.clear();
    line.clear();
  }

  /** Another number after each reset: who keeps a place in it can see that it is stale. */
  public int generation() {
    return generation;
  }

  /** What it holds of memory. */
  public int heldBytes() {
    return bytes.array.length + index.heldBytes();
  }

  /** The first line: a request's or an answer's. */
  public StartLine line() {
    return line;
  }

  /** The same head, to be changed while the other one stays as it is. Two copies of memory. */
  public void copy(Head other) {
    generation++;
    bytes.copy(other.bytes);
    index.copy(other.index);
    line.copy(other.line);
  }

  /** What came first, be it a request or not, for a log: Latin-1, to the first line end. */
  public String firstBytes(int most) {
    return bytes.firstLine(most);
  }

  // Fields. Each is known by a number, from 0 to fields() - 1, that stays until the next reset.

  /** How many there have been: those that were removed still have their numbers. */
  public int fields() {
    return index.count();
  }

  /** Whether the field of this number is still there. */
  public boolean isThere(int field) {
    return !index.is(field, FieldIndex.REMOVED);
  }

  /** Whether there is a field of this name. */
  public boolean has(FieldName name) {
    return next(name, 0) != NONE;
  }

  /** The first field of this name, or {@link #NONE}. */
  public int first(FieldName name) {
    return next(name, 0);
  }

  /** The next field of this name, from the number {@code from} on; {@link #NONE} if none is. */
  public int next(FieldName name, int from) {
    int number = name.number();
    if (!index.mayHave(number)) {
      return NONE;
    }
    int field = index.next(number, from);
    while (number == FieldName.NO_NUMBER && field != NONE && !isNamed(field, name)) {
      field = index.next(number, field + 1);
    }
    return field;
  }

  /** The same of a name that has no constant. */
  public int next(CharSequence name, int from) {
    FieldName known = KnownNames.find(name);
    if (known != null) {
      return next(known, from);
    }
    int field = index.mayHave(FieldName.NO_NUMBER) ? index.next(FieldName.NO_NUMBER, from) : NONE;
    while (field != NONE && !bytes.isSame(index.name(field), index.nameLength(field), name)) {
      field = index.next(FieldName.NO_NUMBER, field + 1);
    }
    return field;
  }

  /** How many fields of this name there are. */
  public int count(FieldName name) {
    int count = 0;
    for (int field = first(name); field != NONE; field = next(name, field + 1)) {
      count++;
    }
    return count;
  }

  /** Whether the field of this number has this name. */
  public boolean isNamed(int field, FieldName name) {
    int number = index.number(field);
    return number == name.number()
        && (number != FieldName.NO_NUMBER
            || index.nameLength(field) == name.length()
                && name.isAt(bytes.array, index.name(field)));
  }

  /** Its name, as it is written there; of one that is written as usual, always the same text. */
  public String name(int field) {
    int from = index.name(field);
    int length = index.nameLength(field);
    int number = index.number(field);
    FieldName usual = number == FieldName.NO_NUMBER ? null : FieldName.known(number);
    return usual != null && usual.isWrittenAt(bytes.array, from)
        ? usual.toString()
        : bytes.text(from, from + length);
  }

  /** Its name in lower case, as HTTP/2 writes it; of a known one always the same object. */
  public AsciiString lowerName(int field) {
    int number = index.number(field);
    return number == FieldName.NO_NUMBER
        ? FieldName.lowerCase(name(field))
        : FieldName.known(number).lowerText();
  }

  /** Whether its name is one of these. */
  public boolean isAmong(int field, FieldSet names) {
    return names.has(index.number(field));
  }

  /** Whether its name is one that has a constant. */
  public boolean isKnown(int field) {
    return index.number(field) != FieldName.NO_NUMBER;
  }

  /** How many bytes its name has. */
  public int nameLength(int field) {
    return index.nameLength(field);
  }

  /** Its value, without the blanks around it. */
  public String value(int field) {
    return bytes.text(index.value(field), index.valueEnd(field));
  }

  /** How many bytes its value has. */
  public int valueLength(int field) {
    return index.valueEnd(field) - index.value(field);
  }

  /** One byte of its value. */
  public byte valueByte(int field, int at) {
    return bytes.array[index.value(field) + at];
  }

  /** Whether its value is this text, letter by letter. */
  public boolean valueIs(int field, CharSequence text) {
    int from = index.value(field);
    int length = text.length();
    boolean same = valueLength(field) == length;
    for (int i = 0; same && i < length; i++) {
      same = (bytes.array[from + i] & 0xFF) == text.charAt(i);
    }
    return same;
  }

  /** The number that its value is: digits alone, below 2^63; -1 if it is none. */
  public long number(int field) {
    return Octets.number(bytes.array, index.value(field), index.valueEnd(field));
  }

  /** Whether its value is this, whatever the case of its letters. */
  public boolean valueIs(int field, FieldValue value) {
    return valueLength(field) == value.length() && value.isAt(bytes.array, index.value(field));
  }

  /** Whether a field of this name is a list that has this element. RFC 9110 §5.6.1. */
  public boolean lists(FieldName name, FieldValue element) {
    for (int field = first(name); field != NONE; field = next(name, field + 1)) {
      if (element.isIn(bytes.array, index.value(field), index.valueEnd(field))) {
        return true;
      }
    }
    return false;
  }

  /** A field at the end. Its value must have no control character but a tab. */
  public void add(FieldName name, CharSequence value) {
    int from = bytes.end;
    bytes.put(name.written());
    int valueStart = putValue(value);
    index.add(from, name.length(), valueStart, bytes.end - 2, name.number(), FieldIndex.PLAIN);
  }

  /** The same of a name that has no constant: of HTTP/2, or of a server's own map. */
  public void add(CharSequence name, CharSequence value) {
    int from = bytes.end;
    bytes.putToken(name);
    int length = bytes.end - from;
    int number = KnownNames.numberOf(bytes.array, from, length);
    int valueStart = putValue(value);
    index.add(from, length, valueStart, bytes.end - 2, number, FieldIndex.PLAIN);
  }

  /** The only field of this name: in the place of the first one, or at the end. */
  public void set(FieldName name, CharSequence value) {
    int field = first(name);
    if (field == NONE) {
      add(name, value);
    } else {
      removeFrom(name, field + 1);
      setValue(field, value);
    }
  }

  /** Another value for one field, which keeps its name and its place. */
  public void setValue(int field, CharSequence value) {
    int from = bytes.end;
    bytes.putAgain(index.name(field), index.nameLength(field));
    int valueStart = putValue(value);
    index.move(field, from, valueStart, bytes.end - 2);
  }

  /** Removes all fields of this name. */
  public void remove(FieldName name) {
    removeFrom(name, 0);
  }

  private void removeFrom(FieldName name, int from) {
    for (int field = next(name, from); field != NONE; field = next(name, field + 1)) {
      index.remove(field);
    }
  }

  /** Removes one field. */
  public void remove(int field) {
    index.remove(field);
  }

  /** Removes all fields of these names: a look at each field. */
  public void remove(FieldSet names) {
    if (index.mayHave(names)) {
      for (int field = 0; field < index.count(); field++) {
        if (names.has(index.number(field))) {
          index.remove(field);
        }
      }
    }
  }

  /** How many fields there are. */
  public int size() {
    return index.size();
  }

  /** How many bytes their names and values have. */
  public int fieldBytes() {
    return index.characters();
  }

  /** As many bytes as it has when it is written, or a few more. */
  public int writtenBytes() {
    return bytes.end + HeadWriter.AROUND_BYTES;
  }

  // Bytes.

  /** The line's middle and end; answers where the value begins. */
  private int putValue(CharSequence value) {
    bytes.put(SEPARATOR);
    int from = bytes.end;
    bytes.put(value);
    bytes.put(LINE_END);
    return from;
  }
}
