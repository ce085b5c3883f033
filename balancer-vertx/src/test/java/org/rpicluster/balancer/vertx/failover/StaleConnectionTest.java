package org.rpicluster.balancer.vertx.failover;

import static org.assertj.core.api.Assertions.assertThat;
import static org.rpicluster.balancer.vertx.kit.RawMember.ok;

import java.io.IOException;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.rpicluster.balancer.time.Ticker;
import org.rpicluster.balancer.vertx.downstream.InboundExchange;
import org.rpicluster.balancer.vertx.kit.RawClient;
import org.rpicluster.balancer.vertx.kit.RawMember;
import org.rpicluster.balancer.vertx.kit.RawMember.Connection;
import org.rpicluster.balancer.vertx.kit.TestProxy;

/** Kept connections that the member closes in the moment in which they are used. */
class StaleConnectionTest {

  private static final String POST =
      "POST / HTTP/1.1\r\nHost: a.test\r\nContent-Length: 5\r\n\r\nhello";

  private static void echo(Connection connection) throws IOException {
    ok(connection.read(5)).on(connection);
  }

  private static long posts(RawMember member) {
    return member.heads().stream().filter(head -> head.startsWith("POST")).count();
  }

  @ParameterizedTest
  @ValueSource(strings = {"GET", "HEAD", "PUT", "DELETE", "OPTIONS"})
  void requestThatMayBeRepeated_goesAgainOnceAndNobodyIsBlamed(String method) throws Exception {
    try (RawMember member = new RawMember(ok("one"), Connection::close, ok("two"));
        TestProxy proxy = TestProxy.before(member);
        RawClient client = proxy.connect()) {
      client.get("/1").readAnswer();
      client.send(method + " /2 HTTP/1.1\r\nHost: a.test\r\n\r\n");
      assertThat(client.readHead()).startsWith("HTTP/1.1 200");
      assertThat(proxy.settled(2).get(1).attempts()).isEqualTo(1);
      assertThat(proxy.balancer().candidates().get(0).counters().failures()).isZero();
    }
  }

  @Test
  void secondFailureOnTheSameMember_isAFailure() throws Exception {
    try (RawMember member = new RawMember(ok("one"), Connection::close);
        TestProxy proxy = TestProxy.before(member);
        RawClient client = proxy.connect()) {
      client.get("/1").readAnswer();
      assertThat(client.get("/2").readAnswer()).startsWith("HTTP/1.1 50");
      assertThat(member.heads()).hasSize(3);
      assertThat(proxy.balancer().candidates().get(0).counters().failures()).isEqualTo(1);
    }
  }

  @Test
  void postThatWasSent_isNeverSentAgain() throws Exception {
    RawMember.Reply readsAndCloses =
        connection -> {
          connection.read(5);
          connection.reset();
        };
    try (RawMember member = new RawMember(ok("one"), readsAndCloses, StaleConnectionTest::echo);
        TestProxy proxy = TestProxy.before(member);
        RawClient client = proxy.connect()) {
      client.get("/1").readAnswer();
      assertThat(client.send(POST).readAnswer()).startsWith("HTTP/1.1 502");
      assertThat(posts(member)).isEqualTo(1);
    }
  }

  /**
   * The loop is busy while the client's POST and then the member's reset arrive: it handles them in
   * this order, and writes to a connection that no longer is one. Not a byte of it leaves.
   */
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void postThatCouldNotBeSent_goesAgain(boolean nativeTransport) throws Exception {
    CountDownLatch busy = new CountDownLatch(1);
    CountDownLatch goOn = new CountDownLatch(1);
    CountDownLatch close = new CountDownLatch(1);
    CountDownLatch closed = new CountDownLatch(1);
    RawMember.Reply thenResets =
        connection -> {
          ok("one").on(connection);
          TestProxy.await(close);
          connection.reset();
          closed.countDown();
        };
    try (RawMember member = new RawMember(thenResets, StaleConnectionTest::echo);
        TestProxy proxy =
            TestProxy.builder(member)
                .nativeTransport(nativeTransport)
                .but(
                    builder ->
                        builder.observer(
                            summary ->
                                ((InboundExchange) summary.inboundRequest())
                                    .loop()
                                    .execute(
                                        () -> {
                                          busy.countDown();
                                          TestProxy.await(goOn);
                                        })))
                .start();
        RawClient client = proxy.connect()) {
      client.get("/1").readAnswer();
      TestProxy.await(busy);
      client.send(POST);
      close.countDown();
      TestProxy.await(closed);
      goOn.countDown();
      assertThat(client.readAnswer()).endsWith("hello");
      assertThat(posts(member)).isEqualTo(1);
      assertThat(member.connections()).isEqualTo(2);
      assertThat(proxy.balancer().candidates().get(0).counters().failures()).isZero();
    }
  }

  @Test
  void afterARest_aPostTakesANewConnectionUnlessTheMemberSaidThatItKeepsIt() throws Exception {
    AtomicLong later = new AtomicLong();
    Ticker ticker =
        new Ticker() {
          @Override
          public long nanos() {
            return Ticker.system().nanos() + later.get();
          }

          @Override
          public Instant now() {
            return Ticker.system().now();
          }
        };
    RawMember.Reply keeps =
        connection ->
            connection.write(
                "HTTP/1.1 200 OK\r\nKeep-Alive: timeout=20\r\nContent-Length: 5\r\n\r\n"
                    + connection.read(5));
    try (RawMember member = new RawMember(ok("one"), ok("two"), keeps);
        TestProxy proxy = TestProxy.builder(member).but(builder -> builder.ticker(ticker)).start();
        RawClient client = proxy.connect()) {
      client.get("/1").readAnswer();
      rested(proxy);
      later.addAndGet(TimeUnit.SECONDS.toNanos(1));
      assertThat(client.get("/2").readAnswer()).endsWith("two");
      assertThat(member.connections()).isEqualTo(1);
      rested(proxy);
      later.addAndGet(TimeUnit.SECONDS.toNanos(1));
      assertThat(client.send(POST).readAnswer()).endsWith("hello");
      assertThat(member.connections()).isEqualTo(2);
      rested(proxy);
      later.addAndGet(TimeUnit.SECONDS.toNanos(5));
      assertThat(client.send(POST).readAnswer()).endsWith("hello");
      assertThat(member.connections()).isEqualTo(2);
    }
  }

  /** The one loop has come to another request: what it did before is done. */
  private static void rested(TestProxy proxy) throws IOException {
    try (RawClient another = proxy.connect()) {
      another.send("TRACE / HTTP/1.1\r\nHost: a.test\r\n\r\n").readHead();
    }
  }
}
