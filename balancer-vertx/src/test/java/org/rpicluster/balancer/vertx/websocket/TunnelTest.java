package org.rpicluster.balancer.vertx.websocket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.rpicluster.balancer.vertx.kit.WebSocketEcho.ASK;
import static org.rpicluster.balancer.vertx.kit.WebSocketEcho.ECHO;
import static org.rpicluster.balancer.vertx.kit.WebSocketEcho.SWITCH;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.rpicluster.balancer.vertx.kit.Leaks;
import org.rpicluster.balancer.vertx.kit.RawClient;
import org.rpicluster.balancer.vertx.kit.RawMember;
import org.rpicluster.balancer.vertx.kit.RawMember.Reply;
import org.rpicluster.balancer.vertx.kit.TestProxy;
import org.rpicluster.balancer.vertx.proxy.ExchangeEnd;
import org.rpicluster.balancer.vertx.proxy.ExchangeSummary;
import org.rpicluster.balancer.vertx.upstream.UpstreamOptions;

/** What a tunnel carries: every byte, either way, at the pace of the slower side, to its end. */
class TunnelTest {

  /** More than the proxy holds, less than the system's buffers on the way take. */
  private static final String MEGABYTE = "0123456789abcdef".repeat(1 << 16);

  private static Leaks leaks;

  @BeforeAll
  static void track() {
    leaks = new Leaks();
  }

  @AfterAll
  static void nothingLeaked() {
    assertThat(leaks.found()).isEmpty();
    leaks.close();
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void bytes_goBothWays_onAnyTransport(boolean nativeTransport) throws Exception {
    try (RawMember member = new RawMember(ECHO);
        TestProxy proxy = TestProxy.builder(member).nativeTransport(nativeTransport).start();
        RawClient client = proxy.connect()) {
      assertThat(client.send(ASK).readHead())
          .startsWith("HTTP/1.1 101 Switching Protocols\r\n")
          .containsIgnoringCase("upgrade: websocket\r\n")
          .containsIgnoringCase("connection: upgrade\r\n")
          .contains("Sec-WebSocket-Accept: y");
      assertThat(client.read(5)).isEqualTo("first");
      assertThat(client.send("ping").read(6)).isEqualTo("<ping>");
      assertThat(client.send("pong").read(6)).isEqualTo("<pong>");
      assertThat(proxy.balancer().candidates().get(0).counters().inFlight()).isEqualTo(1);
      client.leave();
      ExchangeSummary summary = proxy.settled(1).get(0);
      assertThat(summary.status()).isEqualTo(101);
      assertThat(summary.bytesFromClient()).isEqualTo(8);
      assertThat(summary.bytesToClient()).isEqualTo(17);
      assertThat(summary.end()).isEqualTo(ExchangeEnd.TUNNEL_CLOSED_BY_CLIENT);
      assertThat(proxy.balancer().candidates().get(0).counters().inFlight()).isZero();
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void clientThatClosesBehindMegabytes_losesNone(boolean nativeTransport) throws Exception {
    CountDownLatch closed = new CountDownLatch(1);
    CompletableFuture<String> received = new CompletableFuture<>();
    Reply slow =
        connection -> {
          connection.write(SWITCH);
          TestProxy.await(closed);
          received.complete(connection.readAll());
        };
    try (RawMember member = new RawMember(slow);
        TestProxy proxy = TestProxy.builder(member).nativeTransport(nativeTransport).start();
        RawClient client = proxy.connect()) {
      client.send(ASK).readHead();
      client.send(MEGABYTE).leave();
      closed.countDown();
      assertThat(received.get(20, TimeUnit.SECONDS)).isEqualTo(MEGABYTE);
      assertThat(proxy.settled(1).get(0).bytesFromClient()).isEqualTo(MEGABYTE.length());
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void memberThatClosesBehindMegabytes_losesNone(boolean nativeTransport) throws Exception {
    CountDownLatch closed = new CountDownLatch(1);
    Reply hasty =
        connection -> {
          connection.write(SWITCH + MEGABYTE);
          connection.close();
          closed.countDown();
        };
    try (RawMember member = new RawMember(hasty);
        TestProxy proxy = TestProxy.builder(member).nativeTransport(nativeTransport).start();
        RawClient client = proxy.connect()) {
      client.send(ASK).readHead();
      TestProxy.await(closed);
      assertThat(client.readAll()).isEqualTo(MEGABYTE);
      client.leave();
      assertThat(proxy.settled(1).get(0).end()).isEqualTo(ExchangeEnd.TUNNEL_CLOSED_BY_MEMBER);
      assertThat(proxy.settled(1).get(0).bytesToClient()).isEqualTo(MEGABYTE.length());
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void clientThatHasSaidAll_stillListens(boolean nativeTransport) throws Exception {
    Reply answersAtTheEnd =
        connection -> {
          connection.write(SWITCH);
          String all = connection.readAll();
          connection.write("<" + all + ">" + MEGABYTE);
          connection.close();
        };
    try (RawMember member = new RawMember(answersAtTheEnd);
        TestProxy proxy = TestProxy.builder(member).nativeTransport(nativeTransport).start();
        RawClient client = proxy.connect()) {
      client.send(ASK).readHead();
      assertThat(client.send("all").finish().readAll()).isEqualTo("<all>" + MEGABYTE);
      assertThat(proxy.settled(1).get(0).end()).isEqualTo(ExchangeEnd.TUNNEL_CLOSED_BY_CLIENT);
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void memberThatHasSaidAll_stillListens(boolean nativeTransport) throws Exception {
    CompletableFuture<String> received = new CompletableFuture<>();
    Reply speaksFirst =
        connection -> {
          connection.write(SWITCH + "all");
          connection.finish();
          received.complete(connection.readAll());
        };
    try (RawMember member = new RawMember(speaksFirst);
        TestProxy proxy = TestProxy.builder(member).nativeTransport(nativeTransport).start();
        RawClient client = proxy.connect()) {
      client.send(ASK).readHead();
      assertThat(client.readAll()).isEqualTo("all");
      client.send(MEGABYTE).leave();
      assertThat(received.get(20, TimeUnit.SECONDS)).isEqualTo(MEGABYTE);
      assertThat(proxy.settled(1).get(0).end()).isEqualTo(ExchangeEnd.TUNNEL_CLOSED_BY_MEMBER);
    }
  }

  @Test
  void clientThatHasSaidAllBeforeThe101_stillListens() throws Exception {
    Reply late =
        connection -> {
          connection.write(SWITCH + "events");
          assertThat(connection.readAll()).isEmpty();
          connection.write("more");
          connection.close();
        };
    try (RawMember member = new RawMember(late);
        TestProxy proxy = TestProxy.builder(member).patientWithHalfClosed().start();
        RawClient client = proxy.connect()) {
      client.send(ASK).finish();
      assertThat(client.readAll()).startsWith("HTTP/1.1 101").endsWith("eventsmore");
      assertThat(proxy.settled(1).get(0).end()).isEqualTo(ExchangeEnd.TUNNEL_CLOSED_BY_CLIENT);
    }
  }

  @Test
  void clientThatIsReset_endsTheMember() throws Exception {
    CompletableFuture<String> received = new CompletableFuture<>();
    Reply waits =
        connection -> {
          connection.write(SWITCH);
          received.complete(connection.readAll());
        };
    try (RawMember member = new RawMember(waits);
        TestProxy proxy = TestProxy.before(member);
        RawClient client = proxy.connect()) {
      client.send(ASK).readHead();
      client.reset();
      assertThat(received.get(20, TimeUnit.SECONDS)).isEmpty();
      assertThat(proxy.settled(1).get(0).end()).isEqualTo(ExchangeEnd.TUNNEL_CLOSED_BY_CLIENT);
    }
  }

  @Test
  void memberThatGoesOnWhenTheClientIsGone_isCutSoon() throws Exception {
    CompletableFuture<Boolean> cut = new CompletableFuture<>();
    Reply talks =
        connection -> {
          connection.write(SWITCH);
          try {
            while (!cut.isDone()) {
              connection.write("still here ".repeat(100));
            }
          } catch (IOException e) {
            cut.complete(true);
          }
        };
    try (RawMember member = new RawMember(talks);
        TestProxy proxy = TestProxy.before(member);
        RawClient client = proxy.connect()) {
      client.send(ASK).readHead();
      client.reset();
      // However fast it writes until then.
      assertThat(cut.completeOnTimeout(false, 20, TimeUnit.SECONDS).get()).isTrue();
      assertThat(proxy.settled(1).get(0).end()).isEqualTo(ExchangeEnd.TUNNEL_CLOSED_BY_CLIENT);
    }
  }

  @Test
  void memberThatIsReset_endsTheClient() throws Exception {
    Reply resets =
        connection -> {
          connection.write(SWITCH);
          connection.read(2);
          connection.reset();
        };
    try (RawMember member = new RawMember(resets);
        TestProxy proxy = TestProxy.before(member);
        RawClient client = proxy.connect()) {
      client.send(ASK).readHead();
      assertThat(client.send("go").readAll()).isEmpty();
      client.leave();
      assertThat(proxy.settled(1).get(0).end()).isEqualTo(ExchangeEnd.TUNNEL_CLOSED_BY_MEMBER);
    }
  }

  @Test
  void memberThatDoesNotRead_holdsTheClientBack() throws Exception {
    CountDownLatch readOn = new CountDownLatch(1);
    AtomicLong received = new AtomicLong();
    Reply stalls =
        connection -> {
          connection.write(SWITCH);
          TestProxy.await(readOn);
          received.set(connection.readAll().length());
        };
    int megabytes = 48;
    try (RawMember member = new RawMember(stalls);
        TestProxy proxy = TestProxy.before(member);
        RawClient client = proxy.connect()) {
      client.send(ASK).readHead();
      AtomicLong sent = new AtomicLong();
      CompletableFuture<Void> sender =
          CompletableFuture.runAsync(() -> sendMegabytes(client, megabytes, sent));
      long stuckAt = whenStill(sent);
      assertThat(stuckAt).as("most of it must still be with the client").isLessThan(24L << 20);
      readOn.countDown();
      sender.get(20, TimeUnit.SECONDS);
      client.leave();
      assertThat(proxy.settled(1).get(0).bytesFromClient()).isEqualTo((long) megabytes << 20);
      TestProxy.await(() -> received.get() == (long) megabytes << 20);
    }
  }

  /** Waits until a counter stands still. */
  private static long whenStill(AtomicLong counter) {
    AtomicLong last = new AtomicLong(-1);
    TestProxy.await(() -> last.getAndSet(counter.get()) == counter.get() && counter.get() > 0);
    return last.get();
  }

  private static void sendMegabytes(RawClient client, int megabytes, AtomicLong sent) {
    try {
      for (int i = 0; i < 16 * megabytes; i++) {
        client.send(MEGABYTE.substring(0, 1 << 16));
        sent.addAndGet(1 << 16);
      }
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  @Test
  void silence_endsBothSides() throws Exception {
    CompletableFuture<String> received = new CompletableFuture<>();
    Reply silent =
        connection -> {
          connection.write(SWITCH);
          received.complete(connection.readAll());
        };
    Duration moment = Duration.ofMillis(50);
    try (RawMember member = new RawMember(silent);
        TestProxy proxy =
            TestProxy.before(patience(TestProxy.PATIENT.idleTimeout(), moment), member);
        RawClient client = proxy.connect()) {
      assertThat(client.send(ASK).readAll()).startsWith("HTTP/1.1 101");
      assertThat(received.get(20, TimeUnit.SECONDS)).isEmpty();
      assertThat(proxy.settled(1).get(0).end()).isEqualTo(ExchangeEnd.TUNNEL_SILENT);
    }
  }

  @Test
  void halfClosedTunnel_hasTheShorterPatience() throws Exception {
    CountDownLatch over = new CountDownLatch(1);
    Reply deaf =
        connection -> {
          connection.write(SWITCH);
          TestProxy.await(over);
        };
    Duration moment = Duration.ofMillis(50);
    try (RawMember member = new RawMember(deaf);
        TestProxy proxy = TestProxy.before(patience(moment, Duration.ofHours(1)), member);
        RawClient client = proxy.connect()) {
      assertThat(client.send(ASK).readHead()).startsWith("HTTP/1.1 101");
      assertThat(client.finish().readAll()).isEmpty();
      assertThat(proxy.settled(1).get(0).end()).isEqualTo(ExchangeEnd.TUNNEL_CLOSED_BY_CLIENT);
      over.countDown();
    }
  }

  @Test
  void tunnels_takeNoConnectionFromRequests() throws Exception {
    try (RawMember member = new RawMember(ECHO, ECHO, ECHO, ECHO, ECHO, RawMember.ok("plain"));
        TestProxy proxy = TestProxy.before(TestProxy.ONE_CONNECTION, member)) {
      List<RawClient> tunnels = new ArrayList<>();
      for (int i = 0; i < 5; i++) {
        tunnels.add(proxy.connect());
        assertThat(tunnels.get(i).send(ASK).readHead()).startsWith("HTTP/1.1 101");
      }
      try (RawClient client = proxy.connect()) {
        assertThat(client.get("/").readAnswer()).endsWith("plain");
      }
      for (RawClient each : tunnels) {
        each.close();
      }
      proxy.settled(6);
    }
  }

  @Test
  void oneTunnelTooMany_isRefused_andThereIsRoomAfterOneHasClosed() throws Exception {
    try (RawMember member = new RawMember(ECHO);
        TestProxy proxy = TestProxy.before(oneTunnel(), member);
        RawClient first = proxy.connect();
        RawClient second = proxy.connect()) {
      assertThat(first.send(ASK).readHead()).startsWith("HTTP/1.1 101");
      assertThat(second.send(ASK).readHead()).startsWith("HTTP/1.1 503 ");
      assertThat(proxy.settled(1).get(0).end()).isEqualTo(ExchangeEnd.NO_CONNECTION);
      first.leave();
      proxy.settled(2);
      try (RawClient third = proxy.connect()) {
        assertThat(third.send(ASK).readHead()).startsWith("HTTP/1.1 101");
      }
      proxy.settled(3);
    }
  }

  private static UpstreamOptions oneTunnel() {
    return TestProxy.PATIENT.but().tunnelsMax(1).build();
  }

  private static UpstreamOptions patience(Duration idle, Duration tunnel) {
    return TestProxy.PATIENT.but().idleTimeout(idle).tunnelTimeout(tunnel).build();
  }
}
