package org.rpicluster.balancer.vertx.http.codec;

/**
 * Reads a status line: {@code HTTP/1.}, a digit, three digits, and perhaps a reason, with one space
 * between them. The line may end with a line feed alone, as small devices end theirs. One look at
 * each byte; on its event loop only. RFC 9112 §2.2, §4.
 */
final class StatusLineReader extends FirstLineReader {

  private static final byte[] NAME = {'H', 'T', 'T', 'P', '/', '1', '.'};
  private static final int MAJOR = 5;
  private static final int MINOR = 7;
  private static final int STATUS = 9;
  private static final int REASON = 13;

  /** States are places in the line, until the reason. */
  private int state;

  private int status;

  StatusLineReader(Head head, int lineBytesMax) {
    super(head, lineBytesMax);
  }

  @Override
  void reset() {
    super.reset();
    state = 0;
    status = 0;
  }

  @Override
  boolean isLineFeedEnough() {
    return true;
  }

  @Override
  int step(byte[] bytes, int at, int end) {
    if (state > REASON) {
      return bytes[at] == Octets.LF ? over(at, at - 1) : fail(MessageFault.BARE_CR, at);
    }
    if (state == REASON) {
      return reason(bytes, at, end);
    }
    if (isTooLong(bytes, at)) {
      return fail(MessageFault.LINE_TOO_LONG, at);
    }
    return state <= STATUS - 1 ? version(bytes[at], at) : status(bytes[at], at);
  }

  private int version(byte b, int at) {
    boolean right =
        state < MINOR ? b == NAME[state] : state == MINOR ? Octets.isDigit(b) : b == Octets.SP;
    if (!right) {
      return fail(state == MAJOR ? MessageFault.VERSION : MessageFault.STATUS_LINE, at);
    }
    if (state == MINOR) {
      head.line.minorVersion = b == '0' ? 0 : 1;
      head.line.plainStart = b == '1' ? start : StartLine.NOWHERE;
    }
    state++;
    return at + 1;
  }

  private int status(byte b, int at) {
    if (state < REASON - 1) {
      if (!Octets.isDigit(b) || state == STATUS && b == '0') {
        return fail(MessageFault.STATUS, at);
      }
      status = 10 * status + b - '0';
      state++;
      return at + 1;
    }
    if (b == Octets.SP) {
      state = REASON;
      return at + 1;
    }
    head.line.plainStart = StartLine.NOWHERE; // the space is missing, which comes even then
    return lineEnd(b, at, MessageFault.STATUS);
  }

  private int reason(byte[] bytes, int from, int end) {
    int at = Octets.controlAt(bytes, from, limit(end));
    if (at == end) {
      return at;
    }
    if (isTooLong(bytes, at)) {
      return fail(MessageFault.LINE_TOO_LONG, at);
    }
    return bytes[at] == Octets.HTAB ? at + 1 : lineEnd(bytes[at], at, MessageFault.REASON);
  }

  private int lineEnd(byte b, int at, MessageFault otherwise) {
    if (b == Octets.CR) {
      state = REASON + 1;
      return at + 1;
    }
    if (b == Octets.LF) {
      head.line.plainStart = StartLine.NOWHERE;
      return over(at, at);
    }
    return fail(otherwise, at);
  }

  private int over(int lineFeed, int lineEnd) {
    int plainStart = head.line.plainStart;
    head.line.status(status);
    head.line.rest(Math.min(start + REASON, lineEnd), lineEnd);
    head.line.plainStart = plainStart;
    done();
    return lineFeed + 1;
  }
}
