package org.rpicluster.balancer.vertx.http.codec;

import java.util.List;
import java.util.stream.Stream;

/**
 * Every kind of input of which this codec and Netty's decoders say different things, with the RFC's
 * section and a minimal input. Each is one where this codec is stricter, or where what the RFC
 * allows is carried in another form; a kind that is not listed is a fault of one of the two.
 */
final class KnownDifferences {

  /** Who reads. */
  enum Role {
    REQUEST,
    ANSWER
  }

  /**
   * A kind.
   *
   * @param section of the RFC that decides it
   * @param input a row of {@link Samples#row}
   */
  record Row(Role role, String kind, String section, String input) {}

  private static final String POST = "POST / HTTP/1.1|Transfer-Encoding: chunked||";
  private static final String OK = "HTTP/1.1 200 OK|";
  private static final String OK_CHUNKED = OK + "Transfer-Encoding: chunked||";

  static final List<Row> ROWS =
      List.of(
          // Netty skips what looks like a space before a first line, and between its words.
          request("stricter: LINE_START", "RFC 9112 §2.2", "\\rGET / HTTP/1.1||"),
          request("stricter: METHOD", "RFC 9112 §2.2", " GET / HTTP/1.1||"),
          request("stricter: BARE_LF", "RFC 9112 §2.2", "\\nGET / HTTP/1.1||"),
          request("stricter: BARE_CR", "RFC 9112 §3", "GET / \\rHTTP/1.1||"),
          request("stricter: REQUEST_LINE", "RFC 9112 §3", "GET  / HTTP/1.1||"),
          request("stricter: TARGET", "RFC 9112 §3.2", "GET /\\x01 HTTP/1.1||"),
          request("stricter: VERSION", "RFC 9110 §15.6.6", "GET / HTTP/1.2||"),
          answer("stricter: LINE_START", "RFC 9112 §2.2", "\\r" + OK + "Content-Length: 0||"),
          answer("stricter: STATUS_LINE", "RFC 9112 §4", "HTTP/1.1\\t200 OK|Content-Length: 0||"),
          answer("stricter: VERSION", "RFC 9112 §2.3", "HTTP/2.0 200 OK|Content-Length: 0||"),
          answer("stricter: STATUS", "RFC 9112 §4", "HTTP/1.1 99 Low|Content-Length: 0||"),
          answer("stricter: REASON", "RFC 9112 §4", "HTTP/1.1 200 O\\x01K|Content-Length: 0||"),
          answer("stricter: BARE_CR", "RFC 9112 §2.2", "HTTP/1.1 200\\rX|Content-Length: 0||"),

          // Netty looks at single lines, and drops the blanks in a name of an answer.
          request("stricter: VALUE", "RFC 9110 §5.5", "GET / HTTP/1.1|X: a| \\x01||"),
          answer("stricter: NAME", "RFC 9112 §5.1", OK + "X Y: a|Content-Length: 0||"),
          answer("stricter: NO_COLON", "RFC 9112 §5", OK + "X |Content-Length: 0||"),
          answer("stricter: VALUE", "RFC 9110 §5.5", OK + "X: a| \\x01|Content-Length: 0||"),

          // Where a body ends is said once, in one line, by one field, whatever the version.
          request(
              "stricter: LENGTH_TWICE",
              "RFC 9112 §6.3",
              "POST / HTTP/1.0|Content-Length: 0|Content-Length: 0||"),
          answer(
              "stricter: LENGTH_TWICE",
              "RFC 9112 §6.3",
              "HTTP/1.0 200 OK|Content-Length: 0|Content-Length: 0||"),
          request(
              "stricter: CODING", "RFC 9112 §6.3", "POST / HTTP/1.1|Transfer-Encoding: chunked,||"),
          request(
              "stricter: CODING_UNKNOWN",
              "RFC 9112 §6.1",
              "POST / HTTP/1.1|Transfer-Encoding: gzip, chunked||0||"),
          request(
              "stricter: FRAMING_FOLDED",
              "RFC 9112 §5.2",
              "POST / HTTP/1.1|Transfer-Encoding: chunked| ||0||"),
          answer("stricter: CODING", "RFC 9112 §6.3", OK + "Transfer-Encoding: x||"),
          answer(
              "stricter: CODING_UNKNOWN",
              "RFC 9112 §6.1",
              OK + "Transfer-Encoding: gzip,chunked||"),
          answer("stricter: FRAMING_FOLDED", "RFC 9112 §5.2", OK + "Transfer-Encoding: x| ||"),
          answer(
              "stricter: LENGTH_WITH_CODING",
              "RFC 9112 §6.1",
              OK + "Transfer-Encoding: x|Content-Length: 0||"),
          // Netty looks at no coding of an answer that has no body.
          answer(
              "stricter: CODING_IN_HTTP10",
              "RFC 9112 §6.1",
              "HTTP/1.0 100 X|Transfer-Encoding: chunked||"),
          answer("stricter: SWITCH_UNASKED", "RFC 9110 §15.2.2", "HTTP/1.1 101 X|Upgrade: x||"),

          // Lines of chunks keep to the grammar, and behind chunks a line ends with CR LF.
          request("stricter: CHUNK_LINE", "RFC 9112 §7.1.1", POST + "0;a \"||"),
          answer("stricter: CHUNK_LINE", "RFC 9112 §7.1.1", OK_CHUNKED + "0;a \"||"),
          answer("stricter: BARE_LF", "RFC 9112 §7.1.2", OK_CHUNKED + "0|X: a\\n|"),

          // Blanks may stand on both sides of what parts extensions.
          request("looser: a blank in a chunk's extensions", "RFC 9112 §7.1.1", POST + "0;a=b ;c|"),
          answer(
              "looser: a blank in a chunk's extensions",
              "RFC 9112 §7.1.1",
              OK_CHUNKED + "0;a=b ;c|"),

          // Netty's table of characters has no place for what a quoted text may hold.
          request(
              "looser: beyond ASCII in a chunk's line", "RFC 9110 §5.6.4", POST + "0;a=\"\\x93\"|"),
          answer(
              "looser: beyond ASCII in a chunk's line",
              "RFC 9110 §5.6.4",
              OK_CHUNKED + "0;a=\"\\x93\"|"),

          // What is carried in another form; a later version of a member is the latest known.
          answer("differs: version", "RFC 9110 §2.5", "HTTP/1.2 200 OK|Content-Length: 0||"),
          answer(
              "looser: a coding in a later version",
              "RFC 9110 §2.5",
              "HTTP/1.2 200 OK|Transfer-Encoding: chunked||0||"),
          request("differs: zeros", "RFC 9110 §8.6", "POST / HTTP/1.1|Content-Length: 00||"),
          answer("differs: zeros", "RFC 9110 §8.6", OK + "Content-Length: 00||"),
          request("differs: blanks", "RFC 9112 §5.2", "GET / HTTP/1.1|X: a| ||"),
          answer("differs: blanks", "RFC 9112 §5.2", OK + "X: a| |Content-Length: 0||"),
          request("looser: an empty line continued", "RFC 9112 §5.2", "GET / HTTP/1.1|X:| a||"),
          answer(
              "looser: an empty line continued", "RFC 9112 §5.2", OK + "X:| a|Content-Length: 0||"),

          // Which trailers go on is decided where both their names and the route are known.
          request("differs: framing", "RFC 9110 §6.5.1", POST + "0|Content-Length: 5||"),
          answer("differs: framing", "RFC 9110 §6.5.1", OK_CHUNKED + "0|Content-Length: 5||"),
          answer(
              "differs: framing",
              "RFC 9112 §6.1",
              "HTTP/1.1 100 X|Transfer-Encoding: chunked||" + OK + "Content-Length: 0||"),

          // Sizes to 2^63 - 1.
          request("looser: a large chunk", "RFC 9112 §7.1", POST + "80000000|a"),
          answer("looser: a large chunk", "RFC 9112 §7.1", OK_CHUNKED + "80000000|a"));

  private KnownDifferences() {}

  private static Row request(String kind, String section, String input) {
    return new Row(Role.REQUEST, kind, section, input);
  }

  private static Row answer(String kind, String section, String input) {
    return new Row(Role.ANSWER, kind, section, input);
  }

  static boolean isListed(Role role, String kind) {
    return ROWS.stream().anyMatch(row -> row.role() == role && row.kind().equals(kind));
  }

  static Stream<String> inputs() {
    return ROWS.stream().map(row -> row.input().replace("|", "\\r\\n"));
  }
}
