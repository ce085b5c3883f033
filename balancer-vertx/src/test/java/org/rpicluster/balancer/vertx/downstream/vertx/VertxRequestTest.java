package org.rpicluster.balancer.vertx.downstream.vertx;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.HttpVersion;
import java.lang.reflect.Proxy;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.rpicluster.balancer.vertx.http.Protocol;

/** What a Vert.x server says nothing of is empty in the exchange: never null. */
class VertxRequestTest {

  /** A request of which only this is known. */
  private static VertxExchange knowing(Map<String, Object> known) {
    MultiMap none = MultiMap.caseInsensitiveMultiMap();
    HttpServerResponse response =
        answering(HttpServerResponse.class, Map.of("headers", none, "trailers", none));
    Map<String, Object> all = new HashMap<>(known);
    all.put("headers", none);
    all.put("response", response);
    return new VertxExchange(answering(HttpServerRequest.class, all));
  }

  private static <T> T answering(Class<T> type, Map<String, Object> answers) {
    Object made =
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (self, method, arguments) -> answers.get(method.getName()));
    return type.cast(made);
  }

  @ParameterizedTest
  @CsvSource({"HTTP_1_0, HTTP_1_0", "HTTP_1_1, HTTP_1_1", "HTTP_2, HTTP_2"})
  void protocol_isTheOneOfTheRequest(HttpVersion version, Protocol expected) {
    assertThat(knowing(Map.of("version", version)).protocol()).isEqualTo(expected);
  }

  /** Vert.x answers such a request itself, once it is asked for the version. */
  @Test
  void versionThatVertxDoesNotKnow_isTakenForHttp11() {
    assertThat(knowing(Map.of()).protocol()).isEqualTo(Protocol.HTTP_1_1);
  }

  @Test
  void whatIsMissing_isEmpty() {
    VertxExchange exchange = knowing(Map.of());
    assertThat(exchange.target()).isEmpty();
    assertThat(exchange.authority()).isEmpty();
    assertThat(exchange.scheme()).isEmpty();
    assertThat(exchange.cookie("a")).isNull();
  }
}
