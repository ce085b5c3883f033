package org.rpicluster.balancer.vertx.downstream.http1;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.vertx.core.Vertx;
import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.rpicluster.balancer.vertx.downstream.AnswerTaken;
import org.rpicluster.balancer.vertx.downstream.InboundExchange;
import org.rpicluster.balancer.vertx.http.Fields;
import org.rpicluster.balancer.vertx.http.NettyFields;

/** What comes late, for a request that is over, never reaches the one in its place. */
class LateCallsTest {

  private static Vertx vertx;

  private final List<String> told = new ArrayList<>();
  private final StringBuilder body = new StringBuilder();

  @BeforeAll
  static void start() {
    vertx = Vertx.vertx();
  }

  @AfterAll
  static void stop() {
    vertx.close();
  }

  static Stream<Method> calls() {
    return Stream.of(InboundExchange.class.getMethods());
  }

  @ParameterizedTest
  @MethodSource("calls")
  void callOnARequestThatIsOver_hasNoEffectOnTheNext(Method call) throws Exception {
    try (Http1Wire wire = new Http1Wire(vertx, this::hold)) {
      wire.send("GET /a HTTP/1.1|Host: x||");
      InboundExchange first = wire.last();
      Http1Wire.answer(first, "1");
      wire.sent();
      wire.send("POST /b HTTP/1.1|Host: x|Content-Length: 10||hello");
      InboundExchange second = wire.last();
      assertThat(second).isNotSameAs(first);

      Object result = call.invoke(first, arguments(call));
      if (result instanceof Fields fields) {
        fields.set("x-late", "1");
      }

      assertThat(wire.sent()).isEmpty();
      assertThat(body).isEmpty();
      assertThat(second.isAnswered()).isFalse();
      assertThat(second.method() + second.target() + second.status()).isEqualTo("POST/b200");
      second.resumeBody();
      wire.send("world");
      assertThat(body).hasToString("helloworld");
      Http1Wire.answer(second, "2");
      assertThat(wire.sent()).isEqualTo("HTTP/1.1 200 OK|content-length: 1||2");
      assertThat(wire.isOpen()).isTrue();
      wire.closeAll();
      assertThat(told).isEmpty();
    }
  }

  private void hold(InboundExchange exchange) {
    exchange.pauseBody();
    exchange.onBody(
        piece -> {
          body.append(piece.toString(StandardCharsets.US_ASCII));
          piece.release();
        });
    if (exchange.method().equals("GET")) {
      exchange.resumeBody();
    }
  }

  private Object[] arguments(Method call) {
    Consumer<ByteBuf> piece = late -> told.add(call.getName());
    Runnable run = () -> told.add(call.getName());
    AnswerTaken taken =
        new AnswerTaken() {
          @Override
          public void waits() {
            told.add(call.getName());
          }

          @Override
          public void taken(@Nullable Throwable failure) {
            assertThat(failure).hasMessage("the exchange is over");
          }
        };
    Map<Class<?>, Object> known = new HashMap<>();
    known.put(AnswerTaken.class, taken);
    known.put(Consumer.class, piece);
    known.put(Runnable.class, run);
    known.put(ByteBuf.class, Http1Wire.bytes("late"));
    known.put(Fields.class, NettyFields.none());
    known.put(HttpResponseStatus.class, HttpResponseStatus.EARLY_HINTS);
    known.put(String.class, "late");
    known.put(Duration.class, Duration.ofDays(1));
    known.put(int.class, 503);
    known.put(long.class, 1L);
    known.put(boolean.class, true);
    return Stream.of(call.getParameterTypes()).map(known::get).toArray();
  }
}
