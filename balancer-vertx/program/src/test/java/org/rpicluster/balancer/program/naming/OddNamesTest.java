package org.rpicluster.balancer.program.naming;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.rpicluster.balancer.vertx.kit.RawMember.ok;

import io.vertx.core.Future;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.net.HostAndPort;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.rpicluster.balancer.program.config.Source;
import org.rpicluster.balancer.program.config.yaml.YamlFrontEnd;
import org.rpicluster.balancer.program.kit.StartedProgram;
import org.rpicluster.balancer.vertx.connect.MemberTls;
import org.rpicluster.balancer.vertx.connect.ReachOptions;
import org.rpicluster.balancer.vertx.kit.Http2Client;
import org.rpicluster.balancer.vertx.kit.OddNames;
import org.rpicluster.balancer.vertx.kit.RawClient;
import org.rpicluster.balancer.vertx.kit.RawMember;
import org.rpicluster.balancer.vertx.kit.TestProxy;

/** Names that are odd but legal, through every place that takes a name. */
@Timeout(60)
class OddNamesTest {

  @ParameterizedTest
  @MethodSource(OddNames.ALL)
  void nameFindsItsRoute_inEverySpelling(String name) throws Exception {
    try (RawMember first = new RawMember(ok("first"));
        RawMember named = new RawMember(ok("named"));
        StartedProgram program = program(name, first, named)) {
      for (String asked : List.of(name, name.toUpperCase(Locale.ROOT), name + ".")) {
        try (RawClient client = program.connect(0);
            Http2Client multiplexed = program.connectHttp2(0)) {
          client.send("GET / HTTP/1.1\r\nHost: " + asked + ":81\r\n\r\n");
          assertThat(client.readAnswer()).as(asked).endsWith("named");
          client.send("GET http://" + asked + "/ HTTP/1.1\r\nHost: x\r\n\r\n");
          assertThat(client.readAnswer()).as(asked).endsWith("named");
          HttpClientRequest request = multiplexed.request(HttpMethod.GET, "/");
          request.authority(HostAndPort.create(asked, 81));
          assertThat(multiplexed.send(request).body()).as(asked).hasToString("named");
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource(OddNames.ALL)
  void memberOfThisName_isFound(String name) throws Exception {
    ReachOptions reach = new ReachOptions(MemberTls.DEFAULT, Duration.ofMinutes(1));
    List<InetAddress> here = List.of(InetAddress.getLoopbackAddress());
    try (RawMember member = new RawMember(ok("found"));
        TestProxy proxy =
            TestProxy.builder("http://" + name + ":" + member.port())
                .reach(reach)
                .but(
                    builder ->
                        builder.names(
                            host ->
                                host.equals(name)
                                    ? Future.succeededFuture(here)
                                    : Future.failedFuture(new UnknownHostException(host))))
                .start();
        RawClient client = proxy.connect()) {
      assertThat(client.get("/").readAnswer()).endsWith("found");
      assertThat(member.heads().get(0))
          .containsIgnoringCase("\r\nhost: " + name + ":" + member.port() + "\r\n");
    }
  }

  @ParameterizedTest
  @MethodSource(OddNames.ALL)
  void configuration_takesTheNameEverywhere(String name) {
    String yaml =
        """
        listen: "NAME:8080"
        clusters:
          c:
            members: ["http://NAME:8080", {id: two, url: "https://NAME"}, "h2c://NAME:81"]
            tls: {serverName: NAME, verify: false}
            probe: {host: "NAME:80"}
            sticky: {cookie: R, domain: NAME}
        routes:
          - {path: /m, host: NAME, manager: {hosts: [NAME, "*.test"]}}
          - {path: /, host: [NAME, "*.NAME"], cluster: c}
        """
            .replace("NAME", name);
    assertThatCode(() -> new YamlFrontEnd().read(new Source("test.yaml", yaml)))
        .doesNotThrowAnyException();
  }

  private static StartedProgram program(String name, RawMember first, RawMember named) {
    return new StartedProgram(
        String.format(
            Locale.ROOT,
            """
        listen: [{address: "127.0.0.1:0", h2c: true}]
        clusters: {first: {members: ["%s"]}, named: {members: ["%s"]}}
        routes:
          - {path: /, host: "%s", cluster: named}
          - {path: /, cluster: first}
        """,
            first.url(),
            named.url(),
            name));
  }
}
