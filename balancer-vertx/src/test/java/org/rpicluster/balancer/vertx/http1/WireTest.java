package org.rpicluster.balancer.vertx.http1;

import static org.assertj.core.api.Assertions.assertThat;
import static org.rpicluster.balancer.vertx.kit.RawMember.ok;
import static org.rpicluster.balancer.vertx.kit.RawMember.says;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.rpicluster.balancer.vertx.kit.RawClient;
import org.rpicluster.balancer.vertx.kit.RawMember;
import org.rpicluster.balancer.vertx.kit.TestProxy;
import org.rpicluster.balancer.vertx.proxy.ExchangeEnd;

/** What only a watched connection can: it is below what Vert.x shows of a request. */
class WireTest {

  private static final String CHUNKED =
      "POST / HTTP/1.1\r\nHost: a.test\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n";

  @Test
  void trailersOfTheRequest_goOn_butForThoseOfAHead() throws Exception {
    String behind = "5\r\nhello\r\n0\r\nX-Sum: 1\r\nX-Sum: 2\r\n\r\n";
    try (RawMember member =
            new RawMember(
                connection -> {
                  String body = connection.read(behind.length());
                  connection.write(
                      "HTTP/1.1 200 OK\r\nContent-Length: " + body.length() + "\r\n\r\n" + body);
                });
        TestProxy proxy = TestProxy.builder(member).patientWithHalfClosed().start();
        RawClient client = proxy.connect()) {
      client.send(
          CHUNKED
              + "0\r\nX-Sum: 1\r\nAuthorization: Basic eDp5\r\nX-Sum: 2\r\nX-Forwarded-For: 6.6.6.6"
              + "\r\nContent-Type: text/html\r\n\r\n");
      assertThat(client.readAnswer()).endsWith("\r\n\r\n" + behind);
    }
  }

  @ParameterizedTest
  @CsvSource({"102 Processing", "104 Upload Resumption Supported", "199 Whatever"})
  void interimAnswerOfAnyStatus_isRelayed(String status) throws Exception {
    try (RawMember member =
            new RawMember(
                says(
                    "HTTP/1.1 "
                        + status
                        + "\r\nX-A: 1\r\nConnection: X-Hop\r\nX-Hop: 1\r\n\r\n"
                        + "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok"));
        TestProxy proxy = TestProxy.builder(member).patientWithHalfClosed().start();
        RawClient client = proxy.connect()) {
      assertThat(client.get("/").readHead())
          .startsWith("HTTP/1.1 " + status + "\r\n")
          .contains("X-A: 1")
          .doesNotContain("X-Hop")
          .doesNotContainIgnoringCase("content-length");
      assertThat(client.readAnswer()).startsWith("HTTP/1.1 200").endsWith("ok");
      assertThat(client.get("/").readHead()).startsWith("HTTP/1.1 " + status + "\r\n");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "x\r\n",
        "5\nhello\r\n",
        "5\r\nhelloo\r\n",
        "-1\r\n",
        "10000000000000005\r\n",
        "5;a\nb\r\n"
      })
  void bodyThatBreaksOffTheGrammar_isAnswered400(String chunk) throws Exception {
    CountDownLatch gone = new CountDownLatch(1);
    try (RawMember member =
            new RawMember(
                connection -> {
                  connection.read(1000);
                  gone.countDown();
                },
                ok("next"));
        TestProxy proxy = TestProxy.builder(member).patientWithHalfClosed().start()) {
      try (RawClient client = proxy.connect()) {
        client.send(CHUNKED);
        TestProxy.await(() -> member.heads().size() == 1);
        client.send(chunk + "0\r\n\r\nGET /smuggled HTTP/1.1\r\nHost: a\r\n\r\n");
        assertThat(client.readAll())
            .startsWith("HTTP/1.1 400 ")
            .contains("text/plain")
            .endsWith("The body is not in valid chunks.\n");
      }
      assertThat(gone.await(20, TimeUnit.SECONDS)).isTrue();
      assertThat(proxy.settled(1).get(0).status()).isEqualTo(400);
      assertThat(member.heads()).hasSize(1);
      assertThat(proxy.balancer().candidates().get(0).counters().inFlight()).isZero();
    }
  }

  @Test
  void bodyThatBreaksOffTheGrammar_afterTheAnswerHasBegun_cutsIt() throws Exception {
    try (RawMember member =
            new RawMember(
                connection -> {
                  connection.write("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nearly");
                  connection.read(1000);
                });
        TestProxy proxy = TestProxy.builder(member).patientWithHalfClosed().start();
        RawClient client = proxy.connect()) {
      client.send(CHUNKED);
      assertThat(client.readHead()).startsWith("HTTP/1.1 200");
      client.send("x\r\n");
      assertThat(client.readAll()).isEqualTo("early");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        " GET / HTTP/1.1",
        "\tGET / HTTP/1.1",
        "\r\n GET / HTTP/1.1",
        "\u0001GET / HTTP/1.1",
        "GET  / HTTP/1.1",
        "GET\t/ HTTP/1.1",
        "GET /  HTTP/1.1",
        "GET /\u000bHTTP/1.1",
        "GET /\fHTTP/1.1",
        "GET\r/ HTTP/1.1",
        "GET / HTTP/1.1 ",
        "\nGET / HTTP/1.1",
      })
  void requestLineThatIsNotOneAtItsWord_isRefused(String line) throws Exception {
    try (RawMember member = new RawMember(ok("reached"));
        TestProxy proxy = TestProxy.builder(member).patientWithHalfClosed().start();
        RawClient client = proxy.connect()) {
      client.get("/first").readAnswer();
      client.send(line + "\r\nHost: a\r\n\r\nGET /smuggled HTTP/1.1\r\nHost: a\r\n\r\n");
      assertThat(client.readAll()).startsWith("HTTP/1.").contains(" 400 ");
      assertThat(member.heads()).hasSize(1);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"\r\n", "\r\n\r\n"})
  void emptyLines_mayStandBeforeARequest(String lines) throws Exception {
    try (RawMember member = new RawMember(ok("reached"));
        TestProxy proxy = TestProxy.builder(member).patientWithHalfClosed().start();
        RawClient client = proxy.connect()) {
      assertThat(client.send(lines).get("/").readAnswer()).endsWith("reached");
      client.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 0\r\n\r\n").send(lines);
      assertThat(client.get("/").readAnswer()).endsWith("reached");
    }
  }

  @Test
  void clientThatHasSentAllItWill_isAnswered() throws Exception {
    try (RawMember member = new RawMember(ok("hello"));
        TestProxy proxy = TestProxy.builder(member).patientWithHalfClosed().start();
        RawClient client = proxy.connect()) {
      client.get("/1").get("/2").finish();
      assertThat(client.readAnswer()).startsWith("HTTP/1.1 200 OK").endsWith("hello");
      assertThat(client.readAll()).startsWith("HTTP/1.1 200 OK").endsWith("hello");
      assertThat(proxy.settled(2).get(1).end()).isEqualTo(ExchangeEnd.COMPLETE);
    }
  }

  @Test
  void clientThatHasSentAllItWill_mayWaitForTheAnswer() throws Exception {
    CountDownLatch closed = new CountDownLatch(1);
    try (RawMember member =
            new RawMember(
                connection -> {
                  awaitUninterruptibly(closed);
                  connection.write("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok");
                });
        TestProxy proxy = TestProxy.builder(member).patientWithHalfClosed().start();
        RawClient client = proxy.connect()) {
      client.get("/").finish();
      closed.countDown();
      assertThat(client.readAll()).endsWith("ok");
    }
  }

  @Test
  void clientThatHasNotSentAll_isGone() throws Exception {
    try (RawMember member = new RawMember(connection -> connection.read(1000));
        TestProxy proxy = TestProxy.builder(member).patientWithHalfClosed().start();
        RawClient client = proxy.connect()) {
      client.send(CHUNKED).finish();
      assertThat(client.readAll()).isEmpty();
      assertThat(proxy.settled(1).get(0).end()).isEqualTo(ExchangeEnd.CLIENT_GONE);
    }
  }

  @Test
  void idleClientThatCloses_isClosed() throws Exception {
    try (RawMember member = new RawMember(ok("x"));
        TestProxy proxy = TestProxy.builder(member).patientWithHalfClosed().start();
        RawClient client = proxy.connect()) {
      client.get("/").readAnswer();
      client.finish();
      assertThat(client.readAll()).isEmpty();
    }
  }

  private static void awaitUninterruptibly(CountDownLatch latch) {
    try {
      assertThat(latch.await(20, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
