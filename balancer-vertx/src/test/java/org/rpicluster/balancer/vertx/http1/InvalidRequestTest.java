package org.rpicluster.balancer.vertx.http1;

import static org.assertj.core.api.Assertions.assertThat;
import static org.rpicluster.balancer.vertx.kit.RawMember.ok;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.rpicluster.balancer.vertx.kit.RawClient;
import org.rpicluster.balancer.vertx.kit.RawMember;
import org.rpicluster.balancer.vertx.kit.TestProxy;
import org.rpicluster.balancer.vertx.proxy.ExchangeSummary;

/** The proxy's own answers: to what cannot be read, and to what it does not carry. */
class InvalidRequestTest {

  private RawMember member;
  private TestProxy proxy;

  @BeforeEach
  void start() throws Exception {
    member = new RawMember(ok("reached"));
    proxy = TestProxy.before(member);
  }

  @AfterEach
  void stop() throws Exception {
    proxy.close();
    member.close();
  }

  @ParameterizedTest
  @CsvSource({
    "'GET / HTTP/2.0|Host: x', 505, This version of HTTP is not known here.",
    "'GET / HTTP/1.2|Host: x', 505, This version of HTTP is not known here.",
    "'GET / ICY/1.1|Host: x', 505, This version of HTTP is not known here.",
    "'GET / HTTP/7.1|Host : x', 505, This version of HTTP is not known here.",
    "'GET / HTTP/1.1|Host : x', 400, This is not a valid HTTP request.",
    "'GET /|Host: x', 400, This is not a valid HTTP request.",
    "'G(T / HTTP/1.1|Host: x', 400, This is not a valid HTTP request.",
    "'GET /{long} HTTP/1.1|Host: x', 414, The request line is too long.",
    "'GET / HTTP/1.1|Host: x|X: {long}', 431, The header fields are too large.",
    "'GET / HTTP/1.1|Host: x|{many}', 431, The header fields are too large.",
  })
  void whatCannotBeRead_isAnsweredAndLogged_andTheConnectionClosed(
      String lines, int status, String sentence) throws Exception {
    String head =
        lines
            .replace("|", "\r\n")
            .replace("{long}", "x".repeat(9000))
            .replace("{many}", "X: y\r\n".repeat(3000));
    try (RawClient client = proxy.connect()) {
      client.send(head + "\r\n\r\n");
      assertThat(client.readAll())
          .startsWith("HTTP/1.1 " + status + " ")
          .containsIgnoringCase("\r\nconnection: close\r\n")
          .containsIgnoringCase("\r\ncontent-type: text/plain; charset=utf-8\r\n")
          .containsIgnoringCase("\r\nx-content-type-options: nosniff\r\n")
          .endsWith("\r\n\r\n" + sentence + "\n");
    }
    ExchangeSummary summary = proxy.settled(1).get(0);
    assertThat(summary.status()).isEqualTo(status);
    assertThat(summary.reason()).isEqualTo(sentence);
    assertThat(summary.attempts()).isZero();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "GET /<script>x</script>#a HTTP/1.1|Host: <script>x</script>",
        "GET / HTTP/1.1|Host: <script>x</script>",
        "GET / HTTP/1.1|Host: a|<script>: x",
        "<script>x</script> / HTTP/1.1|Host: a",
        "GET / <script>/1.1|Host: a",
        "POST / HTTP/1.1|Host: a|Transfer-Encoding: <script>, chunked",
        "TRACE /<script> HTTP/1.1|Host: a|Cookie: <script>",
        "OPTIONS /<script> HTTP/1.1|Host: a|Max-Forwards: 0",
      })
  void nothingOfTheRequest_isInTheAnswer(String lines) throws Exception {
    try (RawClient client = proxy.connect()) {
      client.send(lines.replace("|", "\r\n") + "\r\n\r\n");
      assertThat(client.readAnswer())
          .doesNotContainIgnoringCase("script")
          .containsIgnoringCase("\r\ncontent-type: text/plain; charset=utf-8\r\n")
          .containsIgnoringCase("\r\nx-content-type-options: nosniff\r\n");
      assertThat(member.heads()).isEmpty();
    }
  }

  @Test
  void whoAsksForJson_getsJson() throws Exception {
    try (RawClient client = proxy.connect()) {
      client.send("GET / HTTP/1.1\r\nHost: a\r\nAccept: application/json\r\nX : y\r\n\r\n");
      assertThat(client.readAll())
          .containsIgnoringCase("\r\ncontent-type: application/json\r\n")
          .containsIgnoringCase("\r\nx-content-type-options: nosniff\r\n")
          .endsWith("{\"error\":\"This is not a valid HTTP request.\"}");
    }
  }

  @Test
  void headThatIsCutOff_isNotCarried() throws Exception {
    try (RawClient client = proxy.connect()) {
      client.send("GET / HTTP/1.1\r\nHost: a\r\nX: ").finish();
      assertThat(client.readAll())
          .satisfiesAnyOf(
              answer -> assertThat(answer).isEmpty(),
              answer -> assertThat(answer).startsWith("HTTP/1.1 400 "));
      assertThat(member.heads()).isEmpty();
    }
  }
}
