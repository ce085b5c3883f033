package org.rpicluster.balancer.vertx.mounting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.netty.handler.ssl.util.InsecureTrustManagerFactory;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.rpicluster.balancer.Balancer;
import org.rpicluster.balancer.member.Member;
import org.rpicluster.balancer.strategy.Strategies;
import org.rpicluster.balancer.vertx.BalancingServer;
import org.rpicluster.balancer.vertx.BalancingServerBuilder;
import org.rpicluster.balancer.vertx.VertxHandlers;
import org.rpicluster.balancer.vertx.http.Fields;
import org.rpicluster.balancer.vertx.kit.Http2Client;
import org.rpicluster.balancer.vertx.kit.RawClient;
import org.rpicluster.balancer.vertx.kit.RawMember;
import org.rpicluster.balancer.vertx.kit.TestProxy;
import org.rpicluster.balancer.vertx.proxy.ProxiedCluster;
import org.rpicluster.balancer.vertx.proxy.Route;
import org.rpicluster.balancer.vertx.routing.Match;
import org.rpicluster.balancer.vertx.settings.CertificateFiles;
import org.rpicluster.balancer.vertx.settings.ClientTimeouts;
import org.rpicluster.balancer.vertx.settings.ListenAddress;
import org.rpicluster.balancer.vertx.settings.ListenerSettings;
import org.rpicluster.balancer.vertx.settings.TlsSettings;

@Timeout(60)
class BalancingServerTest {

  private static final String ANY_PORT = "127.0.0.1:0";

  private static final Path FILES =
      Path.of("src", "test", "resources", "org", "rpicluster", "balancer", "vertx", "tls");

  private final Vertx vertx = Vertx.vertx();
  private RawMember member;

  @BeforeEach
  void start() throws Exception {
    member = new RawMember(RawMember.ok("hello"));
  }

  @AfterEach
  void stop() throws Exception {
    member.close();
    await(vertx.close());
  }

  @Test
  void server_carriesRequests_withoutAServerOfVertx() throws Exception {
    int port = await(server().start().map(open -> open.get(0).address().port()));

    try (RawClient client = new RawClient(port)) {
      client.get("/a").get("/b");
      assertThat(client.readHead()).startsWith("HTTP/1.1 200 OK\r\n");
      assertThat(client.read(5)).isEqualTo("hello");
      assertThat(client.readHead()).startsWith("HTTP/1.1 200 OK\r\n");
    }
  }

  @Test
  void server_isClosed_withItsVertx() throws Exception {
    int port = await(server().start().map(open -> open.get(0).address().port()));

    await(vertx.close());

    assertThatIOException().isThrownBy(() -> new RawClient(port));
  }

  @Test
  void server_isClosed_withTheVerticleThatHasStartedIt() throws Exception {
    Started started = new Started(server());
    String id = await(vertx.deployVerticle(started));
    try (RawClient idle = new RawClient(started.port)) {
      await(vertx.undeploy(id));

      assertThat(idle.readAll()).isEmpty();
    }
    assertThatIOException().isThrownBy(() -> new RawClient(started.port));
  }

  @Test
  void portInUse_isAFailure_andNothingListens() throws Exception {
    int taken = await(server().start().map(open -> open.get(0).address().port()));
    BalancingServer second = BalancingServer.builder(vertx).listen("127.0.0.1:" + taken).build();

    boolean listens = await(second.start().map(true).otherwise(false));

    assertThat(listens).isFalse();
  }

  @Test
  void routeToAHandlerOfAServer_isRefused_asThereIsNone() {
    Route route = VertxHandlers.route(Match.of("/"), request -> {});

    assertThatIllegalArgumentException()
        .isThrownBy(() -> BalancingServer.builder(vertx).route(route))
        .withMessageContaining("expected: to a cluster or LocalHandler");
  }

  @Test
  void handlerThatAnswersWithNoStatusThereIs_is500_andTheClientIsNotLeftWaiting() throws Exception {
    Route route =
        Route.handledBy(
            "/",
            exchange -> {
              exchange.status(1000);
              exchange.end();
            });
    BalancingServer server = BalancingServer.builder(vertx).listen(ANY_PORT).route(route).build();
    int port = await(server.start().map(open -> open.get(0).address().port()));

    try (RawClient client = new RawClient(port)) {
      client.get("/");
      assertThat(client.readHead()).startsWith("HTTP/1.1 500 ");
    }
  }

  /** Over HTTP/2 the proxy uses rows of fields again, for whichever client comes next. */
  @Test
  void fieldsThatAHandlerHasKept_areNeverThoseOfAnotherRequest() throws Exception {
    List<Fields> kept = new ArrayList<>();
    Queue<String> ofOthers = new ConcurrentLinkedQueue<>();
    Route route =
        Route.handledBy(
            "/",
            exchange -> {
              kept.stream()
                  .flatMap(each -> each.getAll("x-secret").stream())
                  .forEach(ofOthers::add);
              kept.add(exchange.fields());
              exchange.end();
            });
    ListenerSettings h2c =
        new ListenerSettings(ListenAddress.parse(ANY_PORT), Optional.empty(), false, true, false);
    BalancingServer server = BalancingServer.builder(vertx).listen(h2c).route(route).build();
    int port = await(server.start().map(open -> open.get(0).address().port()));

    try (Http2Client client = new Http2Client(port)) {
      client.send(HttpMethod.GET, "/");
      client.send(HttpMethod.GET, "/");
      client.send(client.request(HttpMethod.GET, "/").putHeader("x-secret", "another's"));
      assertThat(kept).hasSize(3);
    }

    assertThat(ofOthers).isEmpty();
  }

  @Test
  void bodyThatStalls_isGivenUp_afterTheTimeOutOfTheServer() throws Exception {
    ClientTimeouts soon = ClientTimeouts.DEFAULT.body(Duration.ofMillis(100));
    try (RawMember reading = new RawMember(connection -> connection.readAll())) {
      BalancingServer server = builder(reading).timeouts(soon).build();
      int port = await(server.start().map(open -> open.get(0).address().port()));
      RawClient client = new RawClient(port);
      client.send("POST / HTTP/1.1\r\nHost: a.test\r\nContent-Length: 5\r\n\r\nhe");
      assertThat(client.readHead()).startsWith("HTTP/1.1 408 ");
      client.close();
    }
  }

  @Test
  void certificates_areReadAgain_whenTheirFilesHaveChanged(@TempDir Path directory)
      throws Exception {
    copy("rsa", directory);
    CertificateFiles files =
        new CertificateFiles(directory.resolve("site.pem"), directory.resolve("site.key"));
    ListenerSettings encrypted =
        new ListenerSettings(
            ListenAddress.parse(ANY_PORT),
            Optional.of(new TlsSettings(List.of(files))),
            true,
            false,
            false);
    BalancingServer server =
        BalancingServer.builder(vertx)
            .listen(encrypted)
            .lookAtCertificates(Duration.ofMillis(20))
            .build();
    int port = await(server.start().map(open -> open.get(0).address().port()));
    assertThat(shown(port)).isEqualTo("CN=rsa.test");

    copy("ec", directory);

    TestProxy.await(() -> shown(port).equals("CN=ec.test"));
  }

  private static void copy(String name, Path directory) throws IOException {
    for (String end : List.of(".pem", ".key")) {
      Files.copy(
          FILES.resolve(name + end),
          directory.resolve("site" + end),
          StandardCopyOption.REPLACE_EXISTING);
    }
  }

  private static String shown(int port) {
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, InsecureTrustManagerFactory.INSTANCE.getTrustManagers(), null);
      try (SSLSocket socket =
          (SSLSocket) context.getSocketFactory().createSocket("127.0.0.1", port)) {
        socket.startHandshake();
        X509Certificate first = (X509Certificate) socket.getSession().getPeerCertificates()[0];
        return first.getSubjectX500Principal().getName();
      }
    } catch (IOException | GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  private BalancingServer server() {
    return builder(member).build();
  }

  private BalancingServerBuilder builder(RawMember of) {
    Balancer balancer =
        Balancer.builder("test", Strategies.byRequests()).member(Member.of(of.url())).build();
    return BalancingServer.builder(vertx)
        .listen(ANY_PORT)
        .route(Route.to("/", ProxiedCluster.of(balancer)));
  }

  private static <T> T await(Future<T> future) throws Exception {
    return future.toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
  }

  /** Starts a server as its own. */
  private static final class Started extends VerticleBase {
    private final BalancingServer server;
    private int port;

    Started(BalancingServer server) {
      this.server = server;
    }

    @Override
    public Future<?> start() {
      return server.start().onSuccess(open -> port = open.get(0).address().port());
    }
  }
}
