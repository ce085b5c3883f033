package org.rpicluster.balancer.vertx.http1;

import static org.assertj.core.api.Assertions.assertThat;
import static org.rpicluster.balancer.vertx.kit.RawMember.ok;

import java.io.IOException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.rpicluster.balancer.vertx.kit.RawClient;
import org.rpicluster.balancer.vertx.kit.RawMember;
import org.rpicluster.balancer.vertx.kit.TestProxy;

/** Requests that must not reach a member, over a real socket; {@code |} stands for a line end. */
class AdmissionTest {

  private static RawMember member;
  private static TestProxy proxy;

  @BeforeAll
  static void start() throws Exception {
    member = new RawMember(ok("reached"));
    proxy = TestProxy.before(member);
  }

  @AfterAll
  static void stop() throws IOException {
    proxy.close();
    member.close();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      ignoreLeadingAndTrailingWhitespace = false,
      value = {
        "GET / HTTP/1.1||;400",
        "GET / HTTP/1.1|Host: a|Host: b||;400",
        "GET / HTTP/1.1|Host: a b||;400",
        "GET / HTTP/1.1|Host: me@a||;400",
        "GET / HTTP/1.1|Host: a/x||;400",
        "GET / HTTP/1.1|Host: a:70000||;400",
        "GET / HTTP/1.1|Host:||;400",
        "GET /a#b HTTP/1.1|Host: a||;400",
        "GET a HTTP/1.1|Host: a||;400",
        "GET * HTTP/1.1|Host: a||;400",
        "GET http://me@a/ HTTP/1.1|Host: a||;400",
        "GET ftp://a/ HTTP/1.1|Host: a||;400",
        "GET /\\ HTTP/1.1|Host: a||;400",
        "GET /\u00e9 HTTP/1.1|Host: a||;400",
        "GET /\u0001 HTTP/1.1|Host: a||;400",
        "GET / HTTP/1.1|Host: a|: x||;400",
        "CONNECT a:80 HTTP/1.1|Host: a:80||;405",
        "TRACE / HTTP/1.1|Host: a||;405",
        "POST / HTTP/1.1|Host: a|Transfer-Encoding: gzip, chunked||0||;501",
        "POST / HTTP/1.1|Host: a|Transfer-Encoding: chunked|Content-Length: 5||0||;400",
        "POST / HTTP/1.1|Host: a|Content-Length: 5|Content-Length: 6||hello;400",
        "POST / HTTP/1.1|Host: a|Content-Length: +5||hello;400",
        "GET / HTTP/1.1|Host : a||;400",
        "GET / HTTP/1.1|Host: a|X: a\u0000b||;400",
      })
  void malformedRequest_isRefusedAndNothingAfterItIsRead(String lines, int status)
      throws Exception {
    int before = member.heads().size();
    try (RawClient client = proxy.connect()) {
      client.send(lines.replace("|", "\r\n") + "GET /smuggled HTTP/1.1\r\nHost: a\r\n\r\n");
      assertThat(client.readAll()).startsWith("HTTP/1.1 " + status);
      assertThat(member.heads()).hasSize(before);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "GET /?a=[b]&c={d}|%7E HTTP/1.1\r\nHost: a\r\n\r\n",
        "GET http://a.test/ HTTP/1.1\r\nHost: other\r\n\r\n",
        "OPTIONS * HTTP/1.1\r\nHost: a\r\n\r\n",
        "GET / HTTP/1.0\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: [::1]:8080\r\n\r\n",
        "BREW / HTTP/1.1\r\nHost: a\r\n\r\n",
      })
  void unusualButValidRequest_isCarried(String lines) throws Exception {
    try (RawClient client = proxy.connect()) {
      assertThat(client.send(lines).readAnswer()).endsWith("reached");
    }
  }
}
