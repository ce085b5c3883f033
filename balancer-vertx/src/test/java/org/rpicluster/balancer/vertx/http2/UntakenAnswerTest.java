package org.rpicluster.balancer.vertx.http2;

import static org.assertj.core.api.Assertions.assertThat;
import static org.rpicluster.balancer.vertx.kit.RawMember.ok;

import io.netty.buffer.Unpooled;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.http.Http2Settings;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.StreamResetException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.rpicluster.balancer.vertx.forwarded.ClientRules;
import org.rpicluster.balancer.vertx.forwarded.RequestLimits;
import org.rpicluster.balancer.vertx.forwarded.TrustedProxies;
import org.rpicluster.balancer.vertx.http.Via;
import org.rpicluster.balancer.vertx.kit.Http2Client;
import org.rpicluster.balancer.vertx.kit.RawMember;
import org.rpicluster.balancer.vertx.kit.TestProxy;
import org.rpicluster.balancer.vertx.proxy.ExchangeEnd;
import org.rpicluster.balancer.vertx.proxy.Route;

/** Answers that a client of HTTP/2 asks for and does not let through. RFC 9113 §10.5. */
class UntakenAnswerTest {

  private static final long CANCEL = 8;
  private static final long SOON = TimeUnit.MILLISECONDS.toNanos(100);
  private static final long NEVER = TimeUnit.HOURS.toNanos(1);

  private static TestProxy proxy(RawMember member, long silenceMaxNanos) throws Exception {
    RequestLimits limits = new RequestLimits(8192, 100, Long.MAX_VALUE, silenceMaxNanos);
    ClientRules rules =
        new ClientRules(new Via("x"), TrustedProxies.NONE, Optional.empty(), limits);
    Route own =
        Route.handledBy(
            "/own", local -> local.end(Unpooled.copiedBuffer("own", StandardCharsets.US_ASCII)));
    return TestProxy.builder(member).but(builder -> builder.rules(rules).route(own)).start();
  }

  private static Http2Client client(TestProxy proxy, int window) throws Exception {
    return new Http2Client(proxy.http2Port(), new Http2Settings().setInitialWindowSize(window));
  }

  /** The member's answer, the proxy's own, and one of a handler beside it. */
  @ParameterizedTest
  @CsvSource({"/, 0", "/, 2", "/a\\b, 0", "/a\\b, 2", "/own, 0", "/own, 2"})
  void answerThatIsNotTaken_isGivenUpInTime(String path, int window) throws Exception {
    try (RawMember member = new RawMember(ok("hello"));
        TestProxy proxy = proxy(member, SOON);
        Http2Client client = client(proxy, window)) {
      HttpClientRequest request = client.request(HttpMethod.GET, path);
      BlockingQueue<Throwable> ends = new LinkedBlockingQueue<>();
      client.on(sent(request, response -> response.exceptionHandler(ends::add).pause()));

      assertThat(ends.poll(20, TimeUnit.SECONDS))
          .isInstanceOfSatisfying(
              StreamResetException.class, reset -> assertThat(reset.getCode()).isEqualTo(CANCEL));
    }
  }

  /** What is to be done with the head is said before anything is sent, or some of it is taken. */
  private static Future<HttpClientResponse> sent(
      HttpClientRequest request, Handler<HttpClientResponse> atHead) {
    Future<HttpClientResponse> head = request.response().onSuccess(atHead);
    request.send();
    return head;
  }

  @ParameterizedTest
  @ValueSource(ints = {5, 1 << 20})
  void headOfAnAnswer_comesThoughNothingOfItsBodyMay(int length) throws Exception {
    try (RawMember member = new RawMember(ok("x".repeat(length)));
        TestProxy proxy = proxy(member, NEVER);
        Http2Client client = client(proxy, 0)) {
      HttpClientRequest request = client.request(HttpMethod.GET, "/");

      assertThat(client.on(request.send()).getHeader("content-length"))
          .isEqualTo(Integer.toString(length));
    }
  }

  @Test
  void answerThatIsTakenLate_isWhole() throws Exception {
    try (RawMember member = new RawMember(ok("hello"));
        TestProxy proxy = proxy(member, NEVER);
        Http2Client client = client(proxy, 4)) {
      HttpClientRequest request = client.request(HttpMethod.GET, "/");
      BlockingQueue<String> bodies = new LinkedBlockingQueue<>();
      client.on(
          sent(
              request,
              response -> {
                response.pause();
                response.body().onSuccess(body -> bodies.add(body.toString()));
              }));
      TestProxy.await(() -> proxy.balancer().candidates().get(0).counters().inFlight() == 0);
      request.response().onSuccess(response -> response.resume());

      assertThat(bodies.poll(20, TimeUnit.SECONDS)).isEqualTo("hello");
      assertThat(proxy.settled(1).get(0).end()).isEqualTo(ExchangeEnd.COMPLETE);
    }
  }
}
