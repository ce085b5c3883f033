package org.rpicluster.balancer.vertx.mounting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.rpicluster.balancer.vertx.kit.RawMember.ok;
import static org.rpicluster.balancer.vertx.kit.RawMember.says;
import static org.rpicluster.balancer.vertx.kit.WebSocketEcho.ASK;
import static org.rpicluster.balancer.vertx.kit.WebSocketEcho.SWITCH;

import io.vertx.core.Vertx;
import io.vertx.core.http.Http2Settings;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.StreamResetException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.rpicluster.balancer.Balancer;
import org.rpicluster.balancer.member.Member;
import org.rpicluster.balancer.strategy.Strategies;
import org.rpicluster.balancer.vertx.BalancingProxy;
import org.rpicluster.balancer.vertx.BalancingProxyBuilder;
import org.rpicluster.balancer.vertx.forwarded.ClientRules;
import org.rpicluster.balancer.vertx.forwarded.RequestLimits;
import org.rpicluster.balancer.vertx.forwarded.TrustedProxies;
import org.rpicluster.balancer.vertx.http.Via;
import org.rpicluster.balancer.vertx.kit.Http2Client;
import org.rpicluster.balancer.vertx.kit.RawClient;
import org.rpicluster.balancer.vertx.kit.RawMember;
import org.rpicluster.balancer.vertx.kit.TestProxy;
import org.rpicluster.balancer.vertx.proxy.ProxiedCluster;
import org.rpicluster.balancer.vertx.proxy.Route;

/** What a server of the embedder's lets through or cuts: the table of {@code docs/embedding.md}. */
@Timeout(60)
class MountedHandlerTest {

  private static final String CHUNKED =
      "POST / HTTP/1.1\r\nHost: a.test\r\nTransfer-Encoding: chunked\r\n\r\n";

  private static final String BODY = "5\r\nhello\r\n0\r\n";

  private final Vertx vertx = Vertx.vertx();

  @AfterEach
  void stop() {
    vertx.close();
  }

  /** A server as most embedders make it. */
  private RawClient mounted(RawMember member) throws Exception {
    return new RawClient(port(member, builder -> builder));
  }

  private int port(RawMember member, UnaryOperator<BalancingProxyBuilder> change) throws Exception {
    Balancer balancer =
        Balancer.builder("test", Strategies.byRequests()).member(Member.of(member.url())).build();
    ProxiedCluster cluster = new ProxiedCluster(balancer, TestProxy.PATIENT);
    BalancingProxy proxy =
        change.apply(BalancingProxy.builder(vertx)).route(Route.to("/", cluster)).build();
    return vertx
        .createHttpServer()
        .requestHandler(proxy)
        .listen(0, "127.0.0.1")
        .toCompletionStage()
        .toCompletableFuture()
        .get(20, TimeUnit.SECONDS)
        .actualPort();
  }

  @ParameterizedTest
  @CsvSource({
    "'GET  / HTTP/1.1', HTTP/1.1 400, HTTP/1.1 200",
    "' GET / HTTP/1.1', HTTP/1.1 400, HTTP/1.1 200",
    "'GET / HTTP/1.9', HTTP/1.1 505, HTTP/1.9 501",
  })
  void requestLine_isReadAsTheServerReadsIt(String line, String hardened, String mounted)
      throws Exception {
    String head = line + "\r\nHost: a.test\r\n\r\n";
    try (RawMember member = new RawMember(ok("a"), ok("b"));
        TestProxy proxy = TestProxy.before(member);
        RawClient ofHardened = proxy.connect();
        RawClient ofMounted = mounted(member)) {
      assertThat(ofHardened.send(head).readHead()).startsWith(hardened);
      assertThat(ofMounted.send(head).readHead()).startsWith(mounted);
    }
  }

  @Test
  void interimAnswer_goesOnlyThroughOurListener() throws Exception {
    String answer = "HTTP/1.1 102 Processing\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n";
    try (RawMember member = new RawMember(says(answer), says(answer));
        TestProxy proxy = TestProxy.before(member);
        RawClient ofHardened = proxy.connect();
        RawClient ofMounted = mounted(member)) {
      assertThat(ofHardened.get("/").readHead()).startsWith("HTTP/1.1 102");
      assertThat(ofMounted.get("/").readHead()).startsWith("HTTP/1.1 200");
    }
  }

  @Test
  void trailers_goOnlyThroughOurListener() throws Exception {
    List<String> ends = new CopyOnWriteArrayList<>();
    String trailer = "X-Sum: 1\r\n";
    try (RawMember member =
            new RawMember(reading(ends, BODY + trailer + "\r\n"), reading(ends, BODY + "\r\n"));
        TestProxy proxy = TestProxy.before(member);
        RawClient ofHardened = proxy.connect();
        RawClient ofMounted = mounted(member)) {
      ofHardened.send(CHUNKED + BODY + trailer + "\r\n").readHead();
      ofMounted.send(CHUNKED + BODY + trailer + "\r\n").readHead();

      assertThat(ends).hasSize(2);
      assertThat(ends.get(0)).containsIgnoringCase(trailer);
      assertThat(ends.get(1)).isEqualTo(BODY + "\r\n");
    }
  }

  /** What our listener does with them: {@code UpgradeTest}. */
  @ParameterizedTest
  @ValueSource(strings = {"GET /internal HTTP/1.1\r\nHost: a.test\r\n\r\n", "\u0081"})
  void bytesBeforeThe101_openNoTunnel(String early) throws Exception {
    CompletableFuture<String> received = new CompletableFuture<>();
    RawMember.Reply accepts =
        connection -> {
          connection.write(SWITCH);
          received.complete(connection.readAll());
        };
    try (RawMember member = new RawMember(accepts);
        RawClient client = mounted(member)) {
      assertThat(client.send(ASK + early).readAll()).startsWith("HTTP/1.1 400");
      assertThat(received.get(20, TimeUnit.SECONDS)).as("what the member got").isEmpty();
      assertThat(member.heads()).hasSize(1);
    }
  }

  private static RawMember.Reply reading(List<String> bodies, String expected) {
    return connection -> {
      bodies.add(connection.read(expected.length()));
      connection.write("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
    };
  }

  /** What our listener does with it: {@code UntakenAnswerTest}. */
  @ParameterizedTest
  @ValueSource(ints = {0, 2})
  void answerThatIsNotTaken_overHttp2_isGivenUpInTime(int window) throws Exception {
    long soon = TimeUnit.MILLISECONDS.toNanos(100);
    RequestLimits limits = new RequestLimits(8192, 100, Long.MAX_VALUE, soon);
    ClientRules rules =
        new ClientRules(new Via("x"), TrustedProxies.NONE, Optional.empty(), limits);
    Http2Settings settings = new Http2Settings().setInitialWindowSize(window);
    try (RawMember member = new RawMember(ok("hello"));
        Http2Client client = new Http2Client(port(member, b -> b.rules(rules)), settings)) {
      BlockingQueue<Throwable> ends = new LinkedBlockingQueue<>();
      HttpClientRequest request = client.request(HttpMethod.GET, "/");
      request.response().onSuccess(response -> response.exceptionHandler(ends::add).pause());
      client.on(request.send());

      assertThat(ends.poll(20, TimeUnit.SECONDS)).isInstanceOf(StreamResetException.class);
    }
  }

  /** What our listener does with it: {@code WireTest}. */
  @Test
  void clientThatClosesItsSide_isTakenForOneThatHasGone() throws Exception {
    CountDownLatch answered = new CountDownLatch(1);
    try (RawMember member = new RawMember(RawMember.after(answered, ok("late")));
        RawClient ofMounted = mounted(member)) {
      assertThat(ofMounted.get("/").finish().readAll()).isEmpty();
    } finally {
      answered.countDown();
    }
  }
}
