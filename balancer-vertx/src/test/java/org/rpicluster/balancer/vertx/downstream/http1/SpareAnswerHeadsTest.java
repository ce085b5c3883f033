package org.rpicluster.balancer.vertx.downstream.http1;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.rpicluster.balancer.vertx.downstream.InboundExchange;
import org.rpicluster.balancer.vertx.http.Fields;

/** The head of an answer is another connection's once all is told, and nothing of it is. */
class SpareAnswerHeadsTest {

  private static final String ANSWER = "HTTP/1.1 200 OK|content-length: 1||2";

  private static Vertx vertx;

  @BeforeAll
  static void start() {
    vertx = Vertx.vertx();
  }

  @AfterAll
  static void stop() {
    vertx.close();
  }

  @Test
  void fieldsWrittenWhenAllIsTold_areInNoOtherAnswer() throws Exception {
    try (Http1Wire one = new Http1Wire(vertx, exchange -> {});
        Http1Wire other = new Http1Wire(vertx, exchange -> {})) {
      InboundExchange first = asked(one);
      Fields fields = first.responseFields();
      fields.set("x-first", "1");
      Http1Wire.answer(first, "1");
      one.sent();
      first.allTold();
      fields.set("x-late", "1");

      InboundExchange second = asked(other);
      Http1Wire.answer(second, "2");
      assertThat(other.sent()).isEqualTo(ANSWER);

      InboundExchange third = asked(one);
      Http1Wire.answer(third, "2");
      assertThat(one.sent()).isEqualTo(ANSWER);
    }
  }

  @Test
  void connectionAtRest_hasNoHeadThatAnotherWritesInto() throws Exception {
    try (Http1Wire one = new Http1Wire(vertx, exchange -> {});
        Http1Wire other = new Http1Wire(vertx, exchange -> {})) {
      InboundExchange first = asked(one);
      Http1Wire.answer(first, "1");
      one.sent();
      first.allTold();
      first.allTold();
      InboundExchange second = asked(other);
      InboundExchange third = asked(one);

      second.responseFields().set("x-second", "1");
      Http1Wire.answer(third, "2");

      assertThat(one.sent()).isEqualTo(ANSWER);
      Http1Wire.answer(second, "2");
      assertThat(other.sent()).contains("x-second: 1");
    }
  }

  @Test
  void answerUnderWay_keepsItsHead() throws Exception {
    try (Http1Wire one = new Http1Wire(vertx, exchange -> {});
        Http1Wire other = new Http1Wire(vertx, exchange -> {})) {
      InboundExchange first = asked(one);
      first.responseFields().set("x-first", "1");
      first.allTold();
      InboundExchange second = asked(other);
      Http1Wire.answer(second, "2");

      assertThat(other.sent()).isEqualTo(ANSWER);
      Http1Wire.answer(first, "2");
      assertThat(one.sent()).contains("x-first: 1");
    }
  }

  private static InboundExchange asked(Http1Wire wire) throws Exception {
    wire.send("GET / HTTP/1.1|Host: x||");
    return wire.last();
  }
}
