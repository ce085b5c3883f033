package org.rpicluster.balancer.vertx.downstream.http1;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.rpicluster.balancer.vertx.downstream.AnswerTaken;
import org.rpicluster.balancer.vertx.downstream.InboundExchange;

/** No client waits for an answer that will not come. */
class UnwritableAnswerTest {

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
  void answerThatCannotBeWritten_closesItsConnection() {
    try (Http1Wire wire = new Http1Wire(vertx, exchange -> {})) {
      wire.send("GET /a HTTP/1.1|Host: x||GET /b HTTP/1.1|Host: x||");
      InboundExchange exchange = wire.last();
      exchange.status(1000);
      assertThatIllegalArgumentException().isThrownBy(() -> exchange.end(null));
      assertThat(wire.sent()).isEmpty();
      assertThat(wire.isOpen()).isFalse();
      assertThat(wire.exchanges()).hasSize(1);
    }
  }

  @Test
  void whatHearsOfAnAnswer_andThrows_hasNothingToDoWithItsConnection() {
    List<Throwable> reported = new ArrayList<>();
    vertx.exceptionHandler(reported::add);
    IllegalStateException thrown = new IllegalStateException("of what hears");
    AnswerTaken throwing =
        new AnswerTaken() {
          @Override
          public void waits() {}

          @Override
          public void taken(Throwable failure) {
            throw thrown;
          }
        };
    try (Http1Wire wire = new Http1Wire(vertx, exchange -> {})) {
      wire.send("GET /a HTTP/1.1|Host: x||GET /b HTTP/1.1|Host: x||");
      wire.last().end(null, throwing);
      assertThat(wire.sent()).startsWith("HTTP/1.1 200 OK|");
      assertThat(reported).containsExactly(thrown);
      assertThat(wire.exchanges()).hasSize(2);
      wire.last().end(null, throwing);
      assertThat(wire.sent()).startsWith("HTTP/1.1 200 OK|");
      assertThat(wire.isOpen()).isTrue();
    }
  }
}
