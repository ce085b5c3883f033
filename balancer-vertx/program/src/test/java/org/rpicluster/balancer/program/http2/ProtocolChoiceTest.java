package org.rpicluster.balancer.program.http2;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.handler.ssl.util.InsecureTrustManagerFactory;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
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
import org.rpicluster.balancer.vertx.settings.CertificateFiles;
import org.rpicluster.balancer.vertx.settings.ClientTimeouts;
import org.rpicluster.balancer.vertx.settings.ListenAddress;
import org.rpicluster.balancer.vertx.settings.ListenerSettings;
import org.rpicluster.balancer.vertx.settings.TlsSettings;

/** Whatever a listener lets clients begin with, each protocol is read by the same rules. */
@Timeout(60)
class ProtocolChoiceTest {

  private static final String PROXY = "PROXY TCP4 192.0.2.7 192.0.2.8 1234 80\r\n";

  private static final String PREFACE = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n";

  /** GET http://x/, and nothing behind it. */
  private static final String HEADERS = "000006 01 05 00000001 82 86 84 41 01 78";

  private static final String SETTINGS = "000000 04 00 00000000";

  /** The last four bytes of a GOAWAY before its text. */
  private static final String STREAM_CLOSED = "\0\0\0\5";

  private static final Path FILES =
      Path.of("..", "src", "test", "resources", "org", "rpicluster", "balancer", "vertx", "tls");

  private static final TlsSettings SITE =
      new TlsSettings(
          List.of(new CertificateFiles(FILES.resolve("rsa.pem"), FILES.resolve("rsa.key"))));

  private Vertx vertx;

  @BeforeEach
  void start() {
    vertx = Platform.forProxy();
  }

  @AfterEach
  void stop() {
    BlockingWait.on(vertx.close());
  }

  @ParameterizedTest
  @CsvSource({"false, ''", "true, ''", "false, '" + PROXY + "'", "true, '" + PROXY + "'"})
  void http1_isReadStrictly(boolean h2c, String header) throws IOException {
    try (RawClient client = connect(h2c, header)) {
      client.send("\r\nGET / HTTP/1.1\r\nHost: x\r\n\r\n");
      assertThat(client.readAnswer()).endsWith(header.isEmpty() ? "127.0.0.1" : "192.0.2.7");
      assertThat(client.send(" GET / HTTP/1.1\r\nHost: x\r\n\r\n").readAll())
          .startsWith("HTTP/1.1 400 ");
    }
    try (RawClient client = connect(h2c, header)) {
      client.send(" GET / HTTP/1.1\r\nHost: x\r\n\r\n");
      assertThat(client.readAll()).startsWith("HTTP/1.1 400 ");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"P", "PRI * HTTP/2.0\r", ""})
  void http1_thatBeginsLikeHttp2_isReadWhole(String begin) throws IOException {
    try (RawClient client = connect(true, "")) {
      client.send(begin).send("X / HTTP/1.1\r\nHost: x\r\n\r\n");
      assertThat(client.readHead())
          .startsWith(begin.length() > 1 ? "HTTP/1.1 400 " : "HTTP/1.1 200 ");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", PROXY})
  void switchToHttp2_isIgnored(String header) throws IOException {
    try (RawClient client = connect(true, header)) {
      client.send("GET / HTTP/1.1\r\nHost: x\r\nUpgrade: h2c\r\nHTTP2-Settings: AAMAAABk\r\n");
      client.send("Connection: Upgrade, HTTP2-Settings\r\n\r\n");
      assertThat(client.readHead()).startsWith("HTTP/1.1 200 ");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", PROXY})
  void streamThatBeginsTwice_endsTheConnection(String header) throws IOException {
    try (RawClient client = connect(true, header)) {
      client.send(PREFACE + frames(SETTINGS + HEADERS + HEADERS));
      assertThat(client.readAll()).contains(STREAM_CLOSED + "HEADERS for a stream");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", PROXY})
  void streamThatBeginsTwice_endsTheConnectionBehindTlsToo(String header) throws Exception {
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, InsecureTrustManagerFactory.INSTANCE.getTrustManagers(), null);
    int port = listen(Optional.of(SITE), false, !header.isEmpty());
    try (Socket plain = new Socket(InetAddress.getLoopbackAddress(), port)) {
      plain.setSoTimeout(20_000);
      plain.getOutputStream().write(header.getBytes(StandardCharsets.US_ASCII));
      try (SSLSocket socket =
          (SSLSocket) context.getSocketFactory().createSocket(plain, "a", port, true)) {
        SSLParameters parameters = socket.getSSLParameters();
        parameters.setApplicationProtocols(new String[] {"h2"});
        socket.setSSLParameters(parameters);
        String sent = PREFACE + frames(SETTINGS + HEADERS + HEADERS);
        socket.getOutputStream().write(sent.getBytes(StandardCharsets.ISO_8859_1));
        String answers =
            new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
        assertThat(answers).contains(STREAM_CLOSED + "HEADERS for a stream");
      }
    }
  }

  private RawClient connect(boolean h2c, String header) throws IOException {
    return new RawClient(listen(Optional.empty(), h2c, !header.isEmpty())).send(header);
  }

  private int listen(Optional<TlsSettings> tls, boolean h2c, boolean proxied) {
    TrustedProxies proxies = new TrustedProxies(AddressList.of(List.of("127.0.0.0/8")));
    ConnectionLimiter gate = Gates.gate(ConnectionRules.of(9, ClientTimeouts.DEFAULT, proxies));
    ListenAddress any = new ListenAddress("127.0.0.1", 0);
    return new OpenListeners(vertx, gate, TakenRequests.by(ProtocolChoiceTest::answer))
        .open(new ListenerSettings(any, tls, true, h2c, proxied))
        .address()
        .port();
  }

  private static void answer(InboundExchange inbound) {
    if (inbound.fault() == null) {
      TakenRequests.answer(inbound, 200, inbound.connection().address());
    } else {
      inbound.announceClose();
      TakenRequests.answer(inbound, 400, "");
    }
  }

  private static String frames(String hex) {
    byte[] bytes = HexFormat.of().parseHex(hex.replace(" ", ""));
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }
}
