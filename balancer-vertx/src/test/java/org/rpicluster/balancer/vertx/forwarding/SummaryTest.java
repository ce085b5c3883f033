package org.rpicluster.balancer.vertx.forwarding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.rpicluster.balancer.vertx.kit.RawMember.ok;
import static org.rpicluster.balancer.vertx.kit.RawMember.saysAndCloses;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.rpicluster.balancer.Balancer;
import org.rpicluster.balancer.member.Member;
import org.rpicluster.balancer.strategy.Strategies;
import org.rpicluster.balancer.vertx.kit.RawClient;
import org.rpicluster.balancer.vertx.kit.RawMember;
import org.rpicluster.balancer.vertx.kit.TestProxy;
import org.rpicluster.balancer.vertx.proxy.ExchangeEnd;
import org.rpicluster.balancer.vertx.proxy.ExchangeSummary;

/** What is known of an exchange when it has ended. */
class SummaryTest {

  @Test
  void connection_costsTimeOnlyWhereItIsMade() throws Exception {
    try (RawMember member = new RawMember(ok("hello"));
        TestProxy proxy = TestProxy.before(member);
        RawClient client = proxy.connect()) {
      client.get("/").readAnswer();
      client.get("/").readAnswer();
      List<ExchangeSummary> settled = proxy.settled(2);
      assertThat(settled.get(0).connectNanos()).isPositive();
      assertThat(settled.get(1).connectNanos()).isZero();
      for (ExchangeSummary summary : settled) {
        assertThat(summary.firstByteNanos()).isGreaterThan(summary.connectNanos());
        assertThat(summary.durationNanos()).isGreaterThanOrEqualTo(summary.firstByteNanos());
        assertThat(summary.end()).isEqualTo(ExchangeEnd.COMPLETE);
        assertThat(summary.bytesToClient()).isEqualTo(5);
      }
    }
  }

  @Test
  void bytesOfBothBodies_areCounted() throws Exception {
    try (RawMember member =
            new RawMember(
                connection -> {
                  connection.read(7);
                  connection.write("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok");
                });
        TestProxy proxy = TestProxy.before(member);
        RawClient client = proxy.connect()) {
      client.send("POST / HTTP/1.1\r\nHost: a.test\r\nContent-Length: 7\r\n\r\n1234567");
      client.readAnswer();
      ExchangeSummary summary = proxy.settled(1).get(0);
      assertThat(summary.bytesFromClient()).isEqualTo(7);
      assertThat(summary.bytesToClient()).isEqualTo(2);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "GET /%00 HTTP/1.1, The path is ambiguous.",
    "TRACE / HTTP/1.1, This method is not offered here.",
  })
  void refusedRequest_hasItsReason(String requestLine, String reason) throws Exception {
    try (RawMember member = new RawMember(ok(""));
        TestProxy proxy = TestProxy.before(member);
        RawClient client = proxy.connect()) {
      client.send(requestLine + "\r\nHost: a.test\r\n\r\n").readAll();
      ExchangeSummary summary = proxy.settled(1).get(0);
      assertThat(summary.end()).isEqualTo(ExchangeEnd.REFUSED);
      assertThat(summary.reason()).isEqualTo(reason);
      assertThat(summary.connectNanos()).isNegative();
      assertThat(summary.firstByteNanos()).isNegative();
    }
  }

  @ParameterizedTest
  @CsvSource({"HTTP/1.1 200, MEMBER_RESET", "'junk\r\n\r\n', MEMBER_BROKE_PROTOCOL"})
  void memberThatFails_isNamedByItsFault(String said, ExchangeEnd end) throws Exception {
    try (RawMember member = new RawMember(saysAndCloses(said));
        TestProxy proxy = TestProxy.before(member);
        RawClient client = proxy.connect()) {
      client.send("POST / HTTP/1.1\r\nHost: a.test\r\nContent-Length: 0\r\n\r\n").readAnswer();
      assertThat(proxy.settled(1).get(0).end()).isEqualTo(end);
    }
  }

  @Test
  void memberThatIsNotThere_isUnreachable_andThenNobodyIsLeft() throws Exception {
    String url;
    try (RawMember gone = new RawMember(ok(""))) {
      url = gone.url();
    }
    Balancer balancer =
        Balancer.builder("test", Strategies.byRequests()).member(Member.of(url)).build();
    try (TestProxy proxy = TestProxy.before(balancer);
        RawClient client = proxy.connect()) {
      client.get("/").readAnswer();
      assertThat(proxy.settled(1).get(0).end()).isEqualTo(ExchangeEnd.UNREACHABLE);
      assertThat(proxy.settled(1).get(0).reason()).startsWith("nothing listens there");
    }
  }
}
