package org.rpicluster.balancer.program.config.yaml;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.rpicluster.balancer.health.FailurePolicy;
import org.rpicluster.balancer.limit.QueuePolicy;
import org.rpicluster.balancer.member.AdminState;
import org.rpicluster.balancer.member.Member;
import org.rpicluster.balancer.member.Role;
import org.rpicluster.balancer.program.config.AccessLogSettings;
import org.rpicluster.balancer.program.config.AttemptSettings;
import org.rpicluster.balancer.program.config.ClientSettings;
import org.rpicluster.balancer.program.config.ClusterSettings;
import org.rpicluster.balancer.program.config.Configuration;
import org.rpicluster.balancer.program.config.RouteSettings.ToCluster;
import org.rpicluster.balancer.program.config.RouteSettings.ToManager;
import org.rpicluster.balancer.program.config.Source;
import org.rpicluster.balancer.program.config.StateSettings;
import org.rpicluster.balancer.program.config.StrategySettings;
import org.rpicluster.balancer.sticky.RouteCookie;
import org.rpicluster.balancer.sticky.Stickiness;
import org.rpicluster.balancer.vertx.connect.MemberTls;
import org.rpicluster.balancer.vertx.connect.ReachOptions;
import org.rpicluster.balancer.vertx.proxy.AttemptPolicy;
import org.rpicluster.balancer.vertx.proxy.AttemptPolicy.On;
import org.rpicluster.balancer.vertx.routing.FieldChanges;
import org.rpicluster.balancer.vertx.routing.Hosts;
import org.rpicluster.balancer.vertx.routing.Match;
import org.rpicluster.balancer.vertx.routing.PathRewriting;
import org.rpicluster.balancer.vertx.routing.ReverseMapping;
import org.rpicluster.balancer.vertx.routing.Rewriting;
import org.rpicluster.balancer.vertx.settings.CertificateFiles;
import org.rpicluster.balancer.vertx.settings.ClientLimits;
import org.rpicluster.balancer.vertx.settings.ClientTimeouts;
import org.rpicluster.balancer.vertx.settings.ListenAddress;
import org.rpicluster.balancer.vertx.settings.ListenerSettings;
import org.rpicluster.balancer.vertx.settings.TlsSettings;
import org.rpicluster.balancer.vertx.upstream.UpstreamOptions;

class YamlFrontEndTest {

  private static final String FILES = "../src/test/resources/org/rpicluster/balancer/vertx/tls/";

  private static final String FULL =
      """
      listen:
        - 0.0.0.0:8080
        - address: "[::1]:0"
          h2c: true
        - address: 0.0.0.0:8443
          tls: {certificate: TLS/ec.pem, key: TLS/ec.key}
        - address: 0.0.0.0:8444
          tls: [{certificate: TLS/ec.pem, key: TLS/ec.key}, {certificate: TLS/rsa.pem, key: TLS/rsa.key}]
          http2: false
      trustedProxies: [10.0.0.0/8, "::1"]
      requestId: X-Request-Id
      limits: {connections: 10, requestLine: 4KiB, headers: 1MiB, headerCount: 20, body: 2GiB, streams: 5}
      timeouts: {handshake: 1s, head: 2s, body: 3s, idle: 4s}
      shutdown: 5m
      accessLog: {file: logs/access.log, format: json}
      stateFile: target/state.json
      clusters:
        rpicluster:
          strategy: bybusyness
          members:
            - http://127.0.0.1:9001
            - id: pi2
              url: http://127.0.0.1:9002
              weight: 2.5
              set: 1
              role: spare
              state: draining
              route: pi2
              redirect: pi3
              maxInFlight: 64
          failure: {failures: 3, retry: 500ms, statuses: [500, 503], timeouts: false}
          attempts: {max: 3, on: [connect, timeout, 502, 503], budget: 30%, bodyBuffer: 1MiB, perTry: 2s, total: 5s}
          queue: {max: 7, timeout: 1s}
          requests: {buffer: 64KiB}
          timeouts: {connect: 1s, firstByte: 2s, idle: 3s, acquire: 4s, tunnel: 6m}
          connections: {max: 5, idle: 0s}
          addresses: {refresh: 7s}
          sticky: {cookie: ROUTEID}
      routes:
        - path: /balancer-manager
          manager: {allow: [127.0.0.0/8, "::1"]}
        - host: [example.org, "*.Example.org"]
          path: /app
          except: [/app/static]
          to: /x
          cluster: rpicluster
          requestHeaders: {set: {X-A: b}, remove: [X-C]}
          responseHeaders: {set: {X-D: "1"}, remove: [Server]}
        - host: example.net
          cluster: rpicluster
        - path: /
          cluster: rpicluster
          preserveHost: true
          reverse: false
      """
          .replace("TLS/", FILES);

  private static final String SMALLEST =
      """
      listen: localhost:0
      clusters: {pis: {members: [http://127.0.0.1:9001]}}
      routes: [{path: /, cluster: pis}]
      """;

  private static final ClientSettings CLIENTS =
      new ClientSettings(
          List.of("10.0.0.0/8", "::1"),
          Optional.of("X-Request-Id"),
          new ClientLimits(OptionalInt.of(10), 4096, 1 << 20, 20, OptionalLong.of(2L << 30), 5),
          new ClientTimeouts(
              Duration.ofSeconds(1),
              Duration.ofSeconds(2),
              Duration.ofSeconds(3),
              Duration.ofSeconds(4)));

  @Test
  void everyKey_isRead() {
    Member second =
        Member.at("http://127.0.0.1:9002")
            .id("pi2")
            .weight(2.5)
            .set(1)
            .role(Role.SPARE)
            .state(AdminState.DRAINING)
            .route("pi2")
            .redirect("pi3")
            .maxInFlight(64)
            .build();
    ClusterSettings cluster =
        new ClusterSettings(
            "rpicluster",
            new StrategySettings("bybusyness", Map.of()),
            List.of(Member.of("http://127.0.0.1:9001"), second),
            FailurePolicy.DEFAULT
                .failures(3)
                .retry(Duration.ofMillis(500))
                .statuses(Set.of(500, 503))
                .timeouts(false),
            upstream(),
            new ReachOptions(MemberTls.DEFAULT, Duration.ofSeconds(7)),
            Optional.of(Stickiness.byCookie("ROUTEID").issued(RouteCookie.DEFAULT)),
            attempts(),
            Optional.empty(),
            65_536,
            List.of(),
            Map.of());

    assertThat(read(FULL))
        .isEqualTo(
            new Configuration(
                listeners(),
                List.of(cluster),
                List.of(
                    ToManager.of(Match.of("/balancer-manager"), List.of("127.0.0.0/8", "::1")),
                    mapped(),
                    new ToCluster(
                        new Match(new Hosts(List.of("example.net")), "/", List.of()),
                        "rpicluster",
                        Rewriting.DEFAULT),
                    new ToCluster(
                        Match.of("/"),
                        "rpicluster",
                        Rewriting.DEFAULT
                            .preserveHost(true)
                            .back(ReverseMapping.DEFAULT.reverse(false)))),
                List.of(new AccessLogSettings(Path.of("logs/access.log"), "json")),
                CLIENTS,
                Optional.of(new StateSettings(Path.of("target/state.json"))),
                Duration.ofMinutes(5)));
  }

  private static AttemptSettings attempts() {
    return new AttemptSettings(
        new AttemptPolicy(
            3,
            Set.of(On.CONNECT, On.TIMEOUT),
            Set.of(502, 503),
            1 << 20,
            Optional.of(Duration.ofSeconds(2)),
            Optional.of(Duration.ofSeconds(5))),
        30,
        new QueuePolicy(7, Duration.ofSeconds(1)));
  }

  private static List<ListenerSettings> listeners() {
    return List.of(
        ListenerSettings.plain(ListenAddress.parse("0.0.0.0:8080")),
        listener("[::1]:0", Optional.empty(), false, true),
        listener("0.0.0.0:8443", tls("ec"), true, false),
        listener("0.0.0.0:8444", tls("ec", "rsa"), false, false));
  }

  private static ListenerSettings listener(
      String address, Optional<TlsSettings> tls, boolean http2, boolean h2c) {
    return new ListenerSettings(ListenAddress.parse(address), tls, http2, h2c, false);
  }

  private static UpstreamOptions upstream() {
    return UpstreamOptions.DEFAULT
        .but()
        .connectTimeout(Duration.ofSeconds(1))
        .firstByteTimeout(Duration.ofSeconds(2))
        .idleTimeout(Duration.ofSeconds(3))
        .acquireTimeout(Duration.ofSeconds(4))
        .connectionsMax(5)
        .keepAlive(Duration.ZERO)
        .tunnelTimeout(Duration.ofMinutes(6))
        .build();
  }

  private static ToCluster mapped() {
    return new ToCluster(
        new Match(
            new Hosts(List.of("example.org", "*.example.org")), "/app", List.of("/app/static")),
        "rpicluster",
        Rewriting.DEFAULT
            .paths(PathRewriting.NONE.to("/x"))
            .fields(
                new FieldChanges(Map.of("X-A", "b"), List.of("X-C")),
                new FieldChanges(Map.of("X-D", "1"), List.of("Server"))));
  }

  @Test
  void leftOutKeys_haveTheirDefaults() {
    ClusterSettings cluster =
        ClusterSettings.of("pis", List.of(Member.of("http://127.0.0.1:9001")));

    assertThat(read(SMALLEST))
        .isEqualTo(
            new Configuration(
                List.of(ListenerSettings.plain(new ListenAddress("localhost", 0))),
                List.of(cluster),
                List.of(new ToCluster(Match.of("/"), "pis", Rewriting.DEFAULT)),
                List.of(),
                ClientSettings.DEFAULT,
                Optional.empty(),
                Duration.ofSeconds(30)));
  }

  @Test
  void noQueue_andNoDeadlines() {
    String yaml =
        SMALLEST.replace(
            "{members:", "{queue: none, attempts: {perTry: none, total: none}, members:");

    assertThat(read(yaml).clusters().get(0).attempts())
        .isEqualTo(new AttemptSettings(AttemptPolicy.DEFAULT, 20, QueuePolicy.NONE));
  }

  @Test
  void strategyAsMap_isTheStrategyOfThatName() {
    String yaml = SMALLEST.replace("{members:", "{strategy: {name: bytraffic}, members:");

    assertThat(read(yaml).clusters().get(0).strategy())
        .isEqualTo(new StrategySettings("bytraffic", Map.of()));
  }

  @Test
  void managerWithoutAllow_isForThisMachineOnly() {
    String yaml = SMALLEST.replace("[{path: /,", "[{path: /m, manager: {}}, {path: /,");

    assertThat(read(yaml).routes().get(0))
        .isEqualTo(ToManager.of(Match.of("/m"), List.of("127.0.0.0/8", "::1")));
  }

  @Test
  void anchorsAndAliases_areFollowed() {
    String yaml =
        """
        listen: localhost:0
        clusters:
          a: {members: [http://127.0.0.1:9001], timeouts: &patient {firstByte: 5m}}
          b: {members: [http://127.0.0.1:9002], timeouts: *patient}
        routes: [{path: /, cluster: a}]
        """;

    assertThat(read(yaml).clusters())
        .extracting(cluster -> cluster.upstream().firstByteTimeout())
        .containsExactly(Duration.ofMinutes(5), Duration.ofMinutes(5));
  }

  private static Optional<TlsSettings> tls(String... names) {
    return Optional.of(
        new TlsSettings(
            Arrays.stream(names)
                .map(name -> new CertificateFiles(pem(name, ".pem"), pem(name, ".key")))
                .toList()));
  }

  private static Path pem(String name, String end) {
    return Path.of(FILES + name + end);
  }

  private static Configuration read(String yaml) {
    return new YamlFrontEnd().read(new Source("test.yaml", yaml));
  }
}
