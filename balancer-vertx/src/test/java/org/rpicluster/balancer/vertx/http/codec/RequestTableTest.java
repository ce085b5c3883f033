package org.rpicluster.balancer.vertx.http.codec;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each way in which requests have been read differently by two programs in a row. */
class RequestTableTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '`',
      ignoreLeadingAndTrailingWhitespace = false,
      value = {
        "LINE_START;\\rGET / HTTP/1.1||",
        "METHOD; GET / HTTP/1.1||",
        "METHOD;\\tGET / HTTP/1.1||",
        "METHOD;\\x00GET / HTTP/1.1||",
        "METHOD;\\x01GET / HTTP/1.1||",
        "METHOD;G@T / HTTP/1.1||",
        "METHOD;GET\\t/ HTTP/1.1||",
        "METHOD;G\\x00T / HTTP/1.1||",
        "BARE_LF;\\nGET / HTTP/1.1||",
        "BARE_LF;GET / HTTP/1.1\\nHost: a||",
        "REQUEST_LINE;GET|",
        "REQUEST_LINE;GET /|",
        "REQUEST_LINE;GET  / HTTP/1.1||",
        "REQUEST_LINE;GET /a b HTTP/1.1||",
        "REQUEST_LINE;GET / HTTP/1.1 ||",
        "REQUEST_LINE;GET / HTTP/1.1 HTTP/1.1||",
        "VERSION_FORM;GET / |",
        "VERSION_FORM;GET / HTTP/1.1x||",
        "VERSION_FORM;GET / HTTP/1||",
        "BARE_CR;GET / HTTP/1.1\\rX: y||",
        "TARGET;GET /\\x00 HTTP/1.1||",
        "TARGET;GET /\\x01 HTTP/1.1||",
        "TARGET;GET /\\x7f HTTP/1.1||",
        "TARGET;GET /\\tHTTP/1.1||",
        "VERSION;GET / HTTP/1.2||",
        "VERSION;GET / HTTP/2.0||",
        "VERSION;GET / ICY/1.1||",
        "VERSION;PRI * HTTP/2.0||SM||",
        "FOLD_FIRST;GET / HTTP/1.1| folded: 1|Host: a||",
        "NAME_EMPTY;GET / HTTP/1.1|: a||",
        "NAME_BLANK;GET / HTTP/1.1|Host : a||",
        "NAME_BLANK;GET / HTTP/1.1|Host\\t: a||",
        "NAME_BLANK;GET / HTTP/1.1|no colon||",
        "NAME;GET / HTTP/1.1|Host\\x00: a||",
        "NAME;GET / HTTP/1.1|X(A): a||",
        "NAME;GET / HTTP/1.1|\\xe9: a||",
        "NO_COLON;GET / HTTP/1.1|colon||",
        "VALUE;GET / HTTP/1.1|X: a\\x00b||",
        "VALUE;GET / HTTP/1.1|X: a\\x01b||",
        "VALUE;GET / HTTP/1.1|X: a\\x7fb||",
        "VALUE;GET / HTTP/1.1|X: a| \\x0b||",
        "BARE_CR;GET / HTTP/1.1|X: a\\rb||",
        "BARE_LF;GET / HTTP/1.1|X: a\\nY: b||",
        "BARE_LF;GET / HTTP/1.1|X: a|\\n",
      })
  void head_isRefused(MessageFault fault, String row) {
    refused(fault, row);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      quoteCharacter = '`',
      value = {
        "LENGTH_WITH_CODING~ Transfer-Encoding: chunked|Content-Length: 5||0||",
        "LENGTH_TWICE~ Content-Length: 5|Content-Length: 5||hello",
        "LENGTH_TWICE~ Content-Length: 5|Content-Length: 6||hello",
        "LENGTH~ Content-Length: 5, 5||hello",
        "LENGTH~ Content-Length: +5||hello",
        "LENGTH~ Content-Length: -5||hello",
        "LENGTH~ Content-Length: 0x5||hello",
        "LENGTH~ Content-Length: 5 5||hello",
        "LENGTH~ Content-Length:||hello",
        "LENGTH~ Content-Length: 9223372036854775808||hello",
        "LENGTH~ Content-Length: 99999999999999999999||hello",
        "LENGTH~ Content-Length: \\xd9\\xa5||hello",
        "LENGTH~ Content-Length: \\xa05||hello",
        "FRAMING_FOLDED~ Content-Length:| 5||hello",
        "FRAMING_FOLDED~ Content-Length: 1| 5||hello",
        "FRAMING_FOLDED~ Transfer-Encoding:| chunked||0||",
        "FRAMING_FOLDED~ Transfer-Encoding: chunked| , xchunked||0||",
        "CODING~ Transfer-Encoding: xchunked||5|hello|0||",
        "CODING~ Transfer-Encoding: identity||5|hello|0||",
        "CODING~ Transfer-Encoding: gzip||5|hello|0||",
        "CODING~ Transfer-Encoding: chunked, gzip||5|hello|0||",
        "CODING~ Transfer-Encoding: chunked, chunked||5|hello|0||",
        "CODING~ Transfer-Encoding: chunked;q=1||5|hello|0||",
        "CODING~ Transfer-Encoding: chunked|Transfer-Encoding: chunked||0||",
        "CODING~ Transfer-Encoding:||5|hello|0||",
        "CODING_UNKNOWN~ Transfer-Encoding: gzip, chunked||5|hello|0||",
      })
  void framing_isRefused(MessageFault fault, String rest) {
    refused(fault, "POST / HTTP/1.1|" + rest);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      quoteCharacter = '`',
      ignoreLeadingAndTrailingWhitespace = false,
      value = {
        "BARE_LF~5\\nhello|0||",
        "BARE_LF~5;a\\nhello|0||",
        "BARE_LF~0\\n|",
        "CHUNK_END~5|hello\\n0||",
        "CHUNK_END~5|helloworld|0||",
        "CHUNK_END~5|hello7||0||",
        "CHUNK_LINE~5 |hello|0||",
        "CHUNK_LINE~5;a |hello|0||",
        "CHUNK_LINE~5;|hello|0||",
        "CHUNK_LINE~5;a=|hello|0||",
        "CHUNK_LINE~5;a\\x00b|hello|0||",
        "CHUNK_LINE~5;a=\"|hello|0||",
        "CHUNK_LINE~5;a=\"b\\\\\"|hello|0||",
        "CHUNK_LINE~5;a b|hello|0||",
        "CHUNK_SIZE~ 5|hello|0||",
        "CHUNK_SIZE~0x5|hello|0||",
        "CHUNK_SIZE~+5|hello|0||",
        "CHUNK_SIZE~-5|hello|0||",
        "CHUNK_SIZE~0_5|hello|0||",
        "CHUNK_SIZE~|hello|0||",
        "CHUNK_SIZE~8000000000000000|hello|0||",
        "CHUNK_SIZE~10000000000000005|hello|0||",
        "BARE_CR~5\\rhello|0||",
        "NO_COLON~5|hello|0|GET||",
        "NAME_BLANK~5|hello|0|GET /smuggled HTTP/1.1|Host: a||",
        "BARE_LF~5|hello|0|X: a\\n|",
        "BARE_CR~5|hello|0|\\r|",
        "FOLD_FIRST~5|hello|0| X: a||",
      })
  void chunk_isRefused(MessageFault fault, String body) {
    refused(fault, "POST / HTTP/1.1|Transfer-Encoding: chunked||" + body);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      quoteCharacter = '`',
      nullValues = "nothing",
      value = {
        "Content-Length: 05||hello~ [Content-Length: 5]~ hello~ []",
        "Content-Length: 0||~ [Content-Length: 0]~ nothing~ []",
        "Y: b||~ [Y: b]~ nothing~ []",
        "X:||~ [X: ]~ nothing~ []",
        "X: a|  folded||~ [X: a folded]~ nothing~ []",
        "X: a| |\\tb||~ [X: a b]~ nothing~ []",
        "X:  a \\t ||~ [X: a]~ nothing~ []",
        "X: a\\tb||~ [X: a\tb]~ nothing~ []",
        "X: caf\\xe9||~ [X: caf\u00e9]~ nothing~ []",
        "A: 1|B: z|A: 2||~ `[A: 1, B: z, A: 2]`~ nothing~ []",
        "Transfer-Encoding: CHUNKED||5|hello|0||~ [Transfer-Encoding: CHUNKED]~ hello~ []",
        "Transfer-Encoding: chunked  ||5|hello|0||~ [Transfer-Encoding: chunked]~ hello~ []",
        "Transfer-Encoding: chunked||5;a=b;c=\"d e\"|hello|0||~ [Transfer-Encoding: chunked]~ hello~ []",
        "Transfer-Encoding: chunked||5 ;a|hello|0||~ [Transfer-Encoding: chunked]~ hello~ []",
        "Transfer-Encoding: chunked||5;a;b=c|hello|0;x||~ [Transfer-Encoding: chunked]~ hello~ []",
        "Transfer-Encoding: chunked||0005|hello|000||~ [Transfer-Encoding: chunked]~ hello~ []",
        "Transfer-Encoding: chunked||2|he|3|llo|0|X: a||~ [Transfer-Encoding: chunked]~ hello~ [X: a]",
      })
  void request_isRead(String rest, String fields, String body, String trailers) {
    Transcript transcript = Reading.requests(Samples.row("||POST /x HTTP/1.1|" + rest));
    assertThat(transcript.steps().get(0).text()).isEqualTo("POST /x HTTP/1.1");
    assertThat(transcript.steps().get(0).fields()).hasToString(fields);
    if (body != null) {
      assertThat(transcript.steps().get(1).text()).isEqualTo(body);
    }
    assertThat(transcript.steps()).hasSize(body == null ? 2 : 3);
    assertThat(transcript.steps().get(body == null ? 1 : 2).fields()).hasToString(trailers);
  }

  private static void refused(MessageFault fault, String row) {
    Transcript transcript = Reading.requests(Samples.row(row));
    assertThat(transcript.isRefused()).as(transcript.toString()).isTrue();
    assertThat(transcript.steps().get(transcript.steps().size() - 1).text())
        .isEqualTo(fault.name());
  }
}
