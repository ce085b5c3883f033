package org.rpicluster.balancer.program;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.rpicluster.balancer.program.kit.Gates;
import org.rpicluster.balancer.vertx.downstream.InboundExchange;
import org.rpicluster.balancer.vertx.downstream.listen.ConnectionLimiter;
import org.rpicluster.balancer.vertx.downstream.listen.ConnectionRules;
import org.rpicluster.balancer.vertx.forwarded.TrustedProxies;
import org.rpicluster.balancer.vertx.kit.TakenRequests;
import org.rpicluster.balancer.vertx.settings.ClientTimeouts;
import org.rpicluster.balancer.vertx.settings.ListenAddress;
import org.rpicluster.balancer.vertx.settings.ListenerSettings;

@Timeout(30)
class ListenersTest {

  private static final ListenAddress ANY_PORT = new ListenAddress("127.0.0.1", 0);
  private static final Duration GRACE = Duration.ofSeconds(20);

  private final Promise<Void> arrived = Promise.promise();
  private Vertx vertx;

  @BeforeEach
  void start() {
    vertx = Platform.forProxy();
  }

  @AfterEach
  void stop() {
    BlockingWait.on(vertx.close());
  }

  @Test
  void twoAddressesWithPort0_haveTheirOwnPorts() {
    OpenListeners listeners = listeners(10, Future.succeededFuture());

    assertThat(listeners.open(ListenerSettings.plain(ANY_PORT)).address().port())
        .isNotEqualTo(listeners.open(ListenerSettings.plain(ANY_PORT)).address().port());
  }

  @Test
  void portInUse_isAFault_thatSaysSo() {
    ListenAddress taken =
        listeners(10, Future.succeededFuture()).open(ListenerSettings.plain(ANY_PORT)).address();

    assertThatExceptionOfType(Fault.class)
        .isThrownBy(
            () -> listeners(10, Future.succeededFuture()).open(ListenerSettings.plain(taken)))
        .withMessage("cannot listen at " + taken + ": the port is in use");
  }

  @Test
  void switchToHttp2_isIgnored_howeverTheRequestIsCut() throws IOException {
    ListenerSettings h2c = new ListenerSettings(ANY_PORT, Optional.empty(), false, true, false);
    ListenAddress address = listeners(10, Future.succeededFuture()).open(h2c).address();
    try (Socket socket = new Socket(address.host(), address.port())) {
      socket.setTcpNoDelay(true);
      send(socket, "P");
      send(socket, "UT / HTTP/1.1\r\nHost: x\r\nUpgrade: h2c\r\nHTTP2-Settings: AAMAAABk\r\n");
      send(socket, "Connection: Upgrade, HTTP2-Settings\r\n\r\n");
      assertThat(socket.getInputStream().readNBytes(17))
          .asString()
          .isEqualTo("HTTP/1.1 200 OK\r\n");
    }
  }

  @Test
  void connectionBeyondTheLimit_isClosedUnread() throws IOException {
    ListenAddress address =
        listeners(1, Future.succeededFuture()).open(ListenerSettings.plain(ANY_PORT)).address();
    try (Socket first = new Socket(address.host(), address.port())) {
      send(first, "GET / HTTP/1.1\r\nHost: x\r\n\r\n");
      assertThat(first.getInputStream().read()).isEqualTo('H');

      try (Socket second = new Socket(address.host(), address.port())) {
        assertThat(second.getInputStream().read()).isEqualTo(-1);
      }
    }
  }

  @Test
  void shutdown_waitsForWhatIsInFlight_andClosesTheRest() throws IOException {
    Promise<Void> release = Promise.promise();
    OpenListeners listeners = listeners(10, release.future());
    ListenAddress address = listeners.open(ListenerSettings.plain(ANY_PORT)).address();
    try (Socket idle = new Socket(address.host(), address.port());
        Socket busy = new Socket(address.host(), address.port())) {
      send(idle, "GET /now HTTP/1.1\r\nHost: x\r\n\r\n");
      assertThat(idle.getInputStream().read()).isEqualTo('H');
      send(busy, "GET /later HTTP/1.1\r\nHost: x\r\n\r\nGET /now HTTP/1.1\r\nHost: x\r\n\r\n");
      BlockingWait.on(arrived.future());

      Future<Void> closed = listeners.shutdown(GRACE);
      idle.getInputStream().readAllBytes();
      assertThat(closed.isComplete()).isFalse();
      release.complete();

      String answers = new String(busy.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(answers).startsWith("HTTP/1.1 200 OK").contains("done");
      BlockingWait.on(closed);
    }
  }

  private OpenListeners listeners(int connectionsMax, Future<Void> later) {
    ConnectionLimiter limiter =
        Gates.gate(ConnectionRules.of(connectionsMax, ClientTimeouts.DEFAULT, TrustedProxies.NONE));
    return new OpenListeners(vertx, limiter, TakenRequests.by(inbound -> answer(inbound, later)));
  }

  private void answer(InboundExchange inbound, Future<Void> later) {
    boolean wait = inbound.target().equals("/later");
    if (wait) {
      arrived.complete();
    }
    (wait ? later : Future.<Void>succeededFuture())
        .onComplete(
            any -> inbound.loop().execute(() -> TakenRequests.answer(inbound, 200, "done")));
  }

  private static void send(Socket socket, String request) throws IOException {
    socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
  }
}
