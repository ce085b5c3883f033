package org.rpicluster.balancer.vertx.http.codec;

/**
 * Reads the first line of a head, byte by byte where it must. One for each connection and role; on
 * its event loop only.
 */
abstract class FirstLineReader {

  final int lineBytesMax;
  final Head head;
  MessageFault fault = MessageFault.NONE;
  int start;
  private boolean begun;
  private boolean done;

  FirstLineReader(Head head, int lineBytesMax) {
    this.head = head;
    this.lineBytesMax = lineBytesMax;
  }

  void reset() {
    fault = MessageFault.NONE;
    start = 0;
    begun = false;
    done = false;
  }

  /** Whether anything but empty lines has come. */
  final boolean hasBegun() {
    return begun;
  }

  /** Whether it is whole, and what comes next is a field. */
  final boolean isDone() {
    return done;
  }

  final void done() {
    done = true;
  }

  /** Reads on in the bytes of the head; answers where it stopped. */
  final int read(int from, int end) {
    byte[] bytes = head.bytes.array;
    int at = from;
    while (at < end && !done && fault == MessageFault.NONE) {
      at = begun ? step(bytes, at, end) : begin(bytes, at);
    }
    return at;
  }

  /** Empty lines may stand before it, and nothing else. RFC 9112 §2.2. */
  private int begin(byte[] bytes, int at) {
    boolean afterCr = at > 0 && bytes[at - 1] == Octets.CR;
    byte b = bytes[at];
    if (at >= lineBytesMax || afterCr && b != Octets.LF) {
      return fail(MessageFault.LINE_START, at);
    }
    if (b == Octets.CR || b == Octets.LF && (afterCr || isLineFeedEnough())) {
      return at + 1;
    }
    start = at;
    begun = true;
    return at;
  }

  /** Reads at least one byte, or says what is wrong with it. */
  abstract int step(byte[] bytes, int at, int end);

  /** Whether a line may end with a line feed alone. */
  abstract boolean isLineFeedEnough();

  /** Up to where the line may go on. */
  final int limit(int end) {
    return Math.min(end, start + lineBytesMax);
  }

  /** Whether the line goes on at {@code at}, where it may not. */
  final boolean isTooLong(byte[] bytes, int at) {
    return at >= start + lineBytesMax && bytes[at] != Octets.CR && bytes[at] != Octets.LF;
  }

  final int fail(MessageFault what, int at) {
    fault = what;
    return at;
  }
}
