package org.rpicluster.balancer.vertx.grpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.rpicluster.balancer.vertx.kit.RawMember.ok;
import static org.rpicluster.balancer.vertx.kit.RawMember.saysAndCloses;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpMethod;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.rpicluster.balancer.vertx.kit.Http2Client;
import org.rpicluster.balancer.vertx.kit.Http2Client.Answer;
import org.rpicluster.balancer.vertx.kit.RawClient;
import org.rpicluster.balancer.vertx.kit.RawMember;
import org.rpicluster.balancer.vertx.kit.TestProxy;
import org.rpicluster.balancer.vertx.proxy.ExchangeEnd;
import org.rpicluster.balancer.vertx.upstream.UpstreamOptions;

/** The proxy's own answers to calls of gRPC, which reads no status of HTTP. */
class GrpcAnswerTest {

  private static final String NOWHERE = "h2c://127.0.0.1:1";

  @ParameterizedTest
  @ValueSource(
      strings = {
        "application/grpc",
        "application/grpc+proto",
        "application/grpc+json",
        "Application/GRPC; charset=utf-8",
        "application/grpc-web",
        "application/grpc-web+proto",
        "application/grpc-web-text"
      })
  void callWithoutAMember_isUnavailable(String type) throws Exception {
    try (TestProxy proxy = TestProxy.before(TestProxy.PATIENT, NOWHERE);
        Http2Client client = proxy.connectHttp2()) {
      Answer answer = call(client, type);

      answered(answer, "14", "No server could be reached.");
      assertThat(answer.head().getHeader("content-type")).isEqualTo(type);
      assertThat(proxy.settled(1).get(0).status()).isEqualTo(200);
      assertThat(proxy.settled(1).get(0).end()).isEqualTo(ExchangeEnd.UNREACHABLE);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"application/grpcx", "application/json", "text/application/grpc"})
  void whatIsNoCall_isAnsweredInHttp(String type) throws Exception {
    try (TestProxy proxy = TestProxy.before(TestProxy.PATIENT, NOWHERE);
        Http2Client client = proxy.connectHttp2()) {
      assertThat(call(client, type).head().statusCode()).isEqualTo(503);
    }
  }

  @Test
  void memberThatIsTooSlow_exceedsTheDeadline() throws Exception {
    UpstreamOptions hurried =
        TestProxy.PATIENT.but().firstByteTimeout(Duration.ofMillis(50)).build();
    try (RawMember member = new RawMember(connection -> connection.read(1));
        TestProxy proxy = TestProxy.before(hurried, member);
        Http2Client client = proxy.connectHttp2()) {
      answered(call(client, "application/grpc"), "4", "The server did not answer in time.");
    }
  }

  @Test
  void memberThatBreaksOff_isUnavailable() throws Exception {
    try (RawMember member = new RawMember(saysAndCloses(""));
        TestProxy proxy = TestProxy.before(member);
        Http2Client client = proxy.connectHttp2()) {
      answered(call(client, "application/grpc"), "14", "The server broke off its answer.");
    }
  }

  @Test
  void callThatIsNotCarried_hasAStatusToo() throws Exception {
    try (RawMember member = new RawMember(ok("x"));
        TestProxy proxy = TestProxy.before(member);
        Http2Client client = proxy.connectHttp2()) {
      HttpClientRequest request = client.request(HttpMethod.TRACE, "/");
      request.putHeader("content-type", "application/grpc");

      answered(client.send(request), "2", "This method is not offered here.");
    }
  }

  @Test
  void callOfTheWebOverHttp1_readsItAsWell_andOtherGrpcIsNone() throws Exception {
    try (TestProxy proxy = TestProxy.before(TestProxy.PATIENT, NOWHERE);
        RawClient client = proxy.connect()) {
      String head = "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 0\r\nContent-Type: ";
      assertThat(client.send(head + "application/grpc-web+proto\r\n\r\n").readAnswer())
          .startsWith("HTTP/1.1 200")
          .contains("\r\ngrpc-status: 14\r\n");
      assertThat(client.send(head + "application/grpc\r\n\r\n").readAnswer())
          .startsWith("HTTP/1.1 503");
    }
  }

  private static Answer call(Http2Client client, String type) throws Exception {
    HttpClientRequest request = client.request(HttpMethod.POST, "/a.B/C");
    request.putHeader("content-type", type).putHeader("te", "trailers");
    return client.send(request, Buffer.buffer("\0\0\0\0\0"));
  }

  private static void answered(Answer answer, String status, String message) {
    assertThat(answer.head().statusCode()).isEqualTo(200);
    assertThat(answer.head().getHeader("grpc-status")).isEqualTo(status);
    assertThat(answer.head().getHeader("grpc-message")).isEqualTo(message);
    assertThat(answer.body().length()).isZero();
  }
}
