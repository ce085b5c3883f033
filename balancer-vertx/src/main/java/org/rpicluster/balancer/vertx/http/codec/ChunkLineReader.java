package org.rpicluster.balancer.vertx.http.codec;

/**
 * Reads the line before a chunk: its size, and extensions, which mean nothing to the next hop and
 * are dropped. They must keep to the grammar all the same: another reader may end the line
 * elsewhere (CVE-2025-58056, CVE-2026-33870). A few comparisons for each byte. One for each
 * connection; on its event loop only. RFC 9112 §7.1.
 */
final class ChunkLineReader {

  /** Of a line with all its extensions, its end not counted. */
  static final int LINE_BYTES_MAX = 4096;

  /** So many bits a size may have before another digit, of four, without becoming negative. */
  private static final int SIZE_BITS_MAX = Long.SIZE - 1 - 4;

  /** Where in a line; a line may end behind those that are even, not counting the start. */
  private static final int START = 1;

  private static final int SIZE = 2;
  private static final int BLANK = 3;
  private static final int NAME = 4;
  private static final int NAME_START = 5;
  private static final int VALUE = 6;
  private static final int VALUE_START = 7;
  private static final int QUOTED_END = 8;
  private static final int QUOTED = 9;
  private static final int QUOTED_PAIR = 11;
  private static final int NAME_BLANK = 13;
  private static final int LINE_FEED = 15;

  private MessageFault fault = MessageFault.NONE;
  private int state = START;
  private long size;
  private int length;
  private int extensionBytes;

  void reset() {
    fault = MessageFault.NONE;
    state = START;
    size = 0;
    length = 0;
    extensionBytes = 0;
  }

  MessageFault fault() {
    return fault;
  }

  /** That of the chunk, once its line is over. */
  long size() {
    return size;
  }

  /** How much of the line was not its size. */
  int extensionBytes() {
    return extensionBytes;
  }

  /** Takes the next byte; answers whether it was the last. */
  boolean read(byte b) {
    if (state == LINE_FEED) {
      fault = b == Octets.LF ? MessageFault.NONE : MessageFault.BARE_CR;
      return b == Octets.LF;
    }
    if (b == Octets.LF) {
      fault = MessageFault.BARE_LF;
    } else if (b == Octets.CR) {
      carriageReturn();
    } else if (++length > LINE_BYTES_MAX) {
      fault = MessageFault.CHUNK_LINE_TOO_LONG;
    } else if (state > SIZE || !isDigit(b)) {
      extension(b);
    }
    return false;
  }

  private void carriageReturn() {
    if (state % 2 == 0) {
      state = LINE_FEED;
    } else {
      fault = state == START ? MessageFault.CHUNK_SIZE : MessageFault.CHUNK_LINE;
    }
  }

  private boolean isDigit(byte b) {
    int digit = b < 0 ? -1 : Character.digit(b, 16);
    if (digit >= 0) {
      fault = size >> SIZE_BITS_MAX == 0 ? MessageFault.NONE : MessageFault.CHUNK_SIZE;
      size = size << 4 | digit;
      state = SIZE;
    }
    return digit >= 0;
  }

  private void extension(byte b) {
    extensionBytes++;
    int next = Octets.isText(b) ? next(b) : 0;
    if (next == 0) {
      fault = state <= SIZE ? MessageFault.CHUNK_SIZE : MessageFault.CHUNK_LINE;
    }
    state = next;
  }

  /** The state behind a byte, or 0 where it may not stand. */
  private int next(byte b) {
    return switch (state) {
      case SIZE, BLANK, QUOTED_END -> Octets.isBlank(b) ? BLANK : b == ';' ? NAME_START : 0;
      case NAME_START -> Octets.isBlank(b) ? NAME_START : tokenOr(NAME, 0, b);
      case NAME -> tokenOr(NAME, afterName(b), b);
      case NAME_BLANK -> afterName(b);
      case VALUE_START ->
          Octets.isBlank(b) ? VALUE_START : tokenOr(VALUE, b == '"' ? QUOTED : 0, b);
      case VALUE -> tokenOr(VALUE, Octets.isBlank(b) ? BLANK : b == ';' ? NAME_START : 0, b);
      case QUOTED -> b == '"' ? QUOTED_END : b == '\\' ? QUOTED_PAIR : QUOTED;
      case QUOTED_PAIR -> QUOTED;
      default -> 0;
    };
  }

  private static int tokenOr(int inToken, int otherwise, byte b) {
    return Octets.isToken(b) ? inToken : otherwise;
  }

  private static int afterName(byte b) {
    return switch (b) {
      case ' ', '\t' -> NAME_BLANK;
      case ';' -> NAME_START;
      case '=' -> VALUE_START;
      default -> 0;
    };
  }
}
