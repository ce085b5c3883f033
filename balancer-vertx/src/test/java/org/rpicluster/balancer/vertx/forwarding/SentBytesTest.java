package org.rpicluster.balancer.vertx.forwarding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.rpicluster.balancer.vertx.kit.RawMember.ok;

import io.vertx.core.Future;
import io.vertx.core.http.Http2Settings;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.rpicluster.balancer.vertx.kit.Http2Client;
import org.rpicluster.balancer.vertx.kit.RawClient;
import org.rpicluster.balancer.vertx.kit.RawMember;
import org.rpicluster.balancer.vertx.kit.TestProxy;
import org.rpicluster.balancer.vertx.proxy.ExchangeEnd;
import org.rpicluster.balancer.vertx.proxy.ExchangeSummary;

/** The log says what clients got, and members are charged what they have sent. */
class SentBytesTest {

  /** As it was found: no multiple of any buffer or window. */
  private static final int LARGE = 8_002_454;

  private static final int WINDOW = 65_535;

  /** {@code HTTP/1.1 200 OK}: what Apache counts besides the body. */
  private static final int STATUS_LINE = 15;

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 65_535, 65_536, LARGE})
  void wholeAnswerOverHttp2_hasAllItsBytes(int length) throws Exception {
    try (RawMember member = new RawMember(ok("x".repeat(length)));
        TestProxy proxy = TestProxy.before(member);
        Http2Client client = proxy.connectHttp2()) {
      assertThat(client.send(HttpMethod.GET, "/").body().length()).isEqualTo(length);

      ExchangeSummary summary = proxy.settled(1).get(0);
      assertThat(summary.bytesToClient()).isEqualTo(length);
      assertThat(summary.end()).isEqualTo(ExchangeEnd.COMPLETE);
      assertThat(proxy.balancer().candidates().get(0).counters().bytesFromMember())
          .isEqualTo(STATUS_LINE + length);
    }
  }

  /** Paused from its head on: to be said before anything is sent, or some of it is taken. */
  private static Future<HttpClientResponse> sentAndPaused(HttpClientRequest request) {
    Future<HttpClientResponse> head = request.response().onSuccess(HttpClientResponse::pause);
    request.send();
    return head;
  }

  @Test
  void answerThatFillsTheWindow_andIsGivenUp_hasNoMoreThanTheWindow() throws Exception {
    try (RawMember member = new RawMember(ok("x".repeat(LARGE)));
        TestProxy proxy = TestProxy.before(member);
        Http2Client client =
            new Http2Client(proxy.http2Port(), new Http2Settings().setInitialWindowSize(WINDOW))) {
      HttpClientRequest request = client.request(HttpMethod.GET, "/");
      client.on(sentAndPaused(request));
      request.reset(8);

      ExchangeSummary summary = proxy.settled(1).get(0);
      assertThat(summary.bytesToClient()).isBetween(0L, (long) WINDOW);
      assertThat(summary.end()).isEqualTo(ExchangeEnd.CLIENT_GONE);
    }
  }

  /** The member has sent it whole, and the client does not take its last byte. */
  @Test
  void answerWhoseEndIsNotTaken_isNotComplete() throws Exception {
    // In one read with its head, and 250 windows.
    String body = "x".repeat(1000);
    try (RawMember member = new RawMember(ok(body));
        TestProxy proxy = TestProxy.before(member);
        Http2Client client =
            new Http2Client(proxy.http2Port(), new Http2Settings().setInitialWindowSize(4))) {
      HttpClientRequest request = client.request(HttpMethod.GET, "/");
      client.on(sentAndPaused(request));
      TestProxy.await(() -> proxy.balancer().candidates().get(0).counters().inFlight() == 0);
      request.reset(8);

      ExchangeSummary summary = proxy.settled(1).get(0);
      assertThat(summary.bytesToClient()).isLessThan(body.length());
      assertThat(summary.end()).isEqualTo(ExchangeEnd.CLIENT_GONE);
    }
  }

  @Test
  void answersOverHttp1_haveAllTheirBytes_andHeadHasNone() throws Exception {
    try (RawMember member = new RawMember(ok("x".repeat(LARGE)), ok(""));
        TestProxy proxy = TestProxy.before(member);
        RawClient client = proxy.connect()) {
      client.get("/").readAnswer();
      client.send("HEAD / HTTP/1.1\r\nHost: a.test\r\n\r\n").readHead();

      assertThat(proxy.settled(2))
          .extracting(ExchangeSummary::bytesToClient)
          .containsExactly((long) LARGE, 0L);
    }
  }
}
