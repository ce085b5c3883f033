package org.rpicluster.balancer.vertx.http.codec;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Members' answers, right and wrong. */
class AnswerTableTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '`',
      value = {
        "LENGTH_WITH_CODING; HTTP/1.1 200 OK|Transfer-Encoding: chunked|Content-Length: 5||0||",
        "LENGTH_TWICE; HTTP/1.1 200 OK|Content-Length: 5|Content-Length: 6||hello",
        "LENGTH; HTTP/1.1 200 OK|Content-Length: x||hello",
        "LENGTH; HTTP/1.1 304 OK|Content-Length: x||",
        "VALUE; HTTP/1.1 200 OK|X: a\\x00b|Content-Length: 5||hello",
        "CODING_IN_HTTP10; HTTP/1.0 200 OK|Transfer-Encoding: chunked||0||",
        "CODING; HTTP/1.1 200 OK|Transfer-Encoding: xchunked||hello",
        "STATUS; HTTP/1.1 99 Low|Content-Length: 5||hello",
        "STATUS; HTTP/1.1 099 Low|Content-Length: 5||hello",
        "STATUS; HTTP/1.1 1000 High|Content-Length: 5||hello",
        "STATUS; HTTP/1.1 20x OK|Content-Length: 5||hello",
        "VERSION; HTTP/2.0 200 OK|Content-Length: 5||hello",
        "STATUS_LINE; ICY 200 OK|Content-Length: 5||hello",
        "STATUS_LINE; hello||",
        "SWITCH_UNASKED; HTTP/1.1 101 Unasked|Upgrade: x||hello",
        "REASON; HTTP/1.1 200 O\\x01K|Content-Length: 5||hello",
        "NO_COLON; HTTP/1.1 200 OK|garbage||",
        "NAME; HTTP/1.1 200 OK|garbage line||",
        "NAME; HTTP/1.1 200 OK|X(A): b||",
        "NAME_EMPTY; HTTP/1.1 200 OK|: b||",
        "BARE_CR; HTTP/1.1 200 OK\\rContent-Length: 5\\r\\rhello",
        "BARE_CR; HTTP/1.1 200 OK\\nContent-Length: 5\\r\\r\\n\\r\\nhello",
        "BARE_CR; HTTP/1.1 200 OK\\nX-A: b\\rc\\nContent-Length: 5\\n\\nhello",
        "LENGTH_TWICE; HTTP/1.1 200 OK\\nContent-Length: 5\\nContent-Length: 6\\n\\nhello",
        "BARE_LF; HTTP/1.1 200 OK|Transfer-Encoding: chunked||5\\nhello|0||",
        "CHUNK_END; HTTP/1.1 200 OK|Transfer-Encoding: chunked||5|hello\\n0||",
        "BARE_LF; HTTP/1.1 200 OK|Transfer-Encoding: chunked||5|hello|0\\n|",
        "BARE_LF; HTTP/1.1 200 OK|Transfer-Encoding: chunked||5|hello|0|X-A: b\\n|",
        "BARE_LF; HTTP/1.1 200 OK|Transfer-Encoding: chunked||5|hello|0|X-A: b|\\n",
      })
  void answer_isRefused(MessageFault fault, String row) {
    Transcript transcript = Reading.answers(Samples.row(row));
    assertThat(transcript.isRefused()).as(transcript.toString()).isTrue();
    assertThat(transcript.steps().get(transcript.steps().size() - 1).text())
        .isEqualTo(fault.name());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '`',
      value = {
        "HTTP/1.1 200 OK|Content-Length : 5||hello; HTTP/1.1 200 OK; [Content-Length: 5]",
        "HTTP/1.1 200|Content-Length: 5||hello; HTTP/1.1 200 ; [Content-Length: 5]",
        "HTTP/1.1 200 |Content-Length: 5||hello; HTTP/1.1 200 ; [Content-Length: 5]",
        "HTTP/1.0 999 X Y|X: a|  b||hello; HTTP/1.0 999 X Y; [X: a b]",
        "|HTTP/1.7 200 OK|Content-Length: 5||hello; HTTP/1.1 200 OK; [Content-Length: 5]",
        "HTTP/1.1 200 OK\\nContent-Length: 5\\n\\nhello; HTTP/1.1 200 OK; [Content-Length: 5]",
        "HTTP/1.1 200 OK|Content-Length: 5|\\nhello; HTTP/1.1 200 OK; [Content-Length: 5]",
        "HTTP/1.1 200\\n\\nhello; HTTP/1.1 200 ; []",
      })
  void answer_isRead(String row, String line, String fields) {
    Transcript transcript = Reading.answers(Samples.row(row));
    assertThat(transcript.steps()).hasSize(3);
    assertThat(transcript.steps().get(0).text().strip()).isEqualTo(line.strip());
    assertThat(transcript.steps().get(0).fields()).hasToString(fields);
    assertThat(transcript.steps().get(1).text()).isEqualTo("hello");
  }
}
