package org.rpicluster.balancer.vertx.failover;

import static org.assertj.core.api.Assertions.assertThat;
import static org.rpicluster.balancer.vertx.kit.RawMember.ok;
import static org.rpicluster.balancer.vertx.kit.RawMember.says;
import static org.rpicluster.balancer.vertx.kit.RawMember.saysAndCloses;

import io.vertx.core.Future;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.rpicluster.balancer.Balancer;
import org.rpicluster.balancer.health.FailurePolicy;
import org.rpicluster.balancer.health.Health;
import org.rpicluster.balancer.member.AdminState;
import org.rpicluster.balancer.member.Member;
import org.rpicluster.balancer.strategy.Strategies;
import org.rpicluster.balancer.vertx.kit.RawClient;
import org.rpicluster.balancer.vertx.kit.RawMember;
import org.rpicluster.balancer.vertx.kit.RawMember.Connection;
import org.rpicluster.balancer.vertx.kit.RawMember.Reply;
import org.rpicluster.balancer.vertx.kit.TestProxy;
import org.rpicluster.balancer.vertx.proxy.AttemptPolicy;
import org.rpicluster.balancer.vertx.proxy.ProxiedCluster;
import org.rpicluster.balancer.vertx.upstream.UpstreamOptions;

/**
 * What a failure comes to with Apache, row by row, under its failure policy: whether the member is
 * in error, whether the next one is tried, and what the client sees. Where it is something else
 * here, the row says so, and why. Member a fails, member b answers with its letter.
 */
class ApacheFailoverTest {

  private static final String GET = "GET / HTTP/1.1\r\nHost: a.test\r\n\r\n";
  private static final String POST = "POST / HTTP/1.1\r\nHost: a.test\r\nContent-Length: 0\r\n\r\n";

  private static final String UPLOAD =
      "POST / HTTP/1.1\r\nHost: a.test\r\nContent-Length: 1048576\r\n\r\n" + "x".repeat(1 << 20);

  /** Nothing but connections, as with Apache. */
  private static final AttemptPolicy ONLY_CONNECT =
      AttemptPolicy.DEFAULT.on(Set.of(AttemptPolicy.On.CONNECT), Set.of());

  private static final Duration LONG = Duration.ofSeconds(20);
  private static final Duration SHORT = Duration.ofMillis(300);

  private final List<AutoCloseable> started = new ArrayList<>();
  private final AtomicReference<Balancer> balancer = new AtomicReference<>();
  private RawMember b;

  @BeforeEach
  void start() throws IOException {
    b = started(new RawMember(ok("b")));
  }

  @AfterEach
  void stop() throws Exception {
    Collections.reverse(started);
    for (AutoCloseable each : started) {
      each.close();
    }
  }

  @ParameterizedTest(name = "{0}")
  @CsvFileSource(resources = "apache-failover.csv", delimiter = '|', numLinesToSkip = 1)
  void row(
      String event,
      String how,
      String inError,
      String next,
      String client,
      String inErrorHere,
      String nextHere,
      String clientHere)
      throws Exception {
    try (TestProxy proxy = proxy(how, ONLY_CONNECT)) {
      String seen = ask(how, proxy);

      assertThat(seen).as("client").isEqualTo(clientHere == null ? client : clientHere);
      boolean tried = proxy.settled(1).stream().anyMatch(summary -> summary.attempts() > 1);
      assertThat(tried).as("next").isEqualTo((nextHere == null ? next : nextHere).equals("yes"));
      assertThat(isInError(proxy))
          .as("E")
          .isEqualTo((inErrorHere == null ? inError : inErrorHere).equals("yes"));
    }
  }

  @ParameterizedTest(name = "{0}")
  @CsvFileSource(resources = "apache-failover.csv", delimiter = '|', numLinesToSkip = 1)
  void row_byDefault(
      String event,
      String how,
      String inError,
      String next,
      String client,
      String inErrorHere,
      String nextHere,
      String clientHere,
      String byDefault)
      throws Exception {
    String here = clientHere == null ? client : clientHere;
    try (TestProxy proxy = proxy(how, AttemptPolicy.DEFAULT)) {
      assertThat(ask(how, proxy)).isEqualTo(byDefault == null ? here : byDefault);
    }
  }

  /** Whether it was taken out; if all are, all are tried again at once. */
  private static boolean isInError(TestProxy proxy) {
    Health health = proxy.balancer().candidates().members().get(0).health();
    return health instanceof Health.Down || health instanceof Health.HalfOpen;
  }

  private String ask(String how, TestProxy proxy) throws IOException {
    if (how.equals("busy")) {
      RawClient holding = started(proxy.connect()).get("/");
      assertThat(holding.available()).isZero();
      TestProxy.await(() -> proxy.balancer().candidates().get(0).counters().inFlight() == 1);
    }
    try (RawClient client = proxy.connect()) {
      if (how.equals("stale") || how.equals("fresh-cut")) {
        client.get("/").readAnswer();
      }
      return seen(client.send(request(how)));
    }
  }

  private static String request(String how) {
    return switch (how) {
      case "refused-post", "reset-post", "no-100" -> POST;
      case "upload-cut" -> UPLOAD;
      default -> GET;
    };
  }

  /** The body of a whole 200, the status of another answer, or that there is none, or a part. */
  private static String seen(RawClient client) throws IOException {
    String head = client.readHead();
    while (head.startsWith("HTTP/1.1 1")) {
      head = client.readHead();
    }
    if (head.isEmpty()) {
      return "closed";
    }
    String status = head.substring(9, 12);
    int at = head.toLowerCase(Locale.ROOT).indexOf("content-length: ") + 16;
    int length = Integer.parseInt(head.substring(at, head.indexOf('\r', at)));
    String body = client.read(length);
    return !status.equals("200") ? status : body.length() < length ? "cut" : body;
  }

  private TestProxy proxy(String how, AttemptPolicy attempts) throws Exception {
    FailurePolicy policy =
        switch (how) {
          case "silent-counted" -> FailurePolicy.APACHE.timeouts(true);
          case "status-counted" -> FailurePolicy.APACHE.statuses(Set.of(500));
          default -> FailurePolicy.APACHE;
        };
    // So heavy that every request begins with it.
    Member a = Member.at(url(how)).id("a").weight(100).build();
    String other = how.equals("all-refused") ? url("refused") : b.url();
    balancer.set(
        Balancer.builder("test", Strategies.byRequests())
            .members(List.of(a, Member.at(other).id("b").build()))
            .failurePolicy(policy)
            .build());
    ProxiedCluster cluster = new ProxiedCluster(balancer.get(), options(how)).attempts(attempts);
    return TestProxy.builder(cluster)
        .but(builder -> builder.names(host -> Future.failedFuture("no such name")))
        .start();
  }

  private static UpstreamOptions options(String how) {
    boolean connecting = how.equals("no-answer-to-SYN") || how.equals("no-handshake");
    boolean silent = how.startsWith("silent") || how.equals("no-100");
    boolean busy = how.equals("busy");
    return UpstreamOptions.DEFAULT
        .but()
        .connectTimeout(connecting ? SHORT : LONG)
        .firstByteTimeout(silent ? SHORT : LONG)
        .idleTimeout(LONG)
        .acquireTimeout(busy ? SHORT : LONG)
        .connectionsMax(busy ? 1 : 64)
        .keepAlive(LONG)
        .tunnelTimeout(LONG)
        .build();
  }

  private String url(String how) throws Exception {
    return switch (how) {
      case "refused", "refused-post", "all-refused" -> refusing();
      case "no-answer-to-SYN" -> deaf();
      case "unknown-name" -> "http://nowhere.test:80";
      case "no-handshake" -> started(new RawMember(ok("never"))).url().replace("http:", "https:");
      default -> started(new RawMember(replies(how))).url();
    };
  }

  private Reply[] replies(String how) {
    return switch (how) {
      case "stale" -> new Reply[] {ok("a"), Connection::reset, ok("a")};
      case "fresh-cut" ->
          new Reply[] {
            saysAndCloses("HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 1\r\n\r\na"),
            Connection::reset
          };
      default -> new Reply[] {reply(how)};
    };
  }

  private Reply reply(String how) {
    return switch (how) {
      case "busy", "silent", "silent-counted", "no-100" -> connection -> {};
      case "disabled-by-now" ->
          connection -> {
            disableFirst();
            ok("a").on(connection);
          };
      case "eof" -> Connection::close;
      case "reset", "reset-post", "upload-cut" -> Connection::reset;
      case "malformed" -> saysAndCloses("HTTP/one 200 OK\r\nContent-Length: 1\r\n\r\na");
      case "malformed-field" ->
          saysAndCloses("HTTP/1.1 200 OK\r\n\0: x\r\nContent-Length: 1\r\n\r\na");
      case "no-colon" -> saysAndCloses("HTTP/1.1 200 OK\r\nx y\r\nContent-Length: 1\r\n\r\na");
      case "long-field" ->
          saysAndCloses("HTTP/1.1 200 OK\r\nX: " + "x".repeat(1 << 20) + "\r\n\r\n");
      case "interims" ->
          says(
              "HTTP/1.1 103 Early Hints\r\nLink: x\r\n\r\n".repeat(10)
                  + "HTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\na");
      case "status", "status-counted" -> says("HTTP/1.1 500 Oh\r\nContent-Length: 1\r\n\r\na");
      case "mid-body" -> saysAndCloses("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nab");
      default -> throw new IllegalArgumentException(how);
    };
  }

  private void disableFirst() {
    List<Member> members =
        new ArrayList<>(
            balancer.get().candidates().members().stream().map(c -> c.member()).toList());
    members.set(0, members.get(0).but().state(AdminState.DISABLED).build());
    balancer.get().update(members);
  }

  private static String refusing() throws IOException {
    RawMember member = new RawMember(ok("never"));
    member.close();
    return member.url();
  }

  /** Linux takes one connection more than the backlog says; the others' SYN is dropped. */
  private String deaf() throws IOException {
    ServerSocket listener = started(new ServerSocket(0, 1, InetAddress.getLoopbackAddress()));
    for (int i = 0; i < 4; i++) {
      SocketChannel filler = started(SocketChannel.open());
      filler.configureBlocking(false);
      filler.connect(new InetSocketAddress("127.0.0.1", listener.getLocalPort()));
    }
    return "http://127.0.0.1:" + listener.getLocalPort();
  }

  private <T extends AutoCloseable> T started(T closeable) {
    started.add(closeable);
    return closeable;
  }
}
