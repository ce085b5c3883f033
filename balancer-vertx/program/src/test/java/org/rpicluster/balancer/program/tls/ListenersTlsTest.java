package org.rpicluster.balancer.program.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.netty.handler.ssl.util.InsecureTrustManagerFactory;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.rpicluster.balancer.program.BlockingWait;
import org.rpicluster.balancer.program.Fault;
import org.rpicluster.balancer.program.OpenListeners;
import org.rpicluster.balancer.program.Platform;
import org.rpicluster.balancer.program.kit.Gates;
import org.rpicluster.balancer.vertx.downstream.listen.ConnectionRules;
import org.rpicluster.balancer.vertx.forwarded.TrustedProxies;
import org.rpicluster.balancer.vertx.kit.RawClient;
import org.rpicluster.balancer.vertx.kit.TakenRequests;
import org.rpicluster.balancer.vertx.kit.TestProxy;
import org.rpicluster.balancer.vertx.settings.CertificateFiles;
import org.rpicluster.balancer.vertx.settings.ClientTimeouts;
import org.rpicluster.balancer.vertx.settings.ListenAddress;
import org.rpicluster.balancer.vertx.settings.ListenerSettings;
import org.rpicluster.balancer.vertx.settings.TlsEngine;
import org.rpicluster.balancer.vertx.settings.TlsSettings;

@Timeout(60)
@ParameterizedClass
@EnumSource(TlsEngine.class)
class ListenersTlsTest {

  private static final Path FILES =
      Path.of("..", "src", "test", "resources", "org", "rpicluster", "balancer", "vertx", "tls");

  private static final Duration OFTEN = Duration.ofMillis(20);

  @Parameter private TlsEngine engine;

  @TempDir private Path directory;
  private final Queue<String> turnedAway = new ConcurrentLinkedQueue<>();
  private Vertx vertx;
  private OpenListeners listeners;

  @BeforeEach
  void start() throws IOException {
    vertx = Platform.forProxy();
    listeners =
        new OpenListeners(
            vertx,
            Gates.gate(
                ConnectionRules.of(100, ClientTimeouts.DEFAULT, TrustedProxies.NONE),
                turnedAway::add),
            OFTEN,
            TakenRequests.by(
                inbound -> TakenRequests.answer(inbound, 200, inbound.scheme()),
                misdirected -> TakenRequests.answer(misdirected, 421, "")));
    copy("rsa");
  }

  @AfterEach
  void stop() {
    BlockingWait.on(listeners.shutdown(Duration.ZERO));
    BlockingWait.on(vertx.close());
  }

  @Test
  void client_isShownTheCertificateForTheNameThatItAsksFor() throws Exception {
    int port = open(settings(FILES, "rsa", "ec"));

    assertThat(shown(port, "ec.test")).isEqualTo("CN=ec.test");
    assertThat(shown(port, "a.wild.test")).isEqualTo("CN=ec.test");
    assertThat(shown(port, "unknown.test")).isEqualTo("CN=rsa.test");
  }

  @Test
  void http2_isOfferedByAlpn_unlessSwitchedOff() throws Exception {
    TlsSettings tls = settings(FILES, "rsa");

    assertThat(agreed(open(tls), "h2", "http/1.1")).isEqualTo("h2");
    assertThat(agreed(open(tls), "http/1.1")).isEqualTo("http/1.1");
    int without = listeners.open(listener(tls, false)).address().port();
    assertThat(agreed(without, "h2", "http/1.1")).isEmpty();
  }

  @Test
  void unknownProtocol_isNoneAtAll() {
    int port = open(settings(FILES, "rsa"));

    assertThatExceptionOfType(SSLException.class)
        .isThrownBy(() -> agreed(port, "ftp"))
        .withMessageContaining("no_application_protocol");
    TestProxy.await(() -> !turnedAway.isEmpty());
    assertThat(turnedAway.element())
        .startsWith("connection turned away, of 127.0.0.1: TLS: no protocol in common (");
  }

  @Test
  void clientWithoutTls_isTurnedAway_andTheLogSaysSo() throws Exception {
    int port = open(settings(FILES, "rsa"));
    try (RawClient client = new RawClient(port)) {
      client.get("/").readAll();
    }
    TestProxy.await(() -> !turnedAway.isEmpty());
    assertThat(turnedAway.element())
        .startsWith("connection turned away, of 127.0.0.1: TLS: no TLS is spoken there (");
  }

  /**
   * A client that only looks whether the port is open is not turned away, nor is a client that is
   * served.
   */
  @Test
  void clientThatSendsNothing_orIsServed_isNotTurnedAway() throws Exception {
    int port = open(settings(FILES, "rsa"));
    for (int i = 0; i < 5; i++) {
      new RawClient(port).close();
      assertThat(shown(port, "rsa.test")).isEqualTo("CN=rsa.test");
    }
    TestProxy.await(() -> listeners.connections() == 0);
    assertThat(turnedAway).isEmpty();
  }

  @Test
  void changedFiles_areReadAgain_andBadOnesAreNot() throws Exception {
    int port = open(settings(directory, "site"));
    assertThat(shown(port, "site.test")).isEqualTo("CN=rsa.test");

    Files.writeString(directory.resolve("site.pem"), "nothing");
    copy("ec");

    TestProxy.await(() -> shown(port, "site.test").equals("CN=ec.test"));
  }

  @Test
  void otherFilesInTheConfiguration_takeEffectAtOnce() throws Exception {
    ListenerSettings standing = listener(settings(FILES, "rsa"), true);
    int port = listeners.open(standing).address().port();

    listeners.change(List.of(listener(settings(FILES, "ec"), true)));
    assertThat(shown(port, "")).isEqualTo("CN=ec.test");

    listeners.change(List.of(listener(settings(FILES, "broken"), true)));
    assertThat(shown(port, "")).isEqualTo("CN=ec.test");
  }

  @Test
  void listenersThatLeaveTheirPortToTheSystem_areChangedEachOnItsOwn() throws Exception {
    ListenerSettings first = listener(settings(FILES, "rsa"), true);
    ListenerSettings second = listener(settings(FILES, "ec"), true);
    int firstPort = listeners.open(first).address().port();
    int secondPort = listeners.open(second).address().port();

    listeners.change(List.of(second, first));

    assertThat(shown(firstPort, "")).isEqualTo("CN=ec.test");
    assertThat(shown(secondPort, "")).isEqualTo("CN=rsa.test");
  }

  @Test
  void requestForAHostWithAnotherCertificate_isMisdirected() throws Exception {
    int port = open(settings(FILES, "rsa", "ec"));

    assertThat(statusLine(port, "ec.test", "A.wild.test")).startsWith("HTTP/1.1 200 ");
    assertThat(statusLine(port, "ec.test", "unknown.test")).startsWith("HTTP/1.1 200 ");
    assertThat(statusLine(port, "ec.test", "rsa.test")).startsWith("HTTP/1.1 421 ");
    assertThat(statusLine(port, "", "ec.test")).startsWith("HTTP/1.1 200 ");
  }

  @Test
  void http10_isAnswered_whateverIsOfferedByAlpn() throws Exception {
    TlsSettings tls = settings(FILES, "rsa");
    int without = listeners.open(listener(tls, false)).address().port();

    assertThat(statusLineOf10(open(tls))).startsWith("HTTP/1.0 200 ");
    assertThat(statusLineOf10(open(tls), "http/1.1")).startsWith("HTTP/1.0 200 ");
    assertThat(statusLineOf10(open(tls), "http/1.0")).startsWith("HTTP/1.0 200 ");
    assertThat(statusLineOf10(without)).startsWith("HTTP/1.0 200 ");
  }

  private static String statusLineOf10(int port, String... protocols) throws IOException {
    try (SSLSocket socket = socket(port)) {
      SSLParameters parameters = socket.getSSLParameters();
      parameters.setApplicationProtocols(protocols);
      socket.setSSLParameters(parameters);
      socket.getOutputStream().write("GET / HTTP/1.0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
    }
  }

  private static String statusLine(int port, String name, String host) throws IOException {
    try (SSLSocket socket = socket(port)) {
      ask(socket, name);
      String head = "GET / HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n";
      socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
    }
  }

  private static void ask(SSLSocket socket, String name) {
    SSLParameters parameters = socket.getSSLParameters();
    if (!name.isEmpty()) {
      parameters.setServerNames(List.of(new SNIHostName(name)));
    }
    socket.setSSLParameters(parameters);
  }

  @ParameterizedTest
  @ValueSource(strings = {"TLSv1.3", "TLSv1.2"})
  void session_isResumed_andItsRequestsAnswered(String version) throws Exception {
    int port = open(settings(FILES, "rsa", "ec"));
    SSLContext client = client();
    long first = sessionTime(client, port, version, "ec.test");

    assertThat(sessionTime(client, port, version, "ec.test")).isEqualTo(first);
  }

  /** When it was made; that of one that is resumed is the first's. */
  private static long sessionTime(SSLContext client, int port, String version, String name)
      throws IOException {
    try (SSLSocket socket = socket(client, port)) {
      socket.setEnabledProtocols(new String[] {version});
      ask(socket, name);
      String head = "GET / HTTP/1.1\r\nHost: " + name + "\r\nConnection: close\r\n\r\n";
      socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
      byte[] answer = socket.getInputStream().readAllBytes(); // and the tickets before it
      assertThat(new String(answer, StandardCharsets.US_ASCII)).startsWith("HTTP/1.1 200 ");
      return socket.getSession().getCreationTime();
    }
  }

  /** A client may send its hello in pieces as small as it likes. */
  @Test
  void helloInPieces_isAnswered() throws Exception {
    int port = open(settings(FILES, "rsa", "ec"));
    try (SSLSocket socket = socket(client(), port)) {
      ask(socket, "ec.test");
      SSLParameters parameters = socket.getSSLParameters();
      parameters.setMaximumPacketSize(512 + 100); // records, as TLS has no smaller ones
      socket.setSSLParameters(parameters);
      socket.startHandshake();
      X509Certificate first = (X509Certificate) socket.getSession().getPeerCertificates()[0];
      assertThat(first.getSubjectX500Principal().getName()).isEqualTo("CN=ec.test");
    }
  }

  @Test
  void filesThatAreGone_areAFault() {
    assertThatExceptionOfType(Fault.class)
        .isThrownBy(() -> open(settings(directory, "gone")))
        .withMessageEndingWith("gone.pem (expected: a file that can be read)");
  }

  private int open(TlsSettings tls) {
    return listeners.open(listener(tls, true)).address().port();
  }

  private ListenerSettings listener(TlsSettings tls, boolean http2) {
    ListenAddress address = new ListenAddress("127.0.0.1", 0);
    return new ListenerSettings(address, Optional.of(tls), http2, false, false).tlsEngine(engine);
  }

  private static TlsSettings settings(Path directory, String... names) {
    return new TlsSettings(
        List.of(names).stream()
            .map(n -> new CertificateFiles(directory.resolve(n + ".pem"), key(directory, n)))
            .toList());
  }

  private static Path key(Path directory, String name) {
    return directory.resolve(name + ".key");
  }

  private void copy(String name) throws IOException {
    for (String end : List.of(".pem", ".key")) {
      Path to = directory.resolve("site" + end);
      Files.copy(FILES.resolve(name + end), to, StandardCopyOption.REPLACE_EXISTING);
    }
  }

  private static String shown(int port, String name) {
    try (SSLSocket socket = socket(port)) {
      ask(socket, name);
      socket.startHandshake();
      X509Certificate first = (X509Certificate) socket.getSession().getPeerCertificates()[0];
      return first.getSubjectX500Principal().getName();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static String agreed(int port, String... protocols) throws IOException {
    try (SSLSocket socket = socket(port)) {
      SSLParameters parameters = socket.getSSLParameters();
      parameters.setApplicationProtocols(protocols);
      socket.setSSLParameters(parameters);
      socket.startHandshake();
      return socket.getApplicationProtocol();
    }
  }

  private static SSLSocket socket(int port) throws IOException {
    return socket(client(), port);
  }

  private static SSLSocket socket(SSLContext client, int port) throws IOException {
    return (SSLSocket) client.getSocketFactory().createSocket("127.0.0.1", port);
  }

  private static SSLContext client() {
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, InsecureTrustManagerFactory.INSTANCE.getTrustManagers(), null);
      return context;
    } catch (java.security.GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }
}
