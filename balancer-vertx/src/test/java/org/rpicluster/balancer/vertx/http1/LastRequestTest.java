package org.rpicluster.balancer.vertx.http1;

import static org.assertj.core.api.Assertions.assertThat;
import static org.rpicluster.balancer.vertx.kit.RawMember.ok;
import static org.rpicluster.balancer.vertx.kit.RawMember.saysAndCloses;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.rpicluster.balancer.vertx.forwarded.ClientRules;
import org.rpicluster.balancer.vertx.forwarded.RequestLimits;
import org.rpicluster.balancer.vertx.forwarded.TrustedProxies;
import org.rpicluster.balancer.vertx.http.Via;
import org.rpicluster.balancer.vertx.kit.RawClient;
import org.rpicluster.balancer.vertx.kit.RawMember;
import org.rpicluster.balancer.vertx.kit.TestProxy;

/** What comes on a connection behind the last request that is answered on it. */
class LastRequestTest {

  private static final String GOOD = "GET /good HTTP/1.1\r\nHost: a\r\n\r\n";
  private static final String BEHIND = "GET /behind HTTP/1.1\r\nHost: a\r\n\r\n";

  private static final String CHUNKED =
      "POST /chunks HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n";

  private static final ClientRules FOUR_BYTES =
      new ClientRules(
          new Via("me"),
          TrustedProxies.NONE,
          Optional.empty(),
          new RequestLimits(8192, 100, 4, RequestLimits.DEFAULT.silenceMaxNanos()));

  @ParameterizedTest
  @ValueSource(
      strings = {
        " GET / HTTP/1.1|Host: a||",
        "GET / HTTP/1.1||",
        "GET / HTTP/1.1|Host: a|Host: b||",
        "GET / HTTP/1.2|Host: a||",
        "GET /%0 HTTP/1.1|Host: a||",
        "GET /#x HTTP/1.1|Host: a||",
        "TRACE / HTTP/1.1|Host: a||",
        "GET / HTTP/1.1|Host: a|Expect: miracles||",
        "GET / HTTP/1.1|Host: a|X : y||",
        "POST / HTTP/1.1|Host: a|Transfer-Encoding: gzip, chunked||0||",
        "POST / HTTP/1.1|Host: a|Content-Length: 3|Transfer-Encoding: chunked||0||",
        "POST / HTTP/1.1|Host: a|Content-Length: 1, 2||x",
        "POST / HTTP/1.1|Host: a|Transfer-Encoding: chunked||zz|x|0||",
        "POST / HTTP/1.1|Host: a|Transfer-Encoding: chunked||1|xyz|0||",
        "POST / HTTP/1.1|Host: a|Transfer-Encoding: chunked||0|X : y||",
      })
  void behindAMalformedRequest_nothingIsCarried(String malformed) throws Exception {
    String lines = malformed.replace("|", "\r\n");
    for (String first : new String[] {"", GOOD, GOOD + GOOD}) {
      try (RawMember member = new RawMember(ok("1"), ok("2"), ok("3"), ok("4"));
          TestProxy proxy = TestProxy.before(member);
          RawClient client = proxy.connect()) {
        client.send(first + lines + BEHIND + BEHIND);
        assertThat(client.readAll()).doesNotContain("miracles");
        assertThat(member.heads()).noneMatch(head -> head.startsWith("GET /behind"));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "GET /last HTTP/1.1|Host: a|Connection: close||",
        "GET /last HTTP/1.1|Host: a|Connection: close, x||",
        "GET /last HTTP/1.1|Host: a|Connection: x|Connection: close||",
        "GET /last HTTP/1.0|Host: a|Connection: keep-alive||",
      })
  void behindARequestWithWhichTheConnectionEnds_nothingIsCarried(String lines) throws Exception {
    String body = "x".repeat(300_000);
    try (RawMember member =
            new RawMember(saysAndCloses("HTTP/1.1 200 OK\r\n\r\n" + body), ok("2"));
        TestProxy proxy = TestProxy.before(member);
        RawClient client = proxy.connect()) {
      client.send(lines.replace("|", "\r\n") + BEHIND + BEHIND);
      String answers = client.readAll();
      assertThat(answers).containsOnlyOnce(" 200 OK\r\n");
      assertThat(answers.chars().filter(c -> c == 'x').count()).isEqualTo(body.length());
      assertThat(member.heads()).singleElement().asString().startsWith("GET /last");
      assertThat(proxy.settled(1)).hasSize(1);
    }
  }

  @Test
  void behindABodyThatIsTooLong_andThenMalformed_nothingIsCarried() throws Exception {
    try (RawMember member = new RawMember(connection -> connection.read(100));
        TestProxy proxy =
            TestProxy.builder(member).but(builder -> builder.rules(FOUR_BYTES)).start();
        RawClient client = proxy.connect()) {
      client.send(CHUNKED + "5\r\nhello\r\n");
      assertThat(client.readAnswer()).startsWith("HTTP/1.1 413 ");
      client.send("zz\r\n" + BEHIND);
      assertThat(client.readAll()).isEmpty();
      assertThat(member.heads()).noneMatch(head -> head.startsWith("GET /behind"));
    }
  }

  @Test
  void behindARefusedRequestWhoseFramingIsSound_theNextIsCarried() throws Exception {
    try (RawMember member = new RawMember(ok("reached"));
        TestProxy proxy =
            TestProxy.builder(member).but(builder -> builder.rules(FOUR_BYTES)).start();
        RawClient client = proxy.connect()) {
      client.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\nhello" + BEHIND);
      assertThat(client.readAnswer()).startsWith("HTTP/1.1 413 ");
      assertThat(client.readAnswer()).endsWith("reached");
    }
  }
}
