package org.rpicluster.balancer.vertx.http.codec;

/**
 * Reads the lines of fields up to the empty one, of a head or of trailers, and notes each in the
 * index of its head. A line that is continued is made one, with a space between its parts. One look
 * at each byte; on its event loop only. RFC 9112 §5.
 */
final class FieldLineReader {

  private static final int LINE_START = 0;
  private static final int NAME = 1;
  private static final int BEFORE_COLON = 2;
  private static final int BEFORE_VALUE = 3;
  private static final int VALUE = 4;
  private static final int LINE_FEED = 5;
  private static final int LAST_LINE_FEED = 6;

  private static final int NO_NAME = -1;

  private final Head head;
  private final ReadLimits limits;
  private final boolean ofMember;
  private final boolean inTrailers;
  MessageFault fault = MessageFault.NONE;
  private boolean done;
  private int state;
  private int bytesLeft;

  /** Of this field. */
  private int fieldBytesLeft;

  private int lineStart;

  /** Where the line must end, as there may be no more of fields. */
  private int lineCap;

  /** The field whose lines are not known to be over. */
  private int name = NO_NAME;

  private int nameEnd;
  private int colon;
  private int value;
  private int valueEnd;
  private int flags;

  /** What this line has of its value. */
  private int partStart;

  /**
   * For the heads, or the trailers, of a connection.
   *
   * @param ofMember whether blanks before a colon are removed, and in heads a line feed alone ends
   *     a line: RFC 9112 §2.2 and §5.1 allow it of answers, whose framing leaves no doubt by it
   */
  FieldLineReader(Head head, ReadLimits limits, boolean ofMember, boolean inTrailers) {
    this.head = head;
    this.limits = limits;
    this.ofMember = ofMember;
    this.inTrailers = inTrailers;
  }

  void reset() {
    fault = MessageFault.NONE;
    done = false;
    state = LINE_START;
    bytesLeft = limits.fieldBytes();
    name = NO_NAME;
  }

  /** Whether the empty line was read. */
  boolean isDone() {
    return done;
  }

  /** Reads on in the bytes of the head; answers where it stopped. */
  int read(int from, int end) {
    byte[] bytes = head.bytes.array;
    int at = from;
    while (at < end && !done && fault == MessageFault.NONE) {
      at =
          switch (state) {
            case LINE_START -> lineStart(bytes, at, end);
            case NAME -> name(bytes, at, end);
            case BEFORE_COLON -> beforeColon(bytes, at, end);
            case BEFORE_VALUE -> beforeValue(bytes, at, end);
            case VALUE -> value(bytes, at, end);
            default -> lineFeed(bytes, at);
          };
    }
    return at;
  }

  private int lineStart(byte[] bytes, int at, int end) {
    byte b = bytes[at];
    if (b == Octets.CR) {
      state = LAST_LINE_FEED;
      return at + 1;
    }
    if (b == Octets.LF) {
      return isLineFeedEnough() ? over(at) : fail(MessageFault.BARE_LF, at);
    }
    lineStart = at;
    boolean begins = !Octets.isBlank(b);
    if (begins) {
      fieldBytesLeft = limits.eachFieldBytes();
    }
    int most = Math.min(bytesLeft, fieldBytesLeft);
    lineCap = (int) Math.min(Integer.MAX_VALUE, (long) at + most);
    if (begins) {
      note();
      return begin(bytes, at, end);
    }
    if (name == NO_NAME) {
      return fail(MessageFault.FOLD_FIRST, at);
    }
    flags |= FieldIndex.FOLDED;
    state = BEFORE_VALUE;
    return at;
  }

  private int begin(byte[] bytes, int at, int end) {
    if (head.fields() == limits.fields()) {
      return fail(MessageFault.FIELDS_TOO_MANY, at);
    }
    name = at;
    flags = FieldIndex.PLAIN;
    state = NAME;
    return name(bytes, at, end);
  }

  // What mostly follows is read at once; where the input ends, or something else stands there, the
  // state says how to go on.

  private int name(byte[] bytes, int from, int end) {
    int at = Octets.tokenEnd(bytes, from, Math.min(end, lineCap));
    if (at == end) {
      return at;
    }
    byte b = bytes[at];
    if (isTooLong(b, at)) {
      return fail(MessageFault.FIELDS_TOO_LARGE, at);
    }
    if (at == name) {
      return fail(b == ':' ? MessageFault.NAME_EMPTY : notColon(b), at);
    }
    nameEnd = at;
    if (b == ':') {
      return colon(bytes, at, end);
    }
    if (!Octets.isBlank(b)) {
      return fail(notColon(b), at);
    }
    state = BEFORE_COLON;
    return ofMember ? at : fail(MessageFault.NAME_BLANK, at);
  }

  /** Whether the line goes on where the fields may not; or the name beyond what is noted of it. */
  private boolean isTooLong(byte b, int at) {
    return at == lineCap && b != Octets.CR && b != Octets.LF
        || state == NAME && at - name > FieldIndex.NAME_BYTES_MAX;
  }

  private int beforeColon(byte[] bytes, int from, int end) {
    int at = blanksEnd(bytes, from, end);
    if (at == end) {
      return at;
    }
    if (isTooLong(bytes[at], at)) {
      return fail(MessageFault.FIELDS_TOO_LARGE, at);
    }
    return bytes[at] == ':' ? colon(bytes, at, end) : fail(notColon(bytes[at]), at);
  }

  private int colon(byte[] bytes, int at, int end) {
    colon = at;
    state = BEFORE_VALUE;
    return beforeValue(bytes, at + 1, end);
  }

  private int beforeValue(byte[] bytes, int from, int end) {
    int at = blanksEnd(bytes, from, end);
    if (at == end) {
      return at;
    }
    partStart = at;
    state = VALUE;
    return value(bytes, at, end);
  }

  private int blanksEnd(byte[] bytes, int from, int end) {
    int limit = Math.min(end, lineCap);
    int at = from;
    while (at < limit && Octets.isBlank(bytes[at])) {
      at++;
    }
    return at;
  }

  private int value(byte[] bytes, int from, int end) {
    int limit = Math.min(end, lineCap);
    int at = Octets.controlAt(bytes, from, limit);
    while (at < limit && bytes[at] == Octets.HTAB) {
      at = Octets.controlAt(bytes, at + 1, limit);
    }
    if (at == end) {
      return at;
    }
    return isTooLong(bytes[at], at)
        ? fail(MessageFault.FIELDS_TOO_LARGE, at)
        : valueEnd(bytes, at, end);
  }

  private static MessageFault notColon(byte b) {
    return b == Octets.CR || b == Octets.LF ? MessageFault.NO_COLON : MessageFault.NAME;
  }

  private int valueEnd(byte[] bytes, int at, int end) {
    byte b = bytes[at];
    if (b != Octets.CR && b != Octets.LF) {
      return fail(MessageFault.VALUE, at);
    }
    if (b == Octets.LF && !isLineFeedEnough()) {
      return fail(MessageFault.BARE_LF, at);
    }
    bytesLeft -= at - lineStart;
    fieldBytesLeft -= at - lineStart;
    addPart(bytes, at);
    if (b == Octets.LF) {
      flags &= ~FieldIndex.PLAIN;
      state = LINE_START;
      return at + 1;
    }
    state = LINE_FEED;
    return at + 1 < end ? lineFeed(bytes, at + 1) : at + 1;
  }

  /** Without the blanks around it. */
  private void addPart(byte[] bytes, int lineEnd) {
    int partEnd = lineEnd;
    while (partEnd > partStart && Octets.isBlank(bytes[partEnd - 1])) {
      partEnd--;
    }
    if ((flags & FieldIndex.FOLDED) != 0) {
      join(bytes, partEnd);
      return;
    }
    value = partStart;
    valueEnd = partEnd;
    boolean plain = partEnd == lineEnd && colon == nameEnd && partStart == colon + 2;
    flags = plain && bytes[colon + 1] == Octets.SP ? FieldIndex.PLAIN : 0;
  }

  private void join(byte[] bytes, int partEnd) {
    flags &= ~FieldIndex.PLAIN;
    int length = partEnd - partStart;
    if (length > 0 && valueEnd > value) {
      bytes[valueEnd++] = Octets.SP;
    }
    System.arraycopy(bytes, partStart, bytes, valueEnd, length);
    valueEnd += length;
  }

  private int lineFeed(byte[] bytes, int at) {
    if (bytes[at] != Octets.LF) {
      return fail(MessageFault.BARE_CR, at);
    }
    if (state == LAST_LINE_FEED) {
      return over(at);
    }
    state = LINE_START;
    return at + 1;
  }

  private int over(int at) {
    note();
    done = true;
    return at + 1;
  }

  /** The field before is over: no line continues it. */
  private void note() {
    if (name != NO_NAME) {
      int length = nameEnd - name;
      int number = KnownNames.numberOf(head.bytes.array, name, length);
      head.index.add(name, length, value, valueEnd, number, flags);
    }
  }

  private boolean isLineFeedEnough() {
    return ofMember && !inTrailers;
  }

  private int fail(MessageFault what, int at) {
    fault = what;
    return at;
  }
}
