package org.rpicluster.balancer.vertx.downstream.http1;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.vertx.core.Vertx;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
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
}
