package org.rpicluster.balancer.vertx.forwarding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.rpicluster.balancer.vertx.kit.RawMember.ok;
import static org.rpicluster.balancer.vertx.kit.RawMember.says;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.rpicluster.balancer.vertx.kit.RawClient;
import org.rpicluster.balancer.vertx.kit.RawMember;
import org.rpicluster.balancer.vertx.kit.TestProxy;

/** What is in a message besides its final head and its body, and answers that have no body. */
class MessageTest {

  private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";

  private static final String EXPECTING =
      "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\nExpect: 100-continue\r\n\r\n";

  @Test
  void trailersOfTheAnswer_goOn_butForThoseOfAHead() throws Exception {
    try (RawMember member =
            new RawMember(
                says(
                    "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n"
                        + "X-Sum: 1\r\nX-Sum: 2\r\nSet-Cookie: a=b\r\nLocation: /x\r\n\r\n"));
        TestProxy proxy = TestProxy.before(member);
        RawClient client = proxy.connect()) {
      client.send("GET / HTTP/1.1\r\nHost: a.test\r\nConnection: close\r\n\r\n");
      assertThat(client.readAll())
          .endsWith("\r\n0\r\nX-Sum: 1\r\nX-Sum: 2\r\n\r\n")
          .doesNotContain("Set-Cookie");
    }
  }

  @Test
  void wishForTrailers_goesOn_andNoOtherCoding() throws Exception {
    try (RawMember member = new RawMember(ok(""));
        TestProxy proxy = TestProxy.before(member);
        RawClient client = proxy.connect()) {
      client.send("GET / HTTP/1.1\r\nHost: a.test\r\nConnection: TE\r\nTE: gzip, trailers\r\n\r\n");
      client.readHead();
      assertThat(member.heads().get(0))
          .containsIgnoringCase("\r\nte: trailers\r\n")
          .containsIgnoringCase("\r\nconnection: te\r\n")
          .doesNotContain("gzip");
    }
  }

  @Test
  void interimAnswer_leavesFieldsOfItsHopBehind() throws Exception {
    try (RawMember member =
            new RawMember(
                says(
                    "HTTP/1.1 103 Early Hints\r\nLink: </a.css>\r\nConnection: X-Hop\r\n"
                        + "X-Hop: 1\r\nKeep-Alive: timeout=9\r\n\r\n"
                        + OK));
        TestProxy proxy = TestProxy.before(member);
        RawClient client = proxy.connect()) {
      assertThat(client.get("/").readHead())
          .startsWith("HTTP/1.1 103")
          .contains("</a.css>")
          .doesNotContain("X-Hop")
          .doesNotContain("timeout");
      assertThat(client.readAnswer()).endsWith("ok");
    }
  }

  @Test
  void interimAnswer_isNotForHttp10() throws Exception {
    try (RawMember member =
            new RawMember(
                says("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\n\r\n" + OK));
        TestProxy proxy = TestProxy.before(member);
        RawClient client = proxy.connect()) {
      client.send("GET / HTTP/1.0\r\n\r\n");
      assertThat(client.readAll()).startsWith("HTTP/1.0 200 OK\r\n").endsWith("ok");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"200-ok", "100-continue, x", "continue", ""})
  void unknownExpectation_isNotMet(String expectation) throws Exception {
    try (RawMember member = new RawMember(ok("reached"));
        TestProxy proxy = TestProxy.before(member);
        RawClient client = proxy.connect()) {
      client.send("GET / HTTP/1.1\r\nHost: a\r\nExpect: " + expectation + "\r\n\r\n");
      assertThat(client.readAll()).startsWith("HTTP/1.1 417 ");
      assertThat(member.heads()).isEmpty();
    }
  }

  @Test
  void continue_isTheMembersToSay() throws Exception {
    try (RawMember member =
            new RawMember(
                connection -> {
                  String body = connection.read(5);
                  connection.write("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n" + body);
                });
        TestProxy proxy = TestProxy.before(member);
        RawClient client = proxy.connect()) {
      client.send(EXPECTING);
      TestProxy.await(() -> member.heads().size() == 1);
      assertThat(member.heads().get(0)).containsIgnoringCase("\r\nexpect: 100-continue\r\n");
      assertThat(client.send("hello").readAnswer()).startsWith("HTTP/1.1 200").endsWith("hello");
    }
  }

  @Test
  void finalAnswerInPlaceOfTheContinue_closesTheConnection() throws Exception {
    try (RawMember member =
            new RawMember(says("HTTP/1.1 413 Too Large\r\nContent-Length: 3\r\n\r\nbig"));
        TestProxy proxy = TestProxy.before(member);
        RawClient client = proxy.connect()) {
      client.send(EXPECTING);
      assertThat(client.readAnswer())
          .startsWith("HTTP/1.1 413 Too Large")
          .containsIgnoringCase("\r\nconnection: close\r\n")
          .endsWith("big");
      client.send("hello").get("/next");
      assertThat(client.readAll()).isEmpty();
      assertThat(member.heads()).hasSize(1);
    }
  }

  @Test
  void clientOfHttp10_expectsNothing() throws Exception {
    try (RawMember member = new RawMember(ok("x"));
        TestProxy proxy = TestProxy.before(member);
        RawClient client = proxy.connect()) {
      client.send("POST / HTTP/1.0\r\nContent-Length: 2\r\nExpect: 100-continue\r\n\r\nhi");
      assertThat(client.readAll()).startsWith("HTTP/1.0 200");
      assertThat(member.heads().get(0)).doesNotContainIgnoringCase("expect");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "299 Quite Well, HTTP/1.1 299 Quite Well",
    "404 Gone Fishing, HTTP/1.1 404 Gone Fishing",
    "418 I'm a teapot, HTTP/1.1 418 I'm a teapot",
    "200 caf\u00e9, HTTP/1.1 200 OK",
    "599 x, HTTP/1.1 599 x",
    "600 x, HTTP/1.1 600 x",
    "999 Not Allowed, HTTP/1.1 999 Not Allowed",
  })
  void reasonPhrase_isTheMembers(String status, String line) throws Exception {
    try (RawMember member =
            new RawMember(says("HTTP/1.1 " + status + "\r\nContent-Length: 0\r\n\r\n"));
        TestProxy proxy = TestProxy.before(member);
        RawClient client = proxy.connect()) {
      assertThat(client.get("/").readAnswer()).startsWith(line + "\r\n");
    }
  }

  @ParameterizedTest
  @CsvSource({"204 Nothing", "304 Unchanged", "204 No Content", "304 Not Modified"})
  void answerWithoutABody_hasNoFraming_whateverItsPhrase(String status) throws Exception {
    try (RawMember member = new RawMember(says("HTTP/1.1 " + status + "\r\n\r\n"), ok("next"));
        TestProxy proxy = TestProxy.before(member);
        RawClient client = proxy.connect()) {
      assertThat(client.get("/").readHead())
          .startsWith("HTTP/1.1 " + status.substring(0, 3))
          .doesNotContainIgnoringCase("content-length")
          .doesNotContainIgnoringCase("transfer-encoding");
      assertThat(client.get("/").readAnswer()).endsWith("next");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Content-Length: 5\r\n\r\nhello",
        "Transfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n"
      })
  void contentOfA205_endsHere(String rest) throws Exception {
    try (RawMember member =
            new RawMember(says("HTTP/1.1 205 Reset Content\r\n" + rest), ok("next"));
        TestProxy proxy = TestProxy.before(member);
        RawClient client = proxy.connect()) {
      assertThat(client.get("/").readAnswer())
          .startsWith("HTTP/1.1 205")
          .containsIgnoringCase("content-length: 0\r\n")
          .doesNotContain("hello");
      assertThat(client.get("/").readAnswer()).endsWith("next");
    }
  }

  @Test
  void answerToHead_ofUnknownLength_saysNone() throws Exception {
    try (RawMember member =
            new RawMember(
                says("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"), ok("next"));
        TestProxy proxy = TestProxy.before(member);
        RawClient client = proxy.connect()) {
      client.send("HEAD / HTTP/1.1\r\nHost: a.test\r\n\r\n");
      assertThat(client.readHead())
          .startsWith("HTTP/1.1 200")
          .doesNotContainIgnoringCase("content-length");
      assertThat(client.get("/").readAnswer()).endsWith("next");
    }
  }

  @Test
  void event_isThereWhileTheAnswerIsOpen() throws Exception {
    String event = "data: 1\n\n";
    try (RawMember member =
            new RawMember(
                connection -> {
                  connection.write(
                      "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n"
                          + "Transfer-Encoding: chunked\r\n\r\n9\r\n"
                          + event
                          + "\r\n");
                  // Nothing more before the client has seen it, and asks for the end.
                  connection.read(1);
                });
        TestProxy proxy = TestProxy.before(member);
        RawClient client = proxy.connect()) {
      assertThat(client.get("/").readHead()).contains("text/event-stream");
      assertThat(client.read("9\r\n".length() + event.length())).isEqualTo("9\r\n" + event);
    }
  }
}
