package org.rpicluster.balancer.vertx.websocket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.rpicluster.balancer.vertx.kit.RawHttp2Member.ACK;
import static org.rpicluster.balancer.vertx.kit.RawHttp2Member.DATA;
import static org.rpicluster.balancer.vertx.kit.RawHttp2Member.END_STREAM;
import static org.rpicluster.balancer.vertx.kit.RawHttp2Member.HEADERS;
import static org.rpicluster.balancer.vertx.kit.RawHttp2Member.RST_STREAM;
import static org.rpicluster.balancer.vertx.kit.RawHttp2Member.SETTINGS;
import static org.rpicluster.balancer.vertx.kit.RawMember.ok;
import static org.rpicluster.balancer.vertx.kit.RawMember.says;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.http.WebSocketFrame;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.rpicluster.balancer.vertx.kit.RawHttp2Client;
import org.rpicluster.balancer.vertx.kit.RawHttp2Client.Frame;
import org.rpicluster.balancer.vertx.kit.RawMember;
import org.rpicluster.balancer.vertx.kit.TestProxy;
import org.rpicluster.balancer.vertx.proxy.ExchangeEnd;
import org.rpicluster.balancer.vertx.proxy.ExchangeSummary;

/** A WebSocket on a stream of HTTP/2, and a server of HTTP/1.1 behind it. RFC 8441. */
@Timeout(60)
class WebSocketOverHttp2Test {

  private static final int ENABLE_CONNECT_PROTOCOL = 8;
  private static final int PROTOCOL_ERROR = 1;
  private static final int CANCEL = 8;
  private static final int TEXT = 0x81;
  private static final int CLOSE = 0x88;
  private static final int MASKED = 0x80;
  private static final int LENGTH_OF_TWO_BYTES = 126;

  private final List<String> closed = new CopyOnWriteArrayList<>();
  private Vertx vertx;
  private TestProxy proxy;
  private RawHttp2Client client;

  @BeforeEach
  void start() throws Exception {
    vertx = Vertx.vertx();
    HttpServer worker =
        vertx
            .createHttpServer()
            .webSocketHandler(this::echo)
            .listen(0, "127.0.0.1")
            .toCompletionStage()
            .toCompletableFuture()
            .get(20, TimeUnit.SECONDS);
    proxy = TestProxy.before(TestProxy.PATIENT, "http://127.0.0.1:" + worker.actualPort());
    client = connect(proxy);
  }

  /** A client that has taken the settings, and says so. */
  private static RawHttp2Client connect(TestProxy proxy) throws Exception {
    RawHttp2Client client = new RawHttp2Client(proxy.http2Port());
    client.send(SETTINGS, ACK, 0, new byte[0]);
    return client;
  }

  @AfterEach
  void stop() throws Exception {
    client.close();
    proxy.close();
    vertx.close().toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
  }

  private void echo(ServerWebSocket socket) {
    socket.textMessageHandler(text -> socket.writeFrame(WebSocketFrame.textFrame(text, true)));
    socket.closeHandler(end -> closed.add("closed " + socket.closeStatusCode()));
  }

  private static String[] opening(String protocol) {
    return new String[] {
      ":method",
      "CONNECT",
      ":protocol",
      protocol,
      ":scheme",
      "http",
      ":authority",
      "a.test",
      ":path",
      "/chat",
      "sec-websocket-version",
      "13",
      "origin",
      "http://a.test"
    };
  }

  private void open(int stream) throws Exception {
    client.head(stream, false, opening("websocket"));
    Frame head = client.read(HEADERS, stream);
    assertThat(head.head().status()).hasToString("200");
    assertThat(head.head().contains("sec-websocket-accept")).isFalse();
    assertThat(head.head().contains("upgrade")).isFalse();
    assertThat(head.isLast()).isFalse();
  }

  /** Of a client, whose mask leaves it as it is. */
  private static byte[] frame(int kind, byte[] payload) {
    ByteBuffer frame = ByteBuffer.allocate(8 + payload.length);
    frame.put((byte) kind);
    if (payload.length < LENGTH_OF_TWO_BYTES) {
      frame.put((byte) (MASKED | payload.length));
    } else {
      frame.put((byte) (MASKED | LENGTH_OF_TWO_BYTES)).putShort((short) payload.length);
    }
    frame.putInt(0).put(payload);
    byte[] bytes = new byte[frame.position()];
    frame.flip().get(bytes);
    return bytes;
  }

  private static byte[] text(String text) {
    return frame(TEXT, text.getBytes(StandardCharsets.US_ASCII));
  }

  private byte[] read(int stream, int bytes) throws Exception {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    while (all.size() < bytes) {
      all.writeBytes(client.read(DATA, stream).payload());
    }
    return all.toByteArray();
  }

  @Test
  void clientsAreTold_thatTheyMayOpenOne() throws Exception {
    Frame settings = client.read(SETTINGS, 0);
    ByteBuffer all = ByteBuffer.wrap(settings.payload());
    boolean told = false;
    while (all.hasRemaining()) {
      told |= all.getShort() == ENABLE_CONNECT_PROTOCOL & all.getInt() == 1;
    }
    assertThat(told).isTrue();
  }

  @Test
  void messages_goBothWays_besideOtherStreams() throws Exception {
    open(1);
    client.send(DATA, 0, 1, text("hello"));
    assertThat(new String(read(1, 7), StandardCharsets.US_ASCII)).endsWith("hello");

    open(3);
    String large = "x".repeat(16_000);
    client.send(DATA, 0, 3, text(large));
    assertThat(new String(read(3, 16_004), StandardCharsets.US_ASCII)).endsWith(large);
    client.send(DATA, 0, 1, text("again"));
    assertThat(new String(read(1, 7), StandardCharsets.US_ASCII)).endsWith("again");
  }

  /** What follows the opening at once waits for its answer. */
  @Test
  void messageBeforeTheAnswer_isNotLost() throws Exception {
    client.head(1, false, opening("websocket"));
    client.send(DATA, 0, 1, text("early"));

    assertThat(client.status(1)).isEqualTo("200");
    assertThat(new String(read(1, 7), StandardCharsets.US_ASCII)).endsWith("early");
  }

  @Test
  void closeOfTheClient_endsBothSides_andIsLogged() throws Exception {
    open(1);
    client.send(DATA, 0, 1, frame(CLOSE, new byte[] {0x03, (byte) 0xE8})); // 1000
    assertThat(read(1, 4)[0]).isEqualTo((byte) CLOSE);
    client.send(DATA, END_STREAM, 1, new byte[0]);

    client.read(frame -> frame.stream() == 1 && frame.isLast());
    TestProxy.await(() -> closed.contains("closed 1000"));
    ExchangeSummary settled = proxy.settled(1).get(0);
    assertThat(settled.status()).isEqualTo(200);
    assertThat(settled.end())
        .isIn(ExchangeEnd.TUNNEL_CLOSED_BY_CLIENT, ExchangeEnd.TUNNEL_CLOSED_BY_MEMBER);
  }

  @Test
  void resetOfTheStream_closesTheMembersConnection() throws Exception {
    open(1);
    client.send(RST_STREAM, 1, CANCEL);

    TestProxy.await(() -> !closed.isEmpty());
    assertThat(proxy.settled(1).get(0).end()).isEqualTo(ExchangeEnd.TUNNEL_CLOSED_BY_CLIENT);
  }

  /** RFC 8441 §3. */
  @Test
  void clientThatDoesNotKnowWhetherItMay_isRefused() throws Exception {
    try (RawHttp2Client early = new RawHttp2Client(proxy.http2Port())) {
      early.head(1, false, opening("websocket"));

      assertThat(early.read(RST_STREAM, 1).number()).isEqualTo(PROTOCOL_ERROR);
    }
  }

  @Test
  void anotherProtocol_is501() throws Exception {
    client.head(1, false, opening("connect-udp"));

    assertThat(client.status(1)).isEqualTo("501");
  }

  /** The member's own answer goes on, and the stream ends behind it. */
  @Test
  void memberThatRefuses_answersAsToAnyRequest() throws Exception {
    try (RawMember member =
            new RawMember(says("HTTP/1.1 403 Forbidden\r\nContent-Length: 2\r\n\r\nno"));
        TestProxy before = TestProxy.before(member);
        RawHttp2Client other = connect(before)) {
      other.head(1, false, opening("websocket"));

      assertThat(other.status(1)).isEqualTo("403");
      assertThat(other.read(DATA, 1).payload()).hasSize(2);
      assertThat(other.read(RST_STREAM, 1).number()).isZero();
      assertThat(member.heads().get(0))
          .startsWith("GET /chat HTTP/1.1\r\n")
          .containsIgnoringCase("connection: upgrade\r\n")
          .containsIgnoringCase("upgrade: websocket\r\n")
          .containsPattern("(?i)sec-websocket-key: [A-Za-z0-9+/]{22}==\r\n")
          .containsIgnoringCase("origin: http://a.test\r\n");
    }
  }

  /** A 200 would be the tunnel itself: RFC 9110 §9.3.6. */
  @Test
  void memberThatAnswersWithout101_opensNone() throws Exception {
    try (RawMember member = new RawMember(ok("a page"));
        TestProxy before = TestProxy.before(member);
        RawHttp2Client other = connect(before)) {
      other.head(1, false, opening("websocket"));

      assertThat(other.status(1)).isEqualTo("502");
      assertThat(before.settled(1).get(0).status()).isEqualTo(502);
    }
  }
}
