package org.rpicluster.balancer.vertx.http.codec;

/**
 * The framing of a message's body: where it ends, by its head. Whatever leaves a doubt is a fault:
 * a length and a coding, a length twice, a coding that is not {@code chunked} alone. One for each
 * connection, on its event loop only. RFC 9112 §6.
 */
final class BodyFraming {

  /** How many bytes; what has no number ends in another way. */
  static final long CHUNKED = -1;

  static final long UNTIL_CLOSE = -2;

  private MessageFault fault = MessageFault.NONE;
  private long length;

  MessageFault fault() {
    return fault;
  }

  /** A number, or one of those above. */
  long length() {
    return length;
  }

  /** Decides for a request: without a word of a body it has none. */
  void ofRequest(Head head) {
    decide(head, 0);
  }

  /** Decides for an answer, whose fields must be right also where it has no body. */
  void ofAnswer(Head head, boolean headAsked) {
    decide(head, UNTIL_CLOSE);
    int status = head.line.status();
    if (headAsked || status < 200 || status == 204 || status == 304) {
      length = 0;
    }
  }

  private void decide(Head head, long otherwise) {
    fault = MessageFault.NONE;
    length = otherwise;
    int coding = head.first(FieldName.TRANSFER_ENCODING);
    int number = head.first(FieldName.CONTENT_LENGTH);
    if (coding != Head.NONE) {
      fault = faultOfCoding(head, coding, number);
      length = CHUNKED;
    } else if (number != Head.NONE) {
      fault = faultOfLength(head, number);
    }
  }

  private static MessageFault faultOfCoding(Head head, int coding, int number) {
    if (number != Head.NONE) {
      return MessageFault.LENGTH_WITH_CODING;
    }
    if (head.line.minorVersion() == 0) {
      return MessageFault.CODING_IN_HTTP10;
    }
    if (head.next(FieldName.TRANSFER_ENCODING, coding + 1) != Head.NONE) {
      return MessageFault.CODING;
    }
    if (head.index.is(coding, FieldIndex.FOLDED)) {
      return MessageFault.FRAMING_FOLDED;
    }
    if (head.valueIs(coding, FieldValue.CHUNKED)) {
      return MessageFault.NONE;
    }
    return isChunkedLast(head, coding) ? MessageFault.CODING_UNKNOWN : MessageFault.CODING;
  }

  /** Once, and behind all others: then its end would be known, were they. */
  private static boolean isChunkedLast(Head head, int coding) {
    byte[] bytes = head.bytes.array;
    int from = head.index.value(coding);
    int end = head.index.valueEnd(coding);
    int last = end;
    while (last > from && bytes[last - 1] != ',') {
      last--;
    }
    return FieldValue.CHUNKED.isIn(bytes, last, end)
        && !FieldValue.CHUNKED.isIn(bytes, from, last - 1);
  }

  private MessageFault faultOfLength(Head head, int number) {
    if (head.next(FieldName.CONTENT_LENGTH, number + 1) != Head.NONE) {
      return MessageFault.LENGTH_TWICE;
    }
    if (head.index.is(number, FieldIndex.FOLDED)) {
      return MessageFault.FRAMING_FOLDED;
    }
    length = head.number(number);
    if (length < 0) {
      return MessageFault.LENGTH;
    }
    leaveOutZeros(head, number);
    return MessageFault.NONE;
  }

  /** 007 and 7 are the same here, and must be to the next reader. */
  private static void leaveOutZeros(Head head, int number) {
    int from = head.index.value(number);
    int digit = from;
    while (digit < head.index.valueEnd(number) - 1 && head.bytes.array[digit] == '0') {
      digit++;
    }
    if (digit > from) {
      head.index.cutValue(number, digit);
    }
  }
}
