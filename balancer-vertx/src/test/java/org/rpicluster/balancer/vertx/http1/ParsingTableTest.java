package org.rpicluster.balancer.vertx.http1;

import static org.assertj.core.api.Assertions.assertThat;
import static org.rpicluster.balancer.vertx.kit.RawMember.ok;
import static org.rpicluster.balancer.vertx.kit.RawMember.saysAndCloses;

import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.rpicluster.balancer.vertx.kit.RawClient;
import org.rpicluster.balancer.vertx.kit.RawMember;
import org.rpicluster.balancer.vertx.kit.TestProxy;

/**
 * How each way is read in which requests and answers have been read differently by two programs in
 * a row. {@code |} is a line end, {@code \n} and the like stand for themselves. What is refused is
 * refused whole; what is carried leaves in one unmistakable form.
 */
class ParsingTableTest {

  private static final String SMUGGLED = "GET /smuggled HTTP/1.1|Host: a||";

  private RawMember member;
  private TestProxy proxy;

  @BeforeEach
  void start() throws Exception {
    member =
        new RawMember(
            connection -> connection.write("HTTP/1.1 200 OK\r\nContent-Length: 7\r\n\r\nreached"));
    proxy = TestProxy.builder(member).patientWithHalfClosed().start();
  }

  @AfterEach
  void stop() throws Exception {
    proxy.close();
    member.close();
  }

  private static String bytes(String text) {
    return text.replace("|", "\r\n")
        .replace("\\r", "\r")
        .replace("\\n", "\n")
        .replace("\\t", "\t")
        .replace("\\0", "\u0000")
        .replace("\\1", "\u0001")
        .replace("\\d", "\u007f");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '`',
      value = {
        "400; Transfer-Encoding: chunked|Content-Length: 5||0||",
        "400; Content-Length: 5|Content-Length: 5||hello",
        "400; Content-Length: 5|Content-Length: 6||hello",
        "400; Content-Length: 5, 5||hello",
        "400; Content-Length: +5||hello",
        "400; Content-Length: -5||hello",
        "400; Content-Length: 0x5||hello",
        "400; Content-Length: 5 5||hello",
        "400; Content-Length:||hello",
        "400; Content-Length: 99999999999999999999||hello",
        "400; Content-Length: \u0665||hello",
        "400; Transfer-Encoding: xchunked||5|hello|0||",
        "400; Transfer-Encoding: identity||5|hello|0||",
        "400; Transfer-Encoding: gzip||5|hello|0||",
        "400; Transfer-Encoding: chunked, gzip||5|hello|0||",
        "400; Transfer-Encoding: chunked, chunked||5|hello|0||",
        "400; Transfer-Encoding: chunked|Transfer-Encoding: chunked||5|hello|0||",
        "400; Transfer-Encoding:||5|hello|0||",
        "501; Transfer-Encoding: gzip, chunked||5|hello|0||",
        "400; Transfer-Encoding : chunked||5|hello|0||",
        "400; Transfer-Encoding\\t: chunked||5|hello|0||",
        "400; Transfer-Encoding\\0: chunked||5|hello|0||",
        "400; Transfer-Encoding\\r: chunked||5|hello|0||",
        "400; no colon||",
        "400; : empty name||",
        "400; X: a\\rb||",
        "400; X: a\\0b||",
        "400; X: a\\1b||",
        "400; X: a\\db||",
        "400; X: a\\nY: b||",
        "400; X: a|\\n",
      })
  void bodyOrField_isRefused(int status, String rest) throws Exception {
    refused(status, "POST / HTTP/1.1|Host: a|" + rest + SMUGGLED);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '`',
      ignoreLeadingAndTrailingWhitespace = false,
      value = {
        "400;POST / HTTP/1.0|Transfer-Encoding: chunked||0||",
        "400;GET / HTTP/1.1| folded: 1|Host: a||",
        "400;GET / HTTP/1.1\\nHost: a||",
        "400;GET /a b HTTP/1.1|Host: a||",
        "400;GET / HTTP/1.1 |Host: a||",
        "400;GET /|",
        "400;GET /\\0 HTTP/1.1|Host: a||",
        "400;GET /\\1 HTTP/1.1|Host: a||",
        "400;GET /\\d HTTP/1.1|Host: a||",
        "400;GET /\u00e9 HTTP/1.1|Host: a||",
        "400;GET /#x HTTP/1.1|Host: a||",
        "505;GET / HTTP/1.2|Host: a||",
        "505;GET / HTTP/2.0|Host: a||",
        "505;GET / ICY/1.1|Host: a||",
        "400;\\0GET / HTTP/1.1|Host: a||",
        "400;G@T / HTTP/1.1|Host: a||",
        "400;GET / HTTP/1.1||",
        "400;GET / HTTP/1.1|Host: a|Host: a||",
        "400;GET / HTTP/1.1|Host: a@b||",
        "400;GET http://u@a/ HTTP/1.1|Host: a||",
        "405;CONNECT a:1 HTTP/1.1|Host: a:1||",
        "405;TRACE / HTTP/1.1|Host: a||",
      })
  void request_isRefused(int status, String request) throws Exception {
    refused(status, request + SMUGGLED);
  }

  private void refused(int status, String request) throws Exception {
    try (RawClient client = proxy.connect()) {
      client.send(bytes(request));
      assertThat(client.readAll())
          .matches("(?s)HTTP/1\\.[01] " + status + " .*")
          .containsIgnoringCase("\r\nconnection: close\r\n");
      assertThat(member.heads()).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "5\\nhello|0||",
        "5;a\\nhello|0||",
        "5|hello\\n0||",
        "5 |hello|0||",
        " 5|hello|0||",
        "0x5|hello|0||",
        "+5|hello|0||",
        "8000000000000000|hello|0||",
        "10000000000000005|hello|0||",
        "|hello|0||",
        "5;a=\"|hello|0||",
      })
  void chunk_isRefused(String body) throws Exception {
    try (RawClient client = proxy.connect()) {
      String head = "POST / HTTP/1.1|Host: a|Transfer-Encoding: chunked||";
      client.send(bytes(head + body + SMUGGLED));
      assertThat(client.readAll()).startsWith("HTTP/1.1 400 ");
      assertThat(member.heads()).noneMatch(seen -> seen.contains("smuggled"));
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '`',
      nullValues = "nothing",
      value = {
        "Content-Length: 05||; content-length: 5|; hello",
        "Transfer-Encoding: CHUNKED||; transfer-encoding: chunked|; 5|hello|0||",
        "Transfer-Encoding: chunked  ||; transfer-encoding: chunked|; 5|hello|0||",
        "Transfer-Encoding: chunked||; transfer-encoding: chunked|; 5;a=b;c=`\"d e\"`|hello|0||",
        "Transfer-Encoding: chunked||; transfer-encoding: chunked|; 5 ;a|hello|0||",
        "Transfer-Encoding: chunked||; transfer-encoding: chunked|; 0005|hello|000||",
        "X: a|  folded||; x: a folded|; nothing",
        "X: caf\u00e9||; x: caf\u00e9|; nothing",
        "Y: b||; y: b|; nothing",
      })
  void field_isCarried_inOneForm(String fields, String carried, String body) throws Exception {
    try (RawClient client = proxy.connect()) {
      String sent = "POST / HTTP/1.1|Host: a|" + fields + (body == null ? "" : body);
      client.send(bytes(sent));
      assertThat(client.readAnswer()).endsWith("reached");
      assertThat(member.heads().get(0).toLowerCase(Locale.ROOT)).contains(bytes(carried));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "HTTP/1.1 200 OK|Transfer-Encoding: chunked|Content-Length: 5||0||",
        "HTTP/1.1 200 OK|Content-Length: 5|Content-Length: 6||hello",
        "HTTP/1.1 200 OK|Content-Length: x||hello",
        "HTTP/1.1 200 OK|X: a\\0b|Content-Length: 5||hello",
        "HTTP/1.0 200 OK|Transfer-Encoding: chunked||0||",
        "HTTP/1.1 200 OK|Transfer-Encoding: xchunked||hello",
        "HTTP/1.1 99 Low|Content-Length: 5||hello",
        "HTTP/1.1 1000 High|Content-Length: 5||hello",
        "HTTP/1.1 20x OK|Content-Length: 5||hello",
        "HTTP/2.0 200 OK|Content-Length: 5||hello",
        "ICY 200 OK|Content-Length: 5||hello",
        "HTTP/1.1 101 Unasked|Upgrade: x||hello",
        "hello||",
        "HTTP/1.1 200 O\\1K|Content-Length: 5||hello",
      })
  void answer_isRefused(String answer) throws Exception {
    try (RawMember broken = new RawMember(saysAndCloses(bytes(answer)), ok("next"));
        TestProxy before = TestProxy.builder(broken).patientWithHalfClosed().start();
        RawClient client = before.connect()) {
      // Not to be repeated, so that the first answer counts.
      client.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 0\r\n\r\n");
      assertThat(client.readAnswer()).startsWith("HTTP/1.1 502 ");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "HTTP/1.1 200 OK|Content-Length : 5||hello; 200 OK|",
        "HTTP/1.1 200 OK|X: a|  folded|Content-Length: 5||hello; x: a folded|",
        "HTTP/1.1 200|Content-Length: 5||hello; HTTP/1.1 200",
      })
  void answer_isCarried_inOneForm(String answer, String carried) throws Exception {
    try (RawMember odd = new RawMember(saysAndCloses(bytes(answer)), ok("next"));
        TestProxy before = TestProxy.builder(odd).patientWithHalfClosed().start();
        RawClient client = before.connect()) {
      String got = client.get("/").readAnswer();
      assertThat(got).endsWith("hello");
      assertThat(got.toLowerCase(Locale.ROOT))
          .contains(bytes(carried).toLowerCase(Locale.ROOT))
          .contains("\r\ncontent-length: 5\r\n");
    }
  }
}
