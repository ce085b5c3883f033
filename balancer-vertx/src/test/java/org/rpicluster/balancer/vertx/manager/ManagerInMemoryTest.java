package org.rpicluster.balancer.vertx.manager;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.rpicluster.balancer.Balancer;
import org.rpicluster.balancer.member.Member;
import org.rpicluster.balancer.strategy.Strategies;
import org.rpicluster.balancer.vertx.edit.Edit;
import org.rpicluster.balancer.vertx.forwarded.AddressList;
import org.rpicluster.balancer.vertx.kit.MemoryExchange;

/** The manager is a local handler: it answers whatever exchange it is given, without a server. */
class ManagerInMemoryTest {

  private final Balancer balancer =
      Balancer.builder("c", Strategies.byRequests()).member(Member.of("http://pi1:9001")).build();
  private final List<Edit> made = new ArrayList<>();
  private final Vertx vertx = Vertx.vertx();
  private final Manager manager =
      Manager.of(
          vertx,
          "/m",
          () -> List.of(balancer),
          Access.of(AddressList.of(List.of("127.0.0.0/8"))),
          Optional.of(
              (edit, who) -> {
                made.add(edit);
                return Future.succeededFuture();
              }));

  @AfterEach
  void stop() {
    vertx.close();
  }

  private MemoryExchange answered(MemoryExchange exchange) {
    manager.handle(exchange);
    assertThat(exchange.isOver()).isTrue();
    return exchange;
  }

  @Test
  void health_isAnsweredAtOnce() {
    MemoryExchange health = answered(new MemoryExchange("GET", "/m/health?any"));

    assertThat(health.status()).isEqualTo(200);
    assertThat(new JsonObject(health.answer()).getString("status")).isEqualTo("ready");
    assertThat(health.responseFields().get("content-length"))
        .isEqualTo(Integer.toString(health.answer().length()));
  }

  @ParameterizedTest
  @CsvSource({
    "GET, /m/nothing, 404", "GET, /m/%zz, 400", "PUT, /m/health, 405", "GET, /mm/health, 404",
    "GET, /m/%68ealth/, 200", "GET, /m//health, 200", "GET, /m/health;x, 404", "OPTIONS, /m, 204",
  })
  void path_isComparedBySegments(String method, String path, int status) {
    assertThat(answered(new MemoryExchange(method, path)).status()).isEqualTo(status);
  }

  @Test
  void edit_readsItsBody_andIsMade() {
    String path = "/m/api/clusters/c/members/pi1:9001";
    MemoryExchange edit =
        answered(
            new MemoryExchange("PATCH", path)
                .with("Content-Type", "application/json")
                .body("{\"weight\": 2}"));

    assertThat(edit.status()).isEqualTo(200);
    assertThat(made).hasSize(1);
  }

  @Test
  void stranger_isForbidden_whateverItSays() {
    MemoryExchange stranger =
        new MemoryExchange("GET", "/m/health").from("192.0.2.1").with("X-Forwarded-For", "127.1");

    assertThat(answered(stranger).status()).isEqualTo(403);
  }
}
