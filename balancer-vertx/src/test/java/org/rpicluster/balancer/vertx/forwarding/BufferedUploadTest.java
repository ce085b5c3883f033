package org.rpicluster.balancer.vertx.forwarding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.rpicluster.balancer.vertx.kit.RawMember.ok;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpMethod;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.rpicluster.balancer.vertx.BalancingProxyBuilder;
import org.rpicluster.balancer.vertx.forwarded.ClientRules;
import org.rpicluster.balancer.vertx.forwarded.RequestLimits;
import org.rpicluster.balancer.vertx.forwarded.TrustedProxies;
import org.rpicluster.balancer.vertx.http.Via;
import org.rpicluster.balancer.vertx.kit.Http2Client;
import org.rpicluster.balancer.vertx.kit.RawClient;
import org.rpicluster.balancer.vertx.kit.RawMember;
import org.rpicluster.balancer.vertx.kit.TestProxy;

/** Bodies without a length, before members that want one: {@code requests.buffer}. */
@Timeout(60)
class BufferedUploadTest {

  private static final int SIZE = 64;
  private static final UnaryOperator<BalancingProxyBuilder> AS_IT_IS = builder -> builder;
  private static final String POST = "POST /a HTTP/1.1\r\nHost: a\r\n";
  private static final String CHUNKED = POST + "Transfer-Encoding: chunked\r\n\r\n";

  @ParameterizedTest
  @ValueSource(ints = {1, 5, SIZE - 1, SIZE})
  void bodyThatEndsWithinTheBuffer_getsALength(int bytes) throws Exception {
    String body = "x".repeat(bytes);
    try (RawMember member = echoing(bytes);
        TestProxy proxy = TestProxy.builder(member).requestBuffer(SIZE).but(AS_IT_IS).start();
        RawClient client = proxy.connect()) {
      client.send(CHUNKED + inChunks(body, 7) + "0\r\n\r\n");

      assertThat(client.readAnswer()).endsWith(body);
      assertThat(head(member))
          .contains("content-length: " + bytes)
          .noneMatch(line -> line.startsWith("transfer-encoding"));
      assertThat(proxy.settled(1).get(0).status()).isEqualTo(200);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {SIZE + 1, 2 * SIZE, 10_000})
  void longerBody_goesOnInChunks_whole(int bytes) throws Exception {
    String body = "0123456789".repeat(bytes / 10 + 1).substring(0, bytes);
    try (RawMember member = new RawMember(connection -> dechunk(connection, bytes));
        TestProxy proxy = TestProxy.builder(member).requestBuffer(SIZE).but(AS_IT_IS).start();
        RawClient client = proxy.connect()) {
      client.send(CHUNKED + inChunks(body, 33) + "0\r\n\r\n");

      assertThat(client.readAnswer()).endsWith(body);
      assertThat(head(member))
          .contains("transfer-encoding: chunked")
          .noneMatch(line -> line.startsWith("content-length"));
    }
  }

  @Test
  void emptyBody_hasTheLengthZero() throws Exception {
    try (RawMember member = new RawMember(ok("x"));
        TestProxy proxy = TestProxy.builder(member).requestBuffer(SIZE).but(AS_IT_IS).start();
        RawClient client = proxy.connect()) {
      assertThat(client.send(CHUNKED + "0\r\n\r\n").readAnswer()).endsWith("x");
      assertThat(head(member)).contains("content-length: 0");
    }
  }

  @Test
  void trailers_areLeftOut_asALengthHasNoPlaceForThem() throws Exception {
    try (RawMember member = echoing(5);
        TestProxy proxy = TestProxy.builder(member).requestBuffer(SIZE).but(AS_IT_IS).start();
        RawClient client = proxy.connect()) {
      client.send(POST + "Trailer: T\r\nTransfer-Encoding: chunked\r\n\r\n");
      client.send("5\r\nhello\r\n0\r\nT: 1\r\n\r\n");

      assertThat(client.readAnswer()).endsWith("hello");
      assertThat(head(member))
          .contains("content-length: 5")
          .noneMatch(line -> line.startsWith("trailer") || line.startsWith("t:"));
      assertThat(client.send(CHUNKED + "5\r\nagain\r\n0\r\n\r\n").readAnswer()).endsWith("again");
    }
  }

  @Test
  void clientThatWaitsForA100_getsIt() throws Exception {
    try (RawMember member = echoing(5);
        TestProxy proxy = TestProxy.builder(member).requestBuffer(SIZE).but(AS_IT_IS).start();
        RawClient client = proxy.connect()) {
      String expecting = POST + "Expect: 100-Continue\r\nTransfer-Encoding: chunked\r\n\r\n";
      assertThat(client.send(expecting).readHead()).startsWith("HTTP/1.1 100 ");
      assertThat(client.send("5\r\nhello\r\n0\r\n\r\n").readAnswer()).endsWith("hello");
      assertThat(head(member)).noneMatch(line -> line.startsWith("expect"));
    }
  }

  @Test
  void streamOfHttp2WithoutALength_getsOne() throws Exception {
    try (RawMember member = echoing(10);
        TestProxy proxy = TestProxy.builder(member).requestBuffer(SIZE).but(AS_IT_IS).start();
        Http2Client client = proxy.connectHttp2()) {
      HttpClientRequest upload = client.request(HttpMethod.POST, "/a").setChunked(true);
      var answer = Http2Client.answerTo(upload);
      client.on(upload.write(Buffer.buffer("hello")));
      client.on(upload.write(Buffer.buffer("again")));
      client.on(upload.end());

      assertThat(client.on(answer).body()).hasToString("helloagain");
      assertThat(head(member)).contains("content-length: 10");
    }
  }

  @Test
  void nextMember_getsItAsWell() throws Exception {
    try (RawMember refusing = new RawMember(connection -> connection.reset());
        RawMember member = echoing(5);
        TestProxy proxy =
            TestProxy.builder(refusing, member).requestBuffer(SIZE).but(AS_IT_IS).start();
        RawClient client = proxy.connect()) {
      client.send(CHUNKED.replace("POST", "PUT") + "5\r\nhello\r\n0\r\n\r\n");

      assertThat(client.readAnswer()).endsWith("hello");
      assertThat(head(member)).contains("content-length: 5");
      assertThat(proxy.settled(1).get(0).attempts()).isEqualTo(2);
    }
  }

  @Test
  void malformedChunks_areRefused_beforeAMemberIsAsked() throws Exception {
    try (RawMember member = new RawMember(ok("x"));
        TestProxy proxy = TestProxy.builder(member).requestBuffer(SIZE).but(AS_IT_IS).start();
        RawClient client = proxy.connect()) {
      assertThat(client.send(CHUNKED + "5\r\nhello\r\nzz\r\n").readAnswer())
          .startsWith("HTTP/1.1 400 ");
      assertThat(member.heads()).isEmpty();
      assertThat(proxy.settled(1)).hasSize(1);
    }
  }

  @Test
  void clientThatLeavesMeanwhile_costsNoMember() throws Exception {
    try (RawMember member = new RawMember(ok("x"));
        TestProxy proxy = TestProxy.builder(member).requestBuffer(SIZE).but(AS_IT_IS).start();
        RawClient client = proxy.connect()) {
      client.send(CHUNKED + "5\r\nhello\r\n").reset();

      assertThat(proxy.settled(1).get(0).attempts()).isZero();
      assertThat(member.heads()).isEmpty();
    }
  }

  @Test
  void bodyThatIsTooLarge_isRefusedAllTheSame() throws Exception {
    RequestLimits limits = new RequestLimits(8192, 100, 9, TimeUnit.SECONDS.toNanos(20));
    ClientRules rules =
        new ClientRules(new Via("me"), TrustedProxies.NONE, Optional.empty(), limits);
    try (RawMember member = new RawMember(ok("x"));
        TestProxy proxy =
            TestProxy.builder(member)
                .requestBuffer(SIZE)
                .but(builder -> builder.rules(rules))
                .start();
        RawClient client = proxy.connect()) {
      assertThat(client.send(CHUNKED + "a\r\n0123456789\r\n0\r\n\r\n").readAnswer())
          .startsWith("HTTP/1.1 413 ");
      assertThat(member.heads()).isEmpty();
    }
  }

  @Test
  void bodyWithALength_isNotKeptWaiting() throws Exception {
    try (RawMember member =
            new RawMember(
                connection -> {
                  connection.write("HTTP/1.1 100 Continue\r\n\r\n");
                  connection.write(answer(connection.read(5)));
                });
        TestProxy proxy = TestProxy.builder(member).requestBuffer(SIZE).but(AS_IT_IS).start();
        RawClient client = proxy.connect()) {
      client.send(POST + "Expect: 100-continue\r\nContent-Length: 5\r\n\r\n");
      assertThat(client.readHead()).startsWith("HTTP/1.1 100 ");
      assertThat(client.send("hello").readAnswer()).endsWith("hello");
    }
  }

  private static RawMember echoing(int bytes) throws Exception {
    return new RawMember(connection -> connection.write(answer(connection.read(bytes))));
  }

  private static String answer(String body) {
    return "HTTP/1.1 200 OK\r\nContent-Length: " + body.length() + "\r\n\r\n" + body;
  }

  private static void dechunk(RawMember.Connection connection, int bytes) throws IOException {
    StringBuilder body = new StringBuilder();
    while (body.length() < bytes) {
      StringBuilder size = new StringBuilder();
      while (size.indexOf("\r\n") < 0) {
        size.append(connection.read(1));
      }
      int length = Integer.parseInt(size.toString().strip(), 16);
      body.append(connection.read(length));
      connection.read(2);
    }
    connection.read("0\r\n\r\n".length());
    connection.write(answer(body.toString()));
  }

  private static String inChunks(String body, int size) {
    StringBuilder chunks = new StringBuilder();
    for (int at = 0; at < body.length(); at += size) {
      String piece = body.substring(at, Math.min(at + size, body.length()));
      chunks.append(Integer.toHexString(piece.length())).append("\r\n");
      chunks.append(piece).append("\r\n");
    }
    return chunks.toString();
  }

  private static List<String> head(RawMember member) {
    return member.heads().get(0).toLowerCase(Locale.ROOT).lines().toList();
  }
}
