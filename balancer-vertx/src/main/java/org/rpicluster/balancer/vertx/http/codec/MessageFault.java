package org.rpicluster.balancer.vertx.http.codec;

/**
 * The reasons why bytes are no message that may be carried: one for each way in which two readers
 * could part. By which status a request is refused, its own server says; a member's answer is a 502
 * for each of them.
 */
public enum MessageFault {
  NONE("nothing"),

  // The first line.
  LINE_START("something else stands before the first line"), // RFC 9112 §2.2
  LINE_TOO_LONG("the first line is too long"), // RFC 9112 §3
  METHOD("the method is no token"), // RFC 9110 §9.1
  TARGET("the target has a control character, or is missing"), // RFC 9112 §3.2
  REQUEST_LINE("the request line has not three words with one space between"), // RFC 9112 §3
  VERSION("another version of HTTP"), // RFC 9110 §15.6.6
  VERSION_FORM("the version is none"), // RFC 9112 §2.3
  STATUS_LINE("the status line is none"), // RFC 9112 §4
  STATUS("the status is not one of 100 to 999"), // RFC 9112 §4, RFC 9110 §15
  REASON("a control character in the reason"), // RFC 9112 §4

  // Lines of fields, in heads and trailers.
  BARE_CR("a carriage return without a line feed"), // RFC 9112 §2.2
  BARE_LF("a line feed without a carriage return"), // RFC 9112 §2.2
  NO_COLON("a line of the fields has no colon"), // RFC 9112 §5
  NAME_EMPTY("a field has no name"), // RFC 9110 §5.1; CVE-2023-25725
  NAME("the name of a field is no token"), // RFC 9110 §5.1
  NAME_BLANK("a blank before the colon of a field"), // RFC 9112 §5.1; CVE-2019-16869
  VALUE("a control character in a value"), // RFC 9110 §5.5
  FOLD_FIRST("a blank before the first field"), // RFC 9112 §2.2
  FIELDS_TOO_LARGE("the fields are too large"), // RFC 6585 §5
  FIELDS_TOO_MANY("there are too many fields"), // RFC 6585 §5

  // Where the body ends.
  LENGTH_WITH_CODING("a length and a transfer coding"), // RFC 9112 §6.1
  LENGTH_TWICE("more than one length"), // RFC 9112 §6.3
  LENGTH("the length is no number, or one beyond 2^63 - 1"), // RFC 9110 §8.6
  CODING_IN_HTTP10("a transfer coding in HTTP/1.0"), // RFC 9112 §6.1
  CODING("a transfer coding that does not end with chunked"), // RFC 9112 §6.3
  CODING_UNKNOWN("a transfer coding besides chunked"), // RFC 9112 §6.1
  FRAMING_FOLDED("a length or coding over several lines"), // RFC 9112 §5.2; CVE-2026-89044
  SWITCH_UNASKED("101 that no request asked for"), // RFC 9110 §15.2.2

  // The body.
  BODY_TOO_LARGE("the body is too large"), // RFC 9110 §15.5.14
  CHUNK_SIZE("the size of a chunk is no number, or one beyond 2^63 - 1"), // RFC 9112 §7.1
  CHUNK_LINE("the line of a chunk's size is not well formed"), // RFC 9112 §7.1; CVE-2025-58056
  CHUNK_LINE_TOO_LONG("the line of a chunk's size is too long"), // RFC 9112 §7.1.1
  EXTENSIONS_TOO_LARGE("more of chunk extensions than of a body"), // CVE-2023-39326
  CHUNK_END("a chunk is longer than its size"), // RFC 9112 §7.1
  CUT("the connection ended within the message"); // RFC 9112 §8

  private final String words;

  MessageFault(String words) {
    this.words = words;
  }

  /** For a log. */
  public String words() {
    return words;
  }
}
