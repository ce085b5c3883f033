package org.rpicluster.balancer.vertx.http2;

import static org.assertj.core.api.Assertions.assertThat;
import static org.rpicluster.balancer.vertx.kit.RawHttp2Member.ok;
import static org.rpicluster.balancer.vertx.kit.RawHttp2Member.silence;

import io.netty.handler.codec.http2.Http2Headers;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.rpicluster.balancer.vertx.kit.RawClient;
import org.rpicluster.balancer.vertx.kit.RawHttp2Member;
import org.rpicluster.balancer.vertx.kit.RawHttp2Member.Connection;
import org.rpicluster.balancer.vertx.kit.RawHttp2Member.Reply;
import org.rpicluster.balancer.vertx.kit.RawMember;
import org.rpicluster.balancer.vertx.kit.TestProxy;
import org.rpicluster.balancer.vertx.upstream.UpstreamOptions;

/** Requests to members that speak HTTP/2, and what those may do to them. */
class Http2MemberTest {

  private static final String POST = "POST / HTTP/1.1\r\nHost: a.test\r\nContent-Length: 0\r\n\r\n";

  private static final int REFUSED_STREAM = 7;
  private static final int INTERNAL_ERROR = 2;

  private static TestProxy before(RawHttp2Member... members) throws Exception {
    String[] urls = new String[members.length];
    for (int i = 0; i < urls.length; i++) {
      urls[i] = members[i].url();
    }
    return TestProxy.before(TestProxy.PATIENT, urls);
  }

  @Test
  void theHeadIsTranslatedBothWays() throws Exception {
    Reply reply =
        (connection, stream) -> {
          connection.head(stream, ":status", "200", "x-answer", "a", "content-length", "5");
          connection.data(stream, "hello", true);
        };
    try (RawHttp2Member member = new RawHttp2Member(reply);
        TestProxy proxy = before(member);
        RawClient client = proxy.connect()) {
      client.send(
          "GET /a?b=c HTTP/1.1\r\nHost: a.test\r\nX-Asked: B\r\nKeep-Alive: 5\r\nTE: gzip\r\n"
              + "Connection: X-Hop\r\nX-Hop: 1\r\nCookie: a=b; c=d\r\n\r\n");

      String answer = client.readAnswer();

      assertThat(answer).startsWith("HTTP/1.1 200 OK\r\n").contains("x-answer: a\r\n");
      assertThat(answer).endsWith("\r\n\r\nhello");
      Http2Headers head = member.heads().get(0);
      assertThat(head.method()).hasToString("GET");
      assertThat(head.scheme()).hasToString("http");
      assertThat(head.authority()).hasToString(member.url().substring("h2c://".length()));
      assertThat(head.path()).hasToString("/a?b=c");
      assertThat(head.get("x-asked")).hasToString("B");
      assertThat(head.get("cookie")).hasToString("a=b; c=d");
      assertThat(head.names())
          .extracting(CharSequence::toString)
          .doesNotContain("host", "connection", "keep-alive", "te", "x-hop", "transfer-encoding");
    }
  }

  @Test
  void exchangesShareAConnection() throws Exception {
    try (RawHttp2Member member = new RawHttp2Member(silence(), ok("second"));
        TestProxy proxy = before(member);
        RawClient first = proxy.connect();
        RawClient second = proxy.connect()) {
      first.get("/first");
      TestProxy.await(() -> member.heads().size() == 1);

      assertThat(second.get("/second").readAnswer()).endsWith("second");

      assertThat(member.connections()).isEqualTo(1);
    }
  }

  @Test
  void aBodyAndTrailersGoThrough() throws Exception {
    Reply reply =
        (connection, stream) -> {
          connection.head(stream, ":status", "103", "link", "</a>");
          connection.head(stream, ":status", "200");
          connection.data(stream, "hello", false);
          connection.lastHead(stream, "x-sum", "1");
        };
    try (RawHttp2Member member = new RawHttp2Member(reply);
        TestProxy proxy = before(member);
        RawClient client = proxy.connect()) {
      client.send("POST / HTTP/1.1\r\nHost: a.test\r\nTransfer-Encoding: chunked\r\n\r\n");
      client.send("3\r\nabc\r\n0\r\n\r\n");

      assertThat(client.readHead()).startsWith("HTTP/1.1 103 Early Hints\r\n").contains("</a>");
      assertThat(client.readHead()).startsWith("HTTP/1.1 200 OK\r\n");
      assertThat(client.read(13)).isEqualTo("5\r\nhello\r\n0\r\n");
      assertThat(client.readHead()).isEqualTo("x-sum: 1\r\n\r\n");
      TestProxy.await(() -> String.join(",", member.frames()).contains("DATA 3 3"));
      TestProxy.await(() -> String.join(",", member.frames()).contains("END"));
    }
  }

  @Test
  void anAnswerToHeadHasALengthAndNoBody() throws Exception {
    Reply reply =
        (connection, stream) ->
            connection.lastHead(stream, ":status", "200", "content-length", "5");
    try (RawHttp2Member member = new RawHttp2Member(reply);
        TestProxy proxy = before(member);
        RawClient client = proxy.connect()) {
      client.send("HEAD / HTTP/1.1\r\nHost: a.test\r\n\r\n");

      assertThat(client.readHead()).contains("content-length: 5\r\n");
      assertThat(client.send("HEAD /2 HTTP/1.1\r\nHost: a.test\r\n\r\n").readHead())
          .contains("200");
    }
  }

  @Test
  void whatTheMemberRefusesGoesToAnother() throws Exception {
    Reply refuse = (connection, stream) -> connection.reset(stream, REFUSED_STREAM);
    try (RawHttp2Member refusing = new RawHttp2Member(refuse);
        RawHttp2Member other = new RawHttp2Member(ok("other"));
        TestProxy proxy = before(refusing, other);
        RawClient client = proxy.connect()) {
      client.send(POST);

      assertThat(client.readAnswer()).startsWith("HTTP/1.1 200").endsWith("other");
      assertThat(refusing.heads()).hasSize(1);
    }
  }

  @ParameterizedTest
  @CsvSource({"60000, HTTP/1.1 200", "70000, HTTP/1.1 503"})
  void theBodyOfWhatIsRefusedIsSentAgain_unlessItIsLong(int bytes, String outcome)
      throws Exception {
    try (RawHttp2Member refusing =
            new RawHttp2Member(silence()).afterBodyOf(bytes, (c, s) -> c.reset(s, REFUSED_STREAM));
        RawHttp2Member other = new RawHttp2Member(silence()).afterBodyOf(bytes, ok("other"));
        TestProxy proxy = before(refusing, other);
        RawClient client = proxy.connect()) {
      client.send("POST / HTTP/1.1\r\nHost: a.test\r\nContent-Length: " + bytes + "\r\n\r\n");
      client.send("x".repeat(bytes));

      assertThat(client.readAnswer()).startsWith(outcome);
      assertThat(other.heads()).hasSize(outcome.endsWith("200") ? 1 : 0);
    }
  }

  @Test
  void whatTheMemberCallsOffIsNoFailureOfIts() throws Exception {
    Reply callOff = (connection, stream) -> connection.reset(stream, 8);
    try (RawHttp2Member member = new RawHttp2Member(callOff, ok("next"));
        TestProxy proxy = before(member);
        RawClient client = proxy.connect()) {
      client.send(POST);

      assertThat(client.readAnswer()).startsWith("HTTP/1.1 503");
      assertThat(proxy.balancer().candidates().get(0).counters().failures()).isZero();
      assertThat(client.get("/").readAnswer()).endsWith("next");
    }
  }

  @Test
  void aPostThatTheMemberResetsIsNotRepeated() throws Exception {
    Reply reset = (connection, stream) -> connection.reset(stream, INTERNAL_ERROR);
    try (RawHttp2Member resetting = new RawHttp2Member(reset, ok("next"));
        RawHttp2Member other = new RawHttp2Member(ok("other"));
        TestProxy proxy = before(resetting, other);
        RawClient client = proxy.connect()) {
      client.send(POST);

      assertThat(client.readAnswer()).startsWith("HTTP/1.1 502");
      assertThat(other.heads()).isEmpty();
    }
  }

  @Test
  void whatAMemberLeavesBehindWhenItGoesIsSentAgainAndTheRestFinishes() throws Exception {
    Reply goes = (connection, stream) -> connection.goAway(stream - 2);
    Reply late =
        (connection, stream) -> connection.head(stream, ":status", "200", "content-length", "4");
    Connection[] first = new Connection[1];
    Reply remember =
        (connection, stream) -> {
          first[0] = connection;
          late.on(connection, stream);
        };
    try (RawHttp2Member member = new RawHttp2Member(ok("one"), remember, goes, ok("again"));
        TestProxy proxy = before(member);
        RawClient running = proxy.connect();
        RawClient client = proxy.connect()) {
      assertThat(client.get("/used").readAnswer()).endsWith("one");
      running.get("/running");
      assertThat(running.readHead()).contains("200");
      client.send(POST);

      assertThat(client.readAnswer()).startsWith("HTTP/1.1 200").endsWith("again");
      first[0].data(5, "done", true);
      assertThat(running.read(4)).isEqualTo("done");
      assertThat(member.connections()).isEqualTo(2);
      TestProxy.await(() -> member.frames().contains("GOAWAY 0"));
    }
  }

  @Test
  void aClientThatLeavesEndsItsStreamAndNoOther() throws Exception {
    Connection[] open = new Connection[1];
    Reply begin =
        (connection, stream) -> {
          open[0] = connection;
          connection.head(stream, ":status", "200", "content-length", "4");
          connection.data(stream, "ab", false);
        };
    try (RawHttp2Member member = new RawHttp2Member(begin);
        TestProxy proxy = before(member);
        RawClient stays = proxy.connect()) {
      stays.get("/stays");
      assertThat(stays.readHead()).contains("200");
      RawClient leaves = proxy.connect();
      assertThat(leaves.get("/leaves").readHead()).contains("200");

      leaves.reset();

      TestProxy.await(() -> member.frames().contains("RST_STREAM 5 8"));
      open[0].data(3, "cd", true);
      assertThat(stays.read(4)).isEqualTo("abcd");
    }
  }

  @Test
  void aSecondConnectionIsOpenedWhenTheFirstIsFull() throws Exception {
    try (RawHttp2Member member =
            new RawHttp2Member(silence(), ok("second")).with(3, 1); // one stream at a time
        TestProxy proxy = before(member);
        RawClient first = proxy.connect();
        RawClient second = proxy.connect()) {
      first.get("/first");
      TestProxy.await(() -> member.heads().size() == 1);

      assertThat(second.get("/second").readAnswer()).endsWith("second");

      assertThat(member.connections()).isEqualTo(2);
    }
  }

  @Test
  void whoeverFindsNoStreamWaitsForOne() throws Exception {
    Connection[] open = new Connection[1];
    Reply begin =
        (connection, stream) -> {
          open[0] = connection;
          connection.head(stream, ":status", "200", "content-length", "4");
        };
    try (RawHttp2Member member =
            new RawHttp2Member(begin, ok("second")).with(3, 1); // one stream at a time
        TestProxy proxy = TestProxy.before(options(20_000, 1, 60_000), member.url());
        RawClient first = proxy.connect();
        RawClient second = proxy.connect()) {
      assertThat(first.get("/first").readHead()).contains("200");
      RawClient leaves = proxy.connect();
      leaves.get("/leaves");
      second.get("/second");
      TestProxy.await(() -> inFlight(proxy) == 3);
      leaves.reset();
      TestProxy.await(() -> inFlight(proxy) == 2);

      open[0].data(3, "done", true);

      assertThat(first.read(4)).isEqualTo("done");
      assertThat(second.readAnswer()).endsWith("second");
      assertThat(member.connections()).isEqualTo(1);
      assertThat(member.heads()).hasSize(2);
    }
  }

  private static int inFlight(TestProxy proxy) {
    return proxy.balancer().candidates().get(0).counters().inFlight();
  }

  @Test
  void aConnectionThatNobodyUsesIsClosedWithAWord() throws Exception {
    try (RawHttp2Member member = new RawHttp2Member(ok("once"), ok("again"));
        TestProxy proxy = TestProxy.before(options(20_000, 64, 50), member.url());
        RawClient client = proxy.connect()) {
      assertThat(client.get("/").readAnswer()).endsWith("once");
      TestProxy.await(() -> member.frames().contains("GOAWAY 0"));

      assertThat(client.get("/").readAnswer()).endsWith("again");
      assertThat(member.connections()).isEqualTo(2);
    }
  }

  private static UpstreamOptions options(int firstByteMillis, int max, int keptMillis) {
    return TestProxy.PATIENT
        .but()
        .firstByteTimeout(Duration.ofMillis(firstByteMillis))
        .connectionsMax(max)
        .keepAlive(Duration.ofMillis(keptMillis))
        .build();
  }

  @Test
  void aMemberThatSpeaksNoHttp2IsNotReached() throws Exception {
    try (RawMember http1 =
            new RawMember(RawMember.saysAndCloses("HTTP/1.1 400 Bad Request\r\n\r\n"));
        TestProxy proxy =
            TestProxy.before(TestProxy.PATIENT, http1.url().replace("http://", "h2c://"));
        RawClient client = proxy.connect()) {
      client.send("POST / HTTP/1.1\r\nHost: a.test\r\nContent-Length: 3\r\n\r\nabc");

      assertThat(client.readAnswer()).startsWith("HTTP/1.1 503");
    }
  }

  @Test
  void aStreamThatIsSilentForTooLongEndsAlone() throws Exception {
    try (RawHttp2Member member = new RawHttp2Member(silence(), ok("next"));
        TestProxy proxy = TestProxy.before(options(200, 64, 60_000), member.url());
        RawClient client = proxy.connect()) {
      assertThat(client.get("/").readAnswer()).startsWith("HTTP/1.1 504");

      TestProxy.await(() -> member.frames().contains("RST_STREAM 3 8"));
    }
  }

  @Test
  void aMemberThatReadsNoBodyHoldsTheClientBackAndNobodyElse() throws Exception {
    int chunks = 200;
    String chunk = "8000\r\n" + "x".repeat(0x8000) + "\r\n";
    Reply onlyGets =
        (connection, stream) -> {
          if (stream > 3) {
            ok("others go on").on(connection, stream);
          }
        };
    try (RawHttp2Member member = new RawHttp2Member(onlyGets).keepingItsWindow();
        TestProxy proxy = before(member);
        RawClient client = proxy.connect();
        RawClient other = proxy.connect()) {
      client.send("POST / HTTP/1.1\r\nHost: a.test\r\nTransfer-Encoding: chunked\r\n\r\n");
      Thread sender =
          new Thread(
              () -> {
                try {
                  for (int i = 0; i < chunks; i++) {
                    client.send(chunk);
                  }
                } catch (java.io.IOException e) {
                  // The test is over.
                }
              });
      sender.start();
      TestProxy.await(() -> dataBytes(member) == 65_535);

      assertThat(other.get("/other").readAnswer()).endsWith("others go on");
      assertThat(proxy.balancer().candidates().get(0).counters().bytesToMember())
          .isLessThan(2_000_000);
    }
  }

  private static int dataBytes(RawHttp2Member member) {
    return member.frames().stream()
        .filter(frame -> frame.startsWith("DATA 3 "))
        .mapToInt(frame -> Integer.parseInt(frame.split(" ")[2]))
        .sum();
  }
}
