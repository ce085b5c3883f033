package org.rpicluster.balancer.program.limits;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.rpicluster.balancer.program.BlockingWait;
import org.rpicluster.balancer.program.OpenListeners;
import org.rpicluster.balancer.program.Platform;
import org.rpicluster.balancer.program.kit.Gates;
import org.rpicluster.balancer.vertx.downstream.InboundExchange;
import org.rpicluster.balancer.vertx.downstream.listen.ConnectionLimiter;
import org.rpicluster.balancer.vertx.downstream.listen.ConnectionRules;
import org.rpicluster.balancer.vertx.forwarded.AddressList;
import org.rpicluster.balancer.vertx.forwarded.TrustedProxies;
import org.rpicluster.balancer.vertx.kit.RawClient;
import org.rpicluster.balancer.vertx.kit.TakenRequests;
import org.rpicluster.balancer.vertx.kit.TestProxy;
import org.rpicluster.balancer.vertx.settings.ClientTimeouts;
import org.rpicluster.balancer.vertx.settings.ListenAddress;
import org.rpicluster.balancer.vertx.settings.ListenerSettings;

/** Clients that are too slow, too many, or not who they say. */
@Timeout(60)
class EdgeTest {

  private static final Duration NEVER = Duration.ofMinutes(5);
  private static final Duration SOON = Duration.ofMillis(100);
  private static final ClientTimeouts PATIENT = new ClientTimeouts(NEVER, NEVER, NEVER, NEVER);
  private static final String GET = "GET / HTTP/1.1\r\nHost: x\r\n\r\n";

  private final Promise<Runnable> held = Promise.promise();
  private final Queue<String> turnedAway = new ConcurrentLinkedQueue<>();
  private Vertx vertx;
  private ConnectionLimiter gate;
  private OpenListeners listeners;

  @BeforeEach
  void start() {
    vertx = Platform.forProxy();
  }

  @AfterEach
  void stop() {
    BlockingWait.on(vertx.close());
    assertThat(gate.connections()).isZero();
  }

  @Test
  void silentConnection_isClosed_withoutAnAnswer() throws IOException {
    try (RawClient client = client(new ClientTimeouts(NEVER, SOON, NEVER, NEVER))) {
      assertThat(client.readAll()).isEmpty();
    }
  }

  @Test
  void headThatDoesNotEnd_isAnswered408() throws IOException {
    try (RawClient client = client(new ClientTimeouts(NEVER, SOON, NEVER, NEVER))) {
      client.send("GET / HTTP/1.1\r\nHost: x\r\nX: ");

      assertThat(client.readAll())
          .startsWith("HTTP/1.1 408 Request Timeout\r\n")
          .endsWith("The request did not arrive in time.\r\n");
    }
  }

  @Test
  void headThatDripsIn_getsNoMoreTime() throws IOException {
    try (RawClient client = client(new ClientTimeouts(NEVER, SOON, NEVER, NEVER))) {
      client.send("GET / HTTP/1.1\r\n");

      Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> isCutWhileItSends(client));
    }
  }

  /** With a 408, if no reset has taken it back. */
  private static boolean isCutWhileItSends(RawClient client) {
    try {
      return client.send("X: x\r\n").available() > 0;
    } catch (IOException reset) {
      return true;
    }
  }

  @Test
  void secondHeadThatDoesNotEnd_isAnswered408() throws IOException {
    try (RawClient client = client(new ClientTimeouts(NEVER, SOON, NEVER, NEVER))) {
      assertThat(client.send(GET).readAnswer()).endsWith("done");
      client.send("GET / HTTP/1.1\r\n");

      assertThat(client.readAll()).startsWith("HTTP/1.1 408 ");
    }
  }

  @Test
  void connectionBetweenRequests_isClosed_andOneWithARequestUnderWayIsNot() throws IOException {
    ListenAddress address = listen(new ClientTimeouts(NEVER, NEVER, NEVER, SOON));
    try (RawClient busy = new RawClient(address.port());
        RawClient idle = new RawClient(address.port())) {
      busy.send("GET /held HTTP/1.1\r\nHost: x\r\n\r\n");
      Runnable release = BlockingWait.on(held.future());
      assertThat(idle.send(GET).readAnswer()).endsWith("done");
      assertThat(idle.readAll()).isEmpty();

      release.run();
      assertThat(busy.readAnswer()).endsWith("held");
      assertThat(busy.readAll()).isEmpty();
    }
  }

  @Test
  void requestInPieces_withinTheTime_isServed() throws IOException {
    try (RawClient client = client(PATIENT)) {
      for (String piece : List.of("\r\nGET / HT", "TP/1.1\r\nHost", ": x\r\n\r", "\n" + GET)) {
        client.send(piece);
      }
      assertThat(client.readAnswer()).endsWith("done");
      assertThat(client.readAnswer()).endsWith("done");
    }
  }

  @Test
  void tooManyConnections_areClosed_untilOneLeaves() throws IOException {
    ListenAddress address = listen(PATIENT, 1, false, "");
    try (RawClient first = new RawClient(address.port());
        RawClient second = new RawClient(address.port())) {
      assertThat(first.send(GET).readAnswer()).endsWith("done");
      assertThat(second.readAll()).isEmpty();
      assertThat(turnedAway)
          .containsExactly("connection turned away, of 127.0.0.1: limits.connections is 1");
    }
    Awaitility.await().until(() -> gate.connections() == 0);
    try (RawClient third = new RawClient(address.port())) {
      assertThat(third.send(GET).readAnswer()).endsWith("done");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "PROXY TCP4 192.0.2.7 192.0.2.8 1234 80\r\n",
        "PROXY TCP6 2001:db8:0:0:0:0:0:7 2001:db8::8 1234 80\r\n"
      })
  void proxyHeader_ofATrustedProxy_saysWhoTheClientIs(String header) throws IOException {
    ListenAddress address = listen(PATIENT, 9, true, "127.0.0.0/8");
    try (RawClient client = new RawClient(address.port())) {
      String answer = client.send(header + "GET /who HTTP/1.1\r\nHost: x\r\n\r\n").readAnswer();

      assertThat(header).contains(" " + answer.substring(answer.indexOf("\r\n\r\n") + 4) + " ");
    }
  }

  @Test
  void binaryProxyHeader_saysWhoTheClientIs() throws IOException {
    ListenAddress address = listen(PATIENT, 9, true, "127.0.0.0/8");
    // PROXY, TCP over IPv4, 12 bytes of addresses and a TLV of 3 + 2.
    String header = v2("21 11 0011 C0000207 C0000208 04D2 0050 04 0002 0000");
    try (RawClient client = new RawClient(address.port())) {
      client.send(header + "GET /who HTTP/1.1\r\nHost: x\r\n\r\n");

      assertThat(client.readAnswer()).endsWith("192.0.2.7");
    }
  }

  @Test
  void localProxyHeader_leavesThePeer() throws IOException {
    ListenAddress address = listen(PATIENT, 9, true, "127.0.0.0/8");
    try (RawClient client = new RawClient(address.port())) {
      client.send(v2("20 00 0000") + "GET /who HTTP/1.1\r\nHost: x\r\n\r\n");

      assertThat(client.readAnswer()).endsWith("127.0.0.1");
    }
  }

  @Test
  void proxyHeader_ofAStranger_isNotEvenRead() throws IOException {
    ListenAddress address = listen(PATIENT, 9, true, "192.0.2.0/24");
    try (RawClient client = new RawClient(address.port())) {
      assertThat(client.readAll()).isEmpty();
      assertThat(turnedAway)
          .containsExactly("connection turned away, of 127.0.0.1: not one of trustedProxies");
    }
  }

  /** Some are refused at once; what could still become a header is when the time is over. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "GET / HTTP/1.1\r\nHost: x\r\n\r\n",
        "PROXY TCP4 192.0.2.7\r\n",
        "PROXY TCP4 256.0.2.7 192.0.2.8 1234 80\r\n",
        "PROXY TCP4 192.0.2.7 192.0.2.8 1234 80",
        "PROXY UDP4 192.0.2.7 192.0.2.8 1234 80\r\n",
        "PRO",
        ""
      })
  void whatIsNoProxyHeader_isClosed(String bytes) throws IOException {
    assertClosed(bytes);
    TestProxy.await(() -> gate.connections() == 0);
    // Nothing at all is what a look sends whether the port is open.
    assertThat(turnedAway).hasSize(bytes.isEmpty() ? 0 : 1);
    assertThat(turnedAway).allMatch(line -> line.endsWith("what it sent is no PROXY header"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "21 11 FFFF C0000207 C0000208 04D2 0050", // announces 65535 bytes
        "21 11 000C C0000207 C0000208 04D2", // ends early
        "21 11 0004 C0000207", // no room for the addresses
        "21 11 000F C0000207 C0000208 04D2 0050 04 FFFF", // a TLV longer than the header
        "21 11 0014 C0000207 C0000208 04D2 0050 20 0005 01 00000000", // TLS without its parts
        "21 11 000F C0000207 C0000208 04D2 0050 20 0000", // TLS without anything
        "21 12 000C C0000207 C0000208 04D2 0050", // datagrams
        "31 11 000C C0000207 C0000208 04D2 0050", // version 3
        "2F 11 000C C0000207 C0000208 04D2 0050" // no such command
      })
  void binaryHeaderThatIsNone_isClosed(String hex) throws IOException {
    assertClosed(v2(hex));
  }

  private void assertClosed(String bytes) throws IOException {
    ListenAddress address =
        listen(new ClientTimeouts(SOON, SOON, NEVER, NEVER), 9, true, "127.0.0.0/8");
    try (RawClient client = new RawClient(address.port())) {
      assertThat(client.send(bytes).readAll()).isEmpty();
    }
  }

  /** The signature, and these bytes, as Latin-1. */
  private static String v2(String hex) {
    byte[] bytes = HexFormat.of().parseHex("0D0A0D0A000D0A515549540A" + hex.replace(" ", ""));
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }

  private RawClient client(ClientTimeouts timeouts) throws IOException {
    return new RawClient(listen(timeouts).port());
  }

  private ListenAddress listen(ClientTimeouts timeouts) {
    return listen(timeouts, 9, false, "");
  }

  private ListenAddress listen(
      ClientTimeouts timeouts, int connectionsMax, boolean proxyProtocol, String trusted) {
    List<String> addresses = trusted.isEmpty() ? List.of() : List.of(trusted);
    TrustedProxies proxies = new TrustedProxies(AddressList.of(addresses));
    gate = Gates.gate(ConnectionRules.of(connectionsMax, timeouts, proxies), turnedAway::add);
    listeners = new OpenListeners(vertx, gate, TakenRequests.by(this::answer));
    ListenAddress any = new ListenAddress("127.0.0.1", 0);
    return listeners
        .open(new ListenerSettings(any, Optional.empty(), false, false, proxyProtocol))
        .address();
  }

  private void answer(InboundExchange inbound) {
    if (inbound.fault() != null) {
      inbound.announceClose();
      TakenRequests.answer(inbound, 408, "The request did not arrive in time.\r\n");
      return;
    }
    switch (inbound.target()) {
      case "/held" ->
          held.complete(
              () -> inbound.loop().execute(() -> TakenRequests.answer(inbound, 200, "held")));
      case "/who" -> TakenRequests.answer(inbound, 200, inbound.connection().address());
      default -> TakenRequests.answer(inbound, 200, "done");
    }
  }
}
