package org.rpicluster.balancer.vertx.http.codec;

/**
 * Reads a request line: three words, one space between two of them, CR LF. Another reader may see
 * another request where more than that is taken (CVE-2026-50020, CVE-2023-25690). One look at each
 * byte; on its event loop only. RFC 9112 §3.
 */
final class RequestLineReader extends FirstLineReader {

  private static final int METHOD = 0;
  private static final int TARGET = 1;
  private static final int VERSION = 2;
  private static final int LINE_FEED = 3;

  /** {@code HTTP/1.1}. */
  private static final int VERSION_BYTES = 8;

  private int state;
  private int wordStart;

  RequestLineReader(Head head, int lineBytesMax) {
    super(head, lineBytesMax);
  }

  @Override
  void reset() {
    super.reset();
    state = METHOD;
    wordStart = 0;
  }

  @Override
  boolean isLineFeedEnough() {
    return false;
  }

  @Override
  int step(byte[] bytes, int from, int end) {
    if (state == LINE_FEED) {
      return lineFeed(bytes, from);
    }
    int at =
        state == METHOD
            ? Octets.tokenEnd(bytes, from, limit(end))
            : Octets.blankAt(bytes, from, limit(end));
    if (at == end) {
      return at;
    }
    if (isTooLong(bytes, at)) {
      return fail(MessageFault.LINE_TOO_LONG, at);
    }
    return switch (state) {
      case METHOD -> method(bytes, at);
      case TARGET -> target(bytes, at);
      default -> version(bytes, at);
    };
  }

  private int method(byte[] bytes, int at) {
    if (bytes[at] != Octets.SP || at == start) {
      return fail(lineEndOr(bytes[at], MessageFault.METHOD), at);
    }
    head.line.method(start, at);
    return next(TARGET, at);
  }

  private int target(byte[] bytes, int at) {
    if (bytes[at] != Octets.SP || at == wordStart) {
      MessageFault wrong = at == wordStart ? MessageFault.REQUEST_LINE : MessageFault.TARGET;
      return fail(lineEndOr(bytes[at], wrong), at);
    }
    head.line.rest(wordStart, at);
    return next(VERSION, at);
  }

  private int version(byte[] bytes, int at) {
    if (bytes[at] != Octets.CR) {
      return fail(lineEndOr(bytes[at], MessageFault.REQUEST_LINE), at);
    }
    state = LINE_FEED;
    return at + 1;
  }

  private int lineFeed(byte[] bytes, int at) {
    if (bytes[at] != Octets.LF) {
      return fail(MessageFault.BARE_CR, at);
    }
    int last = at - 2;
    if (isSpoken(bytes, at - 1)) {
      head.line.minorVersion = bytes[last] - '0';
      head.line.plainStart = bytes[last] == '1' ? start : StartLine.NOWHERE;
      done();
    } else {
      fault = isVersion(bytes, at - 1) ? MessageFault.VERSION : MessageFault.VERSION_FORM;
    }
    return at + 1;
  }

  private int next(int part, int space) {
    state = part;
    wordStart = space + 1;
    return wordStart;
  }

  /** A line that ends too soon lacks a word, as those of HTTP/0.9 do. */
  private static MessageFault lineEndOr(byte b, MessageFault other) {
    if (b == Octets.LF) {
      return MessageFault.BARE_LF;
    }
    return b == Octets.CR ? MessageFault.REQUEST_LINE : other;
  }

  private boolean isSpoken(byte[] bytes, int to) {
    return to - wordStart == VERSION_BYTES
        && bytes[wordStart] == 'H'
        && bytes[wordStart + 1] == 'T'
        && bytes[wordStart + 2] == 'T'
        && bytes[wordStart + 3] == 'P'
        && bytes[wordStart + 4] == '/'
        && bytes[wordStart + 5] == '1'
        && bytes[wordStart + 6] == '.'
        && (bytes[wordStart + 7] == '0' || bytes[wordStart + 7] == '1');
  }

  /** Whether it names some protocol's version: letters, a slash, two numbers with a dot. */
  private boolean isVersion(byte[] bytes, int to) {
    int slash = Octets.tokenEnd(bytes, wordStart, to);
    int dot = digitsEnd(bytes, slash + 1, to);
    return slash > wordStart
        && slash < to
        && bytes[slash] == '/'
        && dot > slash + 1
        && dot < to
        && bytes[dot] == '.'
        && dot + 1 < to
        && digitsEnd(bytes, dot + 1, to) == to;
  }

  private static int digitsEnd(byte[] bytes, int from, int to) {
    int at = from;
    while (at < to && Octets.isDigit(bytes[at])) {
      at++;
    }
    return at;
  }
}
