package org.rpicluster.balancer.vertx.http2;

import static org.assertj.core.api.Assertions.assertThat;
import static org.rpicluster.balancer.vertx.kit.RawHttp2Member.DATA;
import static org.rpicluster.balancer.vertx.kit.RawHttp2Member.HEADERS;
import static org.rpicluster.balancer.vertx.kit.RawMember.says;

import io.netty.handler.codec.http2.Http2Headers;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.rpicluster.balancer.vertx.kit.RawHttp2Client;
import org.rpicluster.balancer.vertx.kit.RawHttp2Member;
import org.rpicluster.balancer.vertx.kit.RawHttp2Member.Reply;
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

  /** As a call of gRPC is: messages both ways, fields before and behind them. */
  @Test
  void trailersOfARequest_goOnToAMemberOfHttp2_andItsOwnComeBack() throws Exception {
    Reply trailed =
        (connection, stream) -> {
          if (connection.heads(stream) == 1) {
            connection.head(stream, ":status", "200", "content-type", "application/grpc");
            connection.data(stream, "first", false);
          } else {
            connection.lastHead(stream, "grpc-status", "0", "x-back-bin", "AAE");
          }
        };
    try (RawHttp2Member member = new RawHttp2Member(trailed);
        TestProxy proxy = TestProxy.before(TestProxy.PATIENT, member.url());
        RawHttp2Client client = new RawHttp2Client(proxy.http2Port())) {
      client.head(1, false, HEAD);
      assertThat(client.status(1)).isEqualTo("200");
      assertThat(client.read(DATA, 1).payload()).asString().isEqualTo("first");
      client.send(DATA, 0, 1, "hello".getBytes(StandardCharsets.US_ASCII));
      client.head(1, true, "x-sum", "abc", "x-there-bin", "AAE", "x-sum", "def", "x-empty", "");

      RawHttp2Client.Frame back = client.read(HEADERS, 1);
      assertThat(back.isLast()).isTrue();
      assertThat(back.head().get("grpc-status")).hasToString("0");
      assertThat(back.head().get("x-back-bin")).hasToString("AAE");
      assertThat(member.heads()).hasSize(2);
      assertThat(member.heads().get(0).get("te")).hasToString("trailers");
      Http2Headers trailers = member.heads().get(1);
      assertThat(trailers.getAll("x-sum"))
          .extracting(Object::toString)
          .containsExactly("abc", "def");
      assertThat(trailers.get("x-there-bin")).hasToString("AAE");
      assertThat(trailers.get("x-empty")).hasToString("");
      assertThat(member.frames()).contains("DATA 3 5").noneMatch(frame -> frame.endsWith("END"));
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
