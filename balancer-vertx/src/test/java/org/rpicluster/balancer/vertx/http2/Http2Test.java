package org.rpicluster.balancer.vertx.http2;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.rpicluster.balancer.vertx.kit.RawMember.ok;
import static org.rpicluster.balancer.vertx.kit.RawMember.says;
import static org.rpicluster.balancer.vertx.kit.RawMember.saysAndCloses;

import io.vertx.core.Future;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.StreamResetException;
import io.vertx.core.net.HostAndPort;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.rpicluster.balancer.vertx.kit.Http2Client;
import org.rpicluster.balancer.vertx.kit.Http2Client.Answer;
import org.rpicluster.balancer.vertx.kit.RawMember;
import org.rpicluster.balancer.vertx.kit.RawMember.Reply;
import org.rpicluster.balancer.vertx.kit.TestProxy;
import org.rpicluster.balancer.vertx.proxy.ExchangeEnd;

/** What is different where the client speaks HTTP/2; the members speak HTTP/1.1 all the same. */
class Http2Test {

  private static final String HEAD = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n";

  @Test
  void get_hasTheAuthorityAsHost_andNoBody() throws Exception {
    try (RawMember member = new RawMember(ok("hello"));
        TestProxy proxy = TestProxy.builder(member).preserveHost().start();
        Http2Client client = proxy.connectHttp2()) {
      Http2Client.Answer answer = client.send(HttpMethod.GET, "/x?y");

      assertThat(answer.body()).hasToString("hello");
      assertThat(answer.head().getHeader("connection")).isNull();
      assertThat(member.heads().get(0))
          .startsWith("GET /x?y HTTP/1.1\r\n")
          .containsIgnoringCase("host: a.test\r\n")
          .doesNotContainIgnoringCase("transfer-encoding")
          .doesNotContainIgnoringCase("content-length");
    }
  }

  @Test
  void bodyWithoutLength_arrivesWhole() throws Exception {
    BlockingQueue<String> bodies = new LinkedBlockingQueue<>();
    Reply reading =
        connection -> {
          bodies.add(connection.read("5\r\nfirst\r\n6\r\nsecond\r\n0\r\n\r\n".length()));
          connection.write(HEAD + "ok");
        };
    try (RawMember member = new RawMember(reading);
        TestProxy proxy = TestProxy.before(member);
        Http2Client client = proxy.connectHttp2()) {
      HttpClientRequest request = client.request(HttpMethod.POST, "/");
      Future<Http2Client.Answer> answer = Http2Client.answerTo(request);
      request.setChunked(true);
      client.on(request.write("first"));
      TestProxy.await(() -> !member.heads().isEmpty());
      client.on(request.end("second"));

      assertThat(client.on(answer).body()).hasToString("ok");
      assertThat(member.heads().get(0)).containsIgnoringCase("transfer-encoding: chunked\r\n");
      assertThat(bodies.poll(20, TimeUnit.SECONDS))
          .isEqualTo("5\r\nfirst\r\n6\r\nsecond\r\n0\r\n\r\n");
    }
  }

  @Test
  void bodyWithALength_keepsIt() throws Exception {
    Reply reading = connection -> connection.write(HEAD + connection.read(2));
    try (RawMember member = new RawMember(reading);
        TestProxy proxy = TestProxy.before(member);
        Http2Client client = proxy.connectHttp2()) {
      HttpClientRequest request = client.request(HttpMethod.PUT, "/");

      Future<Http2Client.Answer> answer = Http2Client.answerTo(request);
      request.send("ab");

      assertThat(client.on(answer).body()).hasToString("ab");
      assertThat(member.heads().get(0)).containsIgnoringCase("content-length: 2\r\n");
    }
  }

  @Test
  void badRequest_leavesTheOtherStreamsAlone() throws Exception {
    try (RawMember member = new RawMember(ok("fine"));
        TestProxy proxy = TestProxy.before(member);
        Http2Client client = proxy.connectHttp2()) {
      HttpClientRequest bad = client.request(HttpMethod.GET, "/a\\b");
      Http2Client.Answer refused = client.send(bad);
      HttpClientRequest good = client.request(HttpMethod.GET, "/");

      assertThat(refused.head().statusCode()).isEqualTo(400);
      assertThat(refused.head().getHeader("connection")).isNull();
      assertThat(client.send(good).body()).hasToString("fine");
      assertThat(good.connection()).isSameAs(bad.connection());
    }
  }

  @Test
  void traceIsRefused_asIsAnAuthorityThatIsNone() throws Exception {
    try (RawMember member = new RawMember(ok("never"));
        TestProxy proxy = TestProxy.before(member);
        Http2Client client = proxy.connectHttp2()) {
      assertThat(client.send(HttpMethod.TRACE, "/").head().statusCode()).isEqualTo(405);
      HttpClientRequest odd = client.request(HttpMethod.GET, "/");
      odd.authority(HostAndPort.create("a!b", -1));
      assertThat(client.send(odd).head().statusCode()).isEqualTo(400);
      assertThat(member.heads()).isEmpty();
    }
  }

  @Test
  void ownAnswerToHead_hasNoBody() throws Exception {
    try (RawMember member = new RawMember(ok("never"));
        TestProxy proxy = TestProxy.before(member);
        Http2Client client = proxy.connectHttp2()) {
      Http2Client.Answer answer = client.send(HttpMethod.HEAD, "/a\\b");

      assertThat(answer.head().statusCode()).isEqualTo(400);
      assertThat(answer.head().getHeader("content-length")).isNotEqualTo("0");
      assertThat(answer.body().length()).isZero();
    }
  }

  @Test
  void cutAnswer_isAResetWithAnError() throws Exception {
    try (RawMember member =
            new RawMember(saysAndCloses("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nhalf"));
        TestProxy proxy = TestProxy.before(member);
        Http2Client client = proxy.connectHttp2()) {
      assertThatThrownBy(() -> client.send(HttpMethod.GET, "/"))
          .hasCauseInstanceOf(StreamResetException.class)
          .cause()
          .extracting(cause -> ((StreamResetException) cause).getCode())
          .isEqualTo(2L);
    }
  }

  @Test
  void trailers_arrive_alsoAfterAShortAnswer() throws Exception {
    try (RawMember member =
            new RawMember(
                says(
                    "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
                        + "2\r\nok\r\n0\r\nX-Sum: 1\r\n\r\n"));
        TestProxy proxy = TestProxy.before(member);
        Http2Client client = proxy.connectHttp2()) {
      Http2Client.Answer answer = client.send(HttpMethod.GET, "/");

      assertThat(answer.body()).hasToString("ok");
      assertThat(answer.head().getHeader("transfer-encoding")).isNull();
      assertThat(answer.head().getTrailer("x-sum")).isEqualTo("1");
    }
  }

  @Test
  void interimAnswers_comeBeforeTheFinalOne() throws Exception {
    try (RawMember member =
            new RawMember(says("HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n" + HEAD + "ok"));
        TestProxy proxy = TestProxy.before(member);
        Http2Client client = proxy.connectHttp2()) {
      BlockingQueue<String> hints = new LinkedBlockingQueue<>();
      HttpClientRequest request = client.request(HttpMethod.GET, "/");
      request.earlyHintsHandler(fields -> hints.add(fields.get("link")));

      assertThat(client.send(request).body()).hasToString("ok");
      assertThat(hints).containsExactly("</a>");
    }
  }

  @Test
  void interimAnswer_announcesNoBody() throws Exception {
    String interim = "HTTP/1.1 103 Early Hints\r\nContent-Length: 5\r\nLink: </a>\r\n\r\n";
    try (RawMember member = new RawMember(says(interim + HEAD + "ok"));
        TestProxy proxy = TestProxy.before(member);
        Http2Client client = proxy.connectHttp2()) {
      BlockingQueue<String> hints = new LinkedBlockingQueue<>();
      HttpClientRequest request = client.request(HttpMethod.GET, "/");
      request.earlyHintsHandler(fields -> fields.forEach(hint -> hints.add(hint.getKey())));

      assertThat(client.send(request).body()).hasToString("ok");
      assertThat(hints).containsExactly("link");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Content-Length: 5\r\n\r\nhello",
        "Transfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n"
      })
  void contentOfA205_endsHere(String rest) throws Exception {
    try (RawMember member =
            new RawMember(says("HTTP/1.1 205 Reset Content\r\n" + rest), ok("next"));
        TestProxy proxy = TestProxy.before(member);
        Http2Client client = proxy.connectHttp2()) {
      Answer answer = client.send(HttpMethod.GET, "/");

      assertThat(answer.head().statusCode()).isEqualTo(205);
      assertThat(answer.head().getHeader("content-length")).isEqualTo("0");
      assertThat(answer.body().length()).isZero();
      assertThat(proxy.settled(1).get(0).end()).isEqualTo(ExchangeEnd.COMPLETE);
      assertThat(client.send(HttpMethod.GET, "/").body()).hasToString("next");
    }
  }

  @Test
  void resetByTheClient_letsTheMemberGo() throws Exception {
    BlockingQueue<String> ends = new LinkedBlockingQueue<>();
    Reply silent = connection -> ends.add("<" + connection.read(1) + ">");
    try (RawMember member = new RawMember(silent);
        TestProxy proxy = TestProxy.before(member);
        Http2Client client = proxy.connectHttp2()) {
      HttpClientRequest request = client.request(HttpMethod.GET, "/");
      request.send();
      TestProxy.await(() -> !member.heads().isEmpty());
      request.reset(8);

      assertThat(ends.poll(20, TimeUnit.SECONDS)).isEqualTo("<>");
      assertThat(proxy.settled(1).get(0).end()).isEqualTo(ExchangeEnd.CLIENT_GONE);
    }
  }

  @Test
  void cookiesInSeveralFields_areOneForAMemberOfHttp1() throws Exception {
    try (RawMember member = new RawMember(ok("x"));
        TestProxy proxy = TestProxy.before(member);
        Http2Client client = proxy.connectHttp2()) {
      HttpClientRequest request = client.request(HttpMethod.GET, "/");
      request.headers().add("cookie", "a=1").add("x", "y").add("cookie", "b=2; c=3");
      client.send(request);

      assertThat(member.heads().get(0))
          .containsOnlyOnce("ookie:")
          .containsIgnoringCase("\r\ncookie: a=1; b=2; c=3\r\n");
    }
  }

  @Test
  void answerDuringTheUpload_isWhole_andEndsIt() throws Exception {
    answerComesDuring(HttpMethod.POST, request -> request.setChunked(true));
  }

  @Test
  void answerDuringAnUploadOfKnownLength_isWhole_andEndsIt() throws Exception {
    answerComesDuring(HttpMethod.PUT, request -> request.putHeader("content-length", "10485760"));
  }

  private static void answerComesDuring(HttpMethod upload, Consumer<HttpClientRequest> framing)
      throws Exception {
    try (RawMember member = new RawMember(says(HEAD + "no"));
        TestProxy proxy = TestProxy.before(member);
        Http2Client client = proxy.connectHttp2()) {
      HttpClientRequest request = client.request(upload, "/");
      BlockingQueue<Throwable> ends = new LinkedBlockingQueue<>();
      framing.accept(request.exceptionHandler(ends::add));
      Future<Http2Client.Answer> answer = Http2Client.answerTo(request);
      client.on(request.write("some"));

      assertThat(client.on(answer).body()).hasToString("no");
      assertThat(ends.poll(20, TimeUnit.SECONDS))
          .isInstanceOfSatisfying(
              StreamResetException.class, reset -> assertThat(reset.getCode()).isZero());
    }
  }
}
