package org.rpicluster.balancer.vertx.http.codec;

/**
 * Why bytes are no message that may be carried: one reason for each way in which two readers could
 * part, with the status by which a request is refused. A member's answer is a 502 for each of them.
 */
public enum MessageFault {
  NONE(0, "nothing"),

  // The first line.
  LINE_START(400, "something else stands before the first line"), // RFC 9112 §2.2
  LINE_TOO_LONG(414, "the first line is too long"), // RFC 9112 §3
  METHOD(400, "the method is no token"), // RFC 9110 §9.1
  TARGET(400, "the target has a control character, or is missing"), // RFC 9112 §3.2
  REQUEST_LINE(400, "the request line has not three words with one space between"), // RFC 9112 §3
  VERSION(505, "another version of HTTP"), // RFC 9110 §15.6.6
  VERSION_FORM(400, "the version is none"), // RFC 9112 §2.3
  STATUS_LINE(400, "the status line is none"), // RFC 9112 §4
  STATUS(400, "the status is not one of 100 to 999"), // RFC 9112 §4, RFC 9110 §15
  REASON(400, "a control character in the reason"), // RFC 9112 §4

  // Lines of fields, in heads and trailers.
  BARE_CR(400, "a carriage return without a line feed"), // RFC 9112 §2.2
  BARE_LF(400, "a line feed without a carriage return"), // RFC 9112 §2.2
  NO_COLON(400, "a line of the fields has no colon"), // RFC 9112 §5
  NAME_EMPTY(400, "a field has no name"), // RFC 9110 §5.1; CVE-2023-25725
  NAME(400, "the name of a field is no token"), // RFC 9110 §5.1
  NAME_BLANK(400, "a blank before the colon of a field"), // RFC 9112 §5.1; CVE-2019-16869
  VALUE(400, "a control character in a value"), // RFC 9110 §5.5
  FOLD_FIRST(400, "a blank before the first field"), // RFC 9112 §2.2
  FIELDS_TOO_LARGE(431, "the fields are too large"), // RFC 6585 §5
  FIELDS_TOO_MANY(431, "there are too many fields"), // RFC 6585 §5

  // Where the body ends.
  LENGTH_WITH_CODING(400, "a length and a transfer coding"), // RFC 9112 §6.1
  LENGTH_TWICE(400, "more than one length"), // RFC 9112 §6.3
  LENGTH(400, "the length is no number, or one beyond 2^63 - 1"), // RFC 9110 §8.6
  CODING_IN_HTTP10(400, "a transfer coding in HTTP/1.0"), // RFC 9112 §6.1
  CODING(400, "a transfer coding that does not end with chunked"), // RFC 9112 §6.3
  CODING_UNKNOWN(501, "a transfer coding besides chunked"), // RFC 9112 §6.1
  FRAMING_FOLDED(400, "a length or coding over several lines"), // RFC 9112 §5.2; CVE-2026-89044
  SWITCH_UNASKED(400, "101 that no request asked for"), // RFC 9110 §15.2.2

  // The body.
  BODY_TOO_LARGE(413, "the body is too large"), // RFC 9110 §15.5.14
  CHUNK_SIZE(400, "the size of a chunk is no number, or one beyond 2^63 - 1"), // RFC 9112 §7.1
  CHUNK_LINE(400, "the line of a chunk's size is not well formed"), // RFC 9112 §7.1; CVE-2025-58056
  CHUNK_LINE_TOO_LONG(400, "the line of a chunk's size is too long"), // RFC 9112 §7.1.1
  EXTENSIONS_TOO_LARGE(400, "more of chunk extensions than of a body"), // CVE-2023-39326
  CHUNK_END(400, "a chunk is longer than its size"), // RFC 9112 §7.1
  CUT(400, "the connection ended within the message"); // RFC 9112 §8

  private final int status;
  private final String words;

  MessageFault(int status, String words) {
    this.status = status;
    this.words = words;
  }

  /** By which a request is refused for it. */
  public int status() {
    return status;
  }

  /** For a log. */
  public String words() {
    return words;
  }
}
