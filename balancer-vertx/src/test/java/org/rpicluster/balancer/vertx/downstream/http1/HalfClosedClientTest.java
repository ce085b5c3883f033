package org.rpicluster.balancer.vertx.downstream.http1;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Clients that close their side of a connection, and what is left of them. */
class HalfClosedClientTest {

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

  @Test
  void clientThatClosesItsSide_getsItsAnswer_andThenTheClose() {
    try (Http1Wire wire = silent()) {
      wire.send(GET).closeSide();
      assertThat(wire.isOpen()).isTrue();

      Http1Wire.answer(wire.last(), "late");

      assertThat(wire.sent()).endsWith("late");
      assertThat(wire.isOpen()).isFalse();
    }
  }

  @Test
  void clientThatClosesItsSide_isHeldByNoTimer_onceItHasItsAnswer() {
    try (Http1Wire wire = silent()) {
      wire.send(GET).closeSide();
      assertThat(wire.hasTimer()).isTrue();

      Http1Wire.answer(wire.last(), "late");

      assertThat(wire.hasTimer()).isFalse();
    }
  }

  @Test
  void refusedUpload_isHeldByNoTimer_onceItsConnectionIsClosed() {
    try (Http1Wire wire = silent()) {
      wire.send("POST / HTTP/1.1|Content-Length: 9||half");
      wire.last().later(Http1Wire.SILENCE, () -> {});
      assertThat(wire.hasTimer()).isTrue();

      wire.closeAll();

      assertThat(wire.hasTimer()).isFalse();
    }
  }

  @Test
  void clientThatClosesItsSide_isGone_whenNothingIsSentForAWhile() {
    try (Http1Wire wire = silent()) {
      List<String> told = new ArrayList<>();
      wire.send(GET).closeSide();
      wire.last().onGone(() -> told.add("gone"));
      wire.advance(Http1Wire.SILENCE);

      assertThat(wire.isOpen()).isFalse();
      assertThat(told).containsExactly("gone");
    }
  }

  @Test
  void clientThatClosesItsSide_withinABodyOrBetweenRequests_isClosed() {
    try (Http1Wire within = silent();
        Http1Wire between = silent()) {
      within.send("POST / HTTP/1.1|Content-Length: 9||half").closeSide();
      between.closeSide();

      assertThat(within.isOpen()).isFalse();
      assertThat(between.isOpen()).isFalse();
    }
  }

  private static Http1Wire silent() {
    return new Http1Wire(vertx, exchange -> exchange.onBody(ByteBuf::release));
  }
}
