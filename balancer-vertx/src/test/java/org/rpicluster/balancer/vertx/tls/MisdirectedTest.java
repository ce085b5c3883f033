package org.rpicluster.balancer.vertx.tls;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.rpicluster.balancer.vertx.BalancingProxy;
import org.rpicluster.balancer.vertx.kit.Http2Client;
import org.rpicluster.balancer.vertx.kit.RawClient;
import org.rpicluster.balancer.vertx.kit.TestProxy;
import org.rpicluster.balancer.vertx.proxy.ExchangeEnd;
import org.rpicluster.balancer.vertx.proxy.ExchangeSummary;

/** Requests that came over a connection made for another host. RFC 9110 §15.5.20. */
class MisdirectedTest {

  private final Vertx vertx = Vertx.vertx();
  private final List<ExchangeSummary> settled = new CopyOnWriteArrayList<>();
  private final BalancingProxy proxy = BalancingProxy.builder(vertx).observer(settled::add).build();
  private final HttpServer server =
      vertx
          .createHttpServer()
          .requestHandler(proxy::misdirected)
          .listen(0, "127.0.0.1")
          .toCompletionStage()
          .toCompletableFuture()
          .join();

  @AfterEach
  void stop() {
    vertx.close().toCompletionStage().toCompletableFuture().join();
  }

  private void assertThatItWasLogged() {
    TestProxy.await(() -> proxy.inFlight() == 0);
    assertThat(settled).hasSize(1);
    assertThat(settled.get(0).status()).isEqualTo(421);
    assertThat(settled.get(0).end()).isEqualTo(ExchangeEnd.REFUSED);
    assertThat(settled.get(0).reason()).isEqualTo("This connection was made for another host.");
  }

  @Test
  void overHttp1_theyAreAnsweredAndLogged_andTheConnectionCloses() throws Exception {
    try (RawClient client = new RawClient(server.actualPort())) {
      assertThat(client.get("/").readAll())
          .startsWith("HTTP/1.1 421 ")
          .contains("onnection: close\r\n")
          .endsWith("This connection was made for another host.\n");
    }
    assertThatItWasLogged();
  }

  @Test
  void overHttp2_theyAreAnsweredAndLogged() throws Exception {
    try (Http2Client client = new Http2Client(server.actualPort())) {
      assertThat(client.send(HttpMethod.GET, "/").head().statusCode()).isEqualTo(421);
    }
    assertThatItWasLogged();
  }
}
