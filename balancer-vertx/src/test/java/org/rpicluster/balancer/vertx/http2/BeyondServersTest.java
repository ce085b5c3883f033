package org.rpicluster.balancer.vertx.http2;

import static org.assertj.core.api.Assertions.assertThat;
import static org.rpicluster.balancer.vertx.kit.RawHttp2Member.DATA;
import static org.rpicluster.balancer.vertx.kit.RawHttp2Member.HEADERS;
import static org.rpicluster.balancer.vertx.kit.RawMember.says;

import java.nio.charset.StandardCharsets;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.rpicluster.balancer.vertx.kit.RawHttp2Client;
import org.rpicluster.balancer.vertx.kit.RawMember;
import org.rpicluster.balancer.vertx.kit.TestProxy;

/** What a Vert.x server cannot carry over HTTP/2, and streams of our own do. */
@Timeout(60)
class BeyondServersTest {

  private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";

  private static final String[] HEAD = {
    ":method", "POST", ":scheme", "http", ":authority", "a.test", ":path", "/", "te", "trailers"
  };

  /** But for those that may stand in heads only. RFC 9110 §6.5.1. */
  @Test
  void trailersOfARequest_goOnToItsMember() throws Exception {
    BlockingQueue<String> bodies = new LinkedBlockingQueue<>();
    String body = "5\r\nhello\r\n0\r\nx-sum: abc\r\n\r\n";
    try (RawMember member =
            new RawMember(
                connection -> {
                  bodies.add(connection.read(body.length()));
                  connection.write(OK);
                });
        TestProxy proxy = TestProxy.before(member);
        RawHttp2Client client = new RawHttp2Client(proxy.http2Port())) {
      client.head(1, false, HEAD);
      client.send(DATA, 0, 1, "hello".getBytes(StandardCharsets.US_ASCII));
      client.head(1, true, "x-sum", "abc", "authorization", "Basic eA==");

      assertThat(client.status(1)).isEqualTo("200");
      assertThat(bodies.poll(20, TimeUnit.SECONDS)).isEqualTo(body);
      assertThat(member.heads().get(0)).containsIgnoringCase("te: trailers\r\n");
    }
  }

  @Test
  void everyInterimAnswer_goesOn() throws Exception {
    String interim =
        "HTTP/1.1 102 Processing\r\n\r\n"
            + "HTTP/1.1 103 Early Hints\r\nLink: </a>\r\nConnection: close\r\n\r\n"
            + "HTTP/1.1 199 Other\r\nX-A: 1\r\n\r\n";
    try (RawMember member = new RawMember(says(interim + OK));
        TestProxy proxy = TestProxy.before(member);
        RawHttp2Client client = new RawHttp2Client(proxy.http2Port())) {
      client.request(1, true, "GET", "/");

      assertThat(client.status(1)).isEqualTo("102");
      RawHttp2Client.Frame hints = client.read(HEADERS, 1);
      assertThat(hints.head().status()).hasToString("103");
      assertThat(hints.head().get("link")).hasToString("</a>");
      assertThat(hints.head().contains("connection")).isFalse();
      assertThat(client.status(1)).isEqualTo("199");
      assertThat(client.status(1)).isEqualTo("200");
    }
  }
}
