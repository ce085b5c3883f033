package org.rpicluster.balancer.vertx.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.rpicluster.balancer.vertx.kit.RawMember.ok;
import static org.rpicluster.balancer.vertx.kit.RawMember.says;

import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.rpicluster.balancer.vertx.kit.RawClient;
import org.rpicluster.balancer.vertx.kit.RawMember;
import org.rpicluster.balancer.vertx.kit.TestProxy;

/**
 * Answers with something before, within or after them that a careless pool would hand to the next
 * user of the connection. Whatever the first client gets, the next one gets its own answer.
 */
class DesynchronisationTest {

  private static final String POISON = "HTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\nPOISON";

  static Stream<Arguments> badAnswers() {
    return Stream.of(
        Arguments.of("102 before the answer", "GET", "HTTP/1.1 102 P\r\n\r\n" + ok200("late")),
        Arguments.of("199 before the answer", "GET", "HTTP/1.1 199 X\r\n\r\n" + ok200("late")),
        Arguments.of("101 unasked", "GET", "HTTP/1.1 101 S\r\nUpgrade: x\r\n\r\n" + POISON),
        Arguments.of(
            "204 with an answer as body",
            "GET",
            "HTTP/1.1 204 No\r\nContent-Length: " + POISON.length() + "\r\n\r\n" + POISON),
        Arguments.of("204 with a body", "GET", "HTTP/1.1 204 No\r\nContent-Length: 5\r\n\r\nhello"),
        Arguments.of(
            "304 with an answer as body",
            "GET",
            "HTTP/1.1 304 No\r\nContent-Length: " + POISON.length() + "\r\n\r\n" + POISON),
        Arguments.of(
            "HEAD with an answer as body",
            "HEAD",
            "HTTP/1.1 200 OK\r\nContent-Length: " + POISON.length() + "\r\n\r\n" + POISON),
        Arguments.of("HEAD with a body", "HEAD", ok200("hello")),
        Arguments.of("two answers", "GET", ok200("first") + POISON),
        Arguments.of("half a head after", "GET", ok200("first") + "HTTP/1.1 200 OK\r\nX: "),
        Arguments.of("a few bytes after", "GET", ok200("first") + "\r\nabc"),
        Arguments.of(
            "bytes after the last chunk",
            "GET",
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n" + POISON),
        Arguments.of(
            "two lengths",
            "GET",
            "HTTP/1.1 200 OK\r\nContent-Length: 0\r\nContent-Length: 5\r\n\r\n" + "hello"),
        Arguments.of(
            "length and coding",
            "GET",
            "HTTP/1.1 200 OK\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"),
        Arguments.of(
            "an unknown coding",
            "GET",
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: xchunked\r\n\r\n" + POISON));
  }

  private static String ok200(String body) {
    return "HTTP/1.1 200 OK\r\nContent-Length: " + body.length() + "\r\n\r\n" + body;
  }

  @Test
  void bytesThatComeWhileAConnectionRests_closeIt() throws Exception {
    CountDownLatch answered = new CountDownLatch(1);
    CountDownLatch closed = new CountDownLatch(1);
    RawMember.Reply speaksAgain =
        connection -> {
          ok("first").on(connection);
          TestProxy.await(answered);
          connection.write("HTTP/1.1 200 OK\r\nContent-Le");
          connection.readAll();
          closed.countDown();
        };
    try (RawMember member = new RawMember(speaksAgain, ok("mine"));
        TestProxy proxy = TestProxy.before(member);
        RawClient client = proxy.connect()) {
      assertThat(client.get("/first").readAnswer()).endsWith("first");
      answered.countDown();
      TestProxy.await(closed);
      assertThat(client.get("/next").readAnswer()).endsWith("mine");
      assertThat(member.connections()).isEqualTo(2);
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("badAnswers")
  void nextClient_getsItsOwnAnswer(String name, String method, String bytes) throws Exception {
    try (RawMember member = new RawMember(says(bytes), ok("mine"));
        TestProxy proxy = TestProxy.before(member)) {
      try (RawClient first = proxy.connect()) {
        first.send(method + " /first HTTP/1.1\r\nHost: a.test\r\nConnection: close\r\n\r\n");
        assertThat(first.readAll()).doesNotContain("POISON");
      }
      try (RawClient next = proxy.connect()) {
        assertThat(next.get("/next").readAnswer()).endsWith("mine");
        assertThat(next.get("/again").readAnswer()).endsWith("mine");
      }
    }
  }
}
