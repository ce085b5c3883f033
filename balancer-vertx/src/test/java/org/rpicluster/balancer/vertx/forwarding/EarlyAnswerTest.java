package org.rpicluster.balancer.vertx.forwarding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.rpicluster.balancer.vertx.kit.RawMember.ok;
import static org.rpicluster.balancer.vertx.kit.RawMember.says;
import static org.rpicluster.balancer.vertx.kit.TestProxy.await;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.rpicluster.balancer.time.ManualTime;
import org.rpicluster.balancer.vertx.kit.RawClient;
import org.rpicluster.balancer.vertx.kit.RawMember;
import org.rpicluster.balancer.vertx.kit.TestProxy;
import org.rpicluster.balancer.vertx.proxy.ExchangeEnd;
import org.rpicluster.balancer.vertx.upstream.UpstreamOptions;

/** Members that answer before they have read the whole request. RFC 9112 §9.6, CVE-2025-4366. */
class EarlyAnswerTest {

  private static final String TOO_LARGE =
      "HTTP/1.1 413 Too Large\r\nConnection: close\r\nContent-Length: 3\r\n\r\nbig";

  private static String post(int length) {
    return "POST / HTTP/1.1\r\nHost: a.test\r\nContent-Length: " + length + "\r\n\r\n";
  }

  private static void blameless(TestProxy proxy) {
    assertThat(proxy.settled(1).get(0).end()).isEqualTo(ExchangeEnd.COMPLETE);
    assertThat(proxy.balancer().candidates().get(0).counters().failures()).isZero();
    assertThat(proxy.balancer().candidates().get(0).health().name()).isEqualTo("up");
  }

  /** What it has not read makes its close a reset; what goes on arriving makes our writes fail. */
  @ParameterizedTest
  @CsvSource({"false, 150000", "true, 150000", "false, 3000000", "true, 3000000"})
  void answerBeforeAReset_reachesAClientThatIsStillSending(boolean nativeTransport, int half)
      throws Exception {
    try (RawMember member =
            new RawMember(
                connection -> {
                  connection.write(TOO_LARGE);
                  connection.close();
                });
        TestProxy proxy = TestProxy.builder(member).nativeTransport(nativeTransport).start();
        RawClient client = proxy.connect()) {
      client.send(post(2 * half)).send("a".repeat(half));
      await(() -> !member.heads().isEmpty());
      client.send("a".repeat(half));
      assertThat(client.readAnswer()).startsWith("HTTP/1.1 413").endsWith("big");
      blameless(proxy);
    }
  }

  @Test
  void answerBeforeAReset_thatIsNotWhole_isNotPassedOffAsWhole() throws Exception {
    try (RawMember member =
            new RawMember(
                connection -> {
                  connection.write("HTTP/1.1 200 OK\r\n\r\npart"); // until its connection closes
                  connection.reset();
                });
        TestProxy proxy = TestProxy.before(member);
        RawClient client = proxy.connect()) {
      client.offer(post(2_000_000) + "a".repeat(1_000_000));
      String got = client.readAll();
      assertThat(got).doesNotContain("\r\n0\r\n");
      assertThat(proxy.settled(1).get(0).end()).isEqualTo(ExchangeEnd.MEMBER_RESET);
    }
  }

  @Test
  void unreadUpload_isNeverInFrontOfTheNextRequest() throws Exception {
    try (RawMember member = new RawMember(ok("early"), ok("mine"));
        TestProxy proxy = TestProxy.before(member)) {
      try (RawClient client = proxy.connect()) {
        client.send(post(60_000)).send("a".repeat(1000));
        assertThat(client.readAnswer()).endsWith("early");
        client.reset();
      }
      try (RawClient next = proxy.connect()) {
        assertThat(next.get("/next").readAnswer()).endsWith("mine");
      }
      assertThat(member.connections()).isEqualTo(2);
      assertThat(member.heads().get(1)).startsWith("GET /next ");
    }
  }

  @Test
  void memberThatFallsSilentInItsAnswer_isGivenUpThoughItTakesTheUpload() throws Exception {
    int taken = 4 * 1024 * 1024;
    Duration idle = Duration.ofMillis(20);
    UpstreamOptions hurried = TestProxy.PATIENT.but().idleTimeout(idle).build();
    ManualTime time = new ManualTime();
    CountDownLatch allTaken = new CountDownLatch(1);
    try (RawMember member =
            new RawMember(
                connection -> {
                  says("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\npart").on(connection);
                  connection.read(taken);
                  allTaken.countDown();
                  connection.read(1);
                });
        TestProxy proxy = TestProxy.builder(member).ticker(time).options(hurried).start();
        RawClient client = proxy.connect()) {
      client.send(post(2 * taken));
      assertThat(client.readHead()).startsWith("HTTP/1.1 200");
      client.send("a".repeat(taken));
      TestProxy.await(() -> allTaken.getCount() == 0);
      time.advance(idle);
      assertThat(client.readAll()).endsWith("part");
      assertThat(proxy.settled(1).get(0).end()).isEqualTo(ExchangeEnd.TIMED_OUT);
    }
  }
}
