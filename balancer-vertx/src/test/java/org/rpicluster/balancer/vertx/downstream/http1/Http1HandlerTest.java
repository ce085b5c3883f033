package org.rpicluster.balancer.vertx.downstream.http1;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.vertx.core.Vertx;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.rpicluster.balancer.vertx.downstream.HeadFault;
import org.rpicluster.balancer.vertx.downstream.InboundExchange;
import org.rpicluster.balancer.vertx.http.NettyFields;
import org.rpicluster.balancer.vertx.tunnel.TunnelEnd;

class Http1HandlerTest {

  private static final String GET = "GET /a HTTP/1.1|Host: x||";

  private static Vertx vertx;

  @BeforeAll
  static void start() {
    vertx = Vertx.vertx();
  }

  @AfterAll
  static void stop() {
    vertx.close();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      ignoreLeadingAndTrailingWhitespace = false,
      value = {
        GET + ";HTTP/1.1 200 OK|content-length: 7||GET /a ;true",
        GET
            + GET
            + ";HTTP/1.1 200 OK|content-length: 7||GET /a HTTP/1.1 200 OK|content-length: 7||GET /a"
            + " ;true",
        "GET / HTTP/1.1|Connection: x, close||;HTTP/1.1 200 OK|content-length: 6|connection:"
            + " close||GET / ;false",
        "GET / HTTP/1.1|Connection: close||"
            + GET
            + ";HTTP/1.1 200 OK|content-length: 6|connection: close||GET / ;false",
        "GET / HTTP/1.0||;HTTP/1.0 200 OK|content-length: 6||GET / ;false",
        "GET / HTTP/1.0|Connection: Keep-Alive||;HTTP/1.0 200 OK|content-length: 6|connection:"
            + " keep-alive||GET / ;true",
        "HEAD / HTTP/1.1|Host: x||;HTTP/1.1 200 OK||;true",
        "POST / HTTP/1.1|Content-Length: 5||hello"
            + GET
            + ";HTTP/1.1 200 OK|content-length: 12||POST / helloHTTP/1.1 200 OK|content-length:"
            + " 7||GET /a ;true",
        "POST / HTTP/1.1|Content-Length: 0||;HTTP/1.1 200 OK|content-length: 7||POST / ;true",
        "POST / HTTP/1.1|Transfer-Encoding: chunked||3|hel|2|lo|0|T: u||"
            + GET
            + ";HTTP/1.1 200 OK|content-length: 16||POST / hello T=uHTTP/1.1 200 OK|content-length:"
            + " 7||GET /a ;true",
        "nonsense||;HTTP/1.1 400 Bad Request|content-length: 18|connection: close||MALFORMED"
            + " nonsense;false",
        "GET / HTTP/1.1|a b||;HTTP/1.1 400 Bad Request|content-length: 10|connection:"
            + " close||MALFORMED ;false",
        GET
            + "GET / HTTP/9.9||;HTTP/1.1 200 OK|content-length: 7||GET /a HTTP/1.1 400 Bad"
            + " Request|content-length: 30|connection: close||UNKNOWN_VERSION GET / HTTP/9.9;false",
        "POST / HTTP/1.1|Transfer-Encoding: gzip, chunked||;HTTP/1.1 400 Bad"
            + " Request|content-length: 15|connection: close||UNKNOWN_CODING ;false",
        "POST / HTTP/1.1|Transfer-Encoding: chunked||x|;'';false",
      })
  void connection_isTheSame_whereverItsBytesAreCut(String came, String sent, boolean open) {
    byte[] bytes = came.replace("|", "\r\n").getBytes(StandardCharsets.ISO_8859_1);
    for (int cut = 0; cut < bytes.length; cut++) {
      try (Http1Wire wire = new Http1Wire(vertx, Http1Wire::echo)) {
        wire.send(bytes, cut);
        assertThat(wire.sent()).describedAs("cut at %s", cut).isEqualTo(sent);
        assertThat(wire.isOpen()).isEqualTo(open);
      }
    }
    try (Http1Wire wire = new Http1Wire(vertx, Http1Wire::echo)) {
      assertThat(wire.trickle(bytes).sent()).isEqualTo(sent);
    }
  }

  @Test
  void secondRequest_waitsForTheAnswerToTheFirst() {
    try (Http1Wire wire = silent()) {
      wire.send(GET + GET);
      assertThat(wire.exchanges()).hasSize(1);

      Http1Wire.answer(wire.last(), "1");

      assertThat(wire.sent()).endsWith("1");
      assertThat(wire.exchanges()).hasSize(2);
    }
  }

  @Test
  void moreThanARead_behindARequest_isNotTaken() {
    try (Http1Wire wire = silent()) {
      wire.send(GET + GET.repeat(100));
      assertThat(wire.isRead()).isFalse();

      while (wire.exchanges().size() <= 100) {
        Http1Wire.answer(wire.last(), "");
        wire.sent();
      }

      assertThat(wire.isRead()).isTrue();
    }
  }

  @Test
  void bodyThatIsHeldBack_comesWhenItIsWanted_andNotBefore() {
    List<String> pieces = new ArrayList<>();
    try (Http1Wire wire = holding(pieces)) {
      wire.send("POST / HTTP/1.1|Content-Length: 10||hello");
      assertThat(pieces).isEmpty();
      assertThat(wire.isRead()).isFalse();

      wire.last().fetchPiece();
      assertThat(pieces).containsExactly("hello");
      wire.last().resumeBody();
      wire.send("world");

      assertThat(pieces).containsExactly("hello", "world");
      assertThat(wire.last().isBodyEnded()).isTrue();
      assertThat(wire.isRead()).isTrue();
    }
  }

  @Test
  void smallPieces_thatComeTogether_goOnAsOne() {
    List<String> pieces = new ArrayList<>();
    try (Http1Wire wire = new Http1Wire(vertx, exchange -> into(pieces, exchange))) {
      wire.send("POST / HTTP/1.1|Transfer-Encoding: chunked||" + "1|a|".repeat(50) + "0||");

      assertThat(pieces).containsExactly("a".repeat(50));
    }
  }

  @Test
  void answerOfUnknownLength_goesInChunks_withTrailers() {
    try (Http1Wire wire = silent()) {
      wire.send(GET);
      InboundExchange exchange = wire.last();
      exchange.responseFields().add("X-A", "b");
      exchange.sendHead();
      assertThat(wire.sent()).isEqualTo("HTTP/1.1 200 OK|X-A: b|transfer-encoding: chunked||");

      String longer = "x".repeat(3000);
      send(exchange, "one");
      send(exchange, longer);
      exchange.responseTrailers().add("T", "u");
      Http1Wire.answer(exchange, "end");

      assertThat(wire.sent()).isEqualTo("3|one|bb8|" + longer + "|3|end|0|T: u||");
      assertThat(exchange.bytesSent()).isEqualTo(3006);
    }
  }

  @Test
  void answerOfUnknownLength_toHttp10_goesUntilTheClose() {
    try (Http1Wire wire = silent()) {
      wire.send("GET / HTTP/1.0|Connection: keep-alive||");
      send(wire.last(), "one");
      wire.last().end(null);

      assertThat(wire.sent()).isEqualTo("HTTP/1.0 200 OK||one");
      assertThat(wire.isOpen()).isFalse();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "204,HTTP/1.1 204 No Content||",
    "304,HTTP/1.1 304 Not Modified|content-length: 7||",
    "205,HTTP/1.1 205 Reset Content|content-length: 7||",
  })
  void answerWithoutABody_hasNone(int status, String sent) {
    try (Http1Wire wire = silent()) {
      wire.send(GET);
      wire.last().status(status);
      wire.last().responseFields().set("content-length", "7");
      wire.last().end(null);

      assertThat(wire.sent()).isEqualTo(sent);
      assertThat(wire.isOpen()).isEqualTo(status != 205); // what was promised has not come
    }
  }

  @Test
  void interimAnswers_comeBeforeTheFinalOne() {
    try (Http1Wire wire = silent()) {
      wire.send("POST / HTTP/1.1|Expect: 100-continue|Content-Length: 1||");
      wire.last().sendContinue();
      NettyFields hints = NettyFields.none();
      hints.add("Link", "</a>");
      wire.last().sendInterim(HttpResponseStatus.EARLY_HINTS, hints);

      assertThat(wire.sent())
          .isEqualTo("HTTP/1.1 100 Continue||HTTP/1.1 103 Early Hints|Link: </a>||");
    }
  }

  @Test
  void bytesBehindAnUpgrade_areTheTunnels_andNoRequest() {
    StringBuilder heard = new StringBuilder();
    try (Http1Wire wire = silent()) {
      wire.send(GET + GET);
      TunnelEnd end = wire.last().switchProtocols(NettyFields.none()).orElseThrow();
      end.open(new Hearing(heard));
      wire.send("more");

      assertThat(wire.exchanges()).hasSize(1);
      assertThat(heard).hasToString(GET.replace("|", "\r\n") + "more");
      assertThat(wire.sent()).isEqualTo("HTTP/1.1 101 Switching Protocols||");
      end.send(Http1Wire.bytes("back"));
      end.flush();
      assertThat(wire.sent()).isEqualTo("back");
    }
  }

  @Test
  void headThatTakesTooLong_isARequest_thatSaysSo() {
    try (Http1Wire wire = new Http1Wire(vertx, Http1Wire::echo)) {
      wire.send("GET / HTTP/1.1|Ho");
      assertThat(wire.giveUpHead()).isTrue();

      assertThat(wire.last().fault()).isEqualTo(HeadFault.TOO_SLOW);
      assertThat(wire.sent()).endsWith("TOO_SLOW GET / HTTP/1.1");
      assertThat(wire.isOpen()).isFalse();
    }
  }

  @Test
  void connectionThatCloses_tellsTheExchange_onceAndOnlyWhileItIsUnderWay() {
    List<String> told = new ArrayList<>();
    try (Http1Wire wire = silent()) {
      wire.send(GET + GET);
      wire.last().onGone(() -> told.add("first"));
      Http1Wire.answer(wire.last(), "");
      wire.sent();
      wire.last().onGone(() -> told.add("second"));
      wire.closeAll();

      assertThat(told).containsExactly("second");
    }
  }

  @Test
  void answerWhoseHeadHasGone_isNotTheLast_ofAConnectionThatEndsWithTheNext() {
    try (Http1Wire wire = silent()) {
      wire.send(GET);
      wire.last().sendHead();
      wire.endWithNext();
      Http1Wire.answer(wire.last(), "1");
      assertThat(wire.sent()).doesNotContain("close");
      assertThat(wire.isOpen()).isTrue();

      wire.send(GET);
      Http1Wire.answer(wire.last(), "2");

      assertThat(wire.sent()).contains("connection: close");
      assertThat(wire.isOpen()).isFalse();
    }
  }

  @Test
  void lastAnswer_isWaitedFor_andThenTheConnectionCloses() {
    try (Http1Wire wire = silent()) {
      wire.send("POST / HTTP/1.1|Content-Length: 4||ha");
      wire.last().announceClose();
      Http1Wire.answer(wire.last(), "no");
      wire.last().connection().closeGently(Duration.ofSeconds(1));
      assertThat(wire.sent()).contains("connection: close");
      assertThat(wire.isOpen()).isTrue();

      wire.send("lf");

      assertThat(wire.isOpen()).isFalse();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "Content-Length: 5||hello",
    "Content-Length: 9||hello",
    "Transfer-Encoding: chunked||5|hello|0|A: b||",
    "Transfer-Encoding: chunked||9|hello",
    "Transfer-Encoding: chunked||5|helloX",
    "Content-Length: 5||hello" + GET
  })
  void bytesThatWereRead_areFree_onceTheirConnectionIsClosed(String framedBody) {
    for (boolean isHeld : new boolean[] {false, true}) {
      Http1Wire wire = isHeld ? holding(new ArrayList<>()) : silent();
      ByteBuf read = PooledByteBufAllocator.DEFAULT.directBuffer();
      read.writeBytes(Http1Wire.bytes(("POST / HTTP/1.1|" + framedBody).replace("|", "\r\n")));
      wire.send(read);
      wire.closeAll().close();
      assertThat(read.refCnt()).isZero();
    }
  }

  private static void send(InboundExchange exchange, String text) {
    ByteBuf piece = Http1Wire.bytes(text);
    exchange.send(piece).onComplete(taken -> piece.release());
  }

  private static Http1Wire silent() {
    return new Http1Wire(vertx, exchange -> exchange.onBody(ByteBuf::release));
  }

  private static Http1Wire holding(List<String> pieces) {
    Consumer<InboundExchange> held =
        exchange -> {
          exchange.pauseBody();
          into(pieces, exchange);
        };
    return new Http1Wire(vertx, held);
  }

  private static void into(List<String> pieces, InboundExchange exchange) {
    exchange.onBody(
        piece -> {
          pieces.add(piece.toString(StandardCharsets.ISO_8859_1));
          piece.release();
        });
  }

  /** Of a tunnel, what its client says. */
  private record Hearing(StringBuilder heard) implements TunnelEnd.Listener {
    @Override
    public void received(ByteBuf bytes) {
      heard.append(bytes.toString(StandardCharsets.ISO_8859_1));
      bytes.release();
    }

    @Override
    public void flush() {}

    @Override
    public void writable() {}

    @Override
    public void delivered() {}

    @Override
    public void finished() {}

    @Override
    public void gone() {}
  }
}
