package org.rpicluster.balancer.program.config.yaml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.rpicluster.balancer.health.ProbePolicy;
import org.rpicluster.balancer.member.Member;
import org.rpicluster.balancer.program.config.ClusterSettings;
import org.rpicluster.balancer.program.config.ConfigurationException;
import org.rpicluster.balancer.program.config.ProbeSettings;
import org.rpicluster.balancer.program.config.Source;
import org.rpicluster.balancer.vertx.probe.ProbeMethod;
import org.rpicluster.balancer.vertx.probe.ProbeRequest;
import org.rpicluster.balancer.vertx.probe.StatusSet;
import org.rpicluster.balancer.vertx.regex.Regex;

/** {@code probe} of a cluster; what is wrong with single keys stands in {@code errors.csv}. */
class ProbeBinderTest {

  @Test
  void everyKey_isBound() {
    String probe =
        "{method: GET, port: 8081, path: /healthz?a=b, host: pi.example, headers: {X-Probe: yes}, interval: 10s,"
            + " intervalDown: 500ms, timeout: 1s, rise: 4, fall: 5, expect: [200, 2xx, 300-302],"
            + " body: 'status:\\s+ok'}";

    assertThat(read("http://pi1", probe))
        .contains(
            new ProbeSettings(
                new ProbePolicy(
                    Duration.ofSeconds(10),
                    Duration.ofMillis(500),
                    Duration.ofSeconds(1),
                    4,
                    5,
                    true),
                new ProbeRequest(
                    ProbeMethod.GET,
                    "/healthz?a=b",
                    "pi.example",
                    Map.of("X-Probe", "yes"),
                    StatusSet.parse(List.of("200-302")),
                    Optional.of(Regex.of("body", "status:\\s+ok"))),
                8081));
  }

  @Test
  void member_isAskedItsOwn_andTheRestAsTheClusterSays() {
    String probe = "{path: /up, expect: 2xx, body: ok, bodyWithout: closed}";

    assertThat(ownOf("{path: /well, port: 81}", probe))
        .contains(
            new ProbeRequest(
                ProbeMethod.GET,
                "/well",
                "",
                Map.of(),
                StatusSet.parse(List.of("2xx")),
                Optional.of(Regex.of("body", "ok")),
                Optional.of(Regex.of("bodyWithout", "closed"))));
    assertThat(ownOf("{method: HEAD}", probe).orElseThrow().toString()).isEqualTo("HEAD /up");
    assertThat(ownOf("{method: TCP}", probe).orElseThrow().method()).isEqualTo(ProbeMethod.TCP);
    assertThat(ownOf("{port: 81}", probe)).isEmpty();
    assertThat(ownOf("{expect: 204}", probe))
        .contains(
            new ProbeRequest(
                ProbeMethod.GET,
                "/up",
                "",
                Map.of(),
                StatusSet.parse(List.of("204")),
                Optional.empty()));
  }

  private static Optional<ProbeRequest> ownOf(String own, String probe) {
    ProbeSettings settings = read("{url: 'http://pi1', probe: " + own + "}", probe).orElseThrow();
    return Optional.ofNullable(settings.byMember().get("pi1:80"));
  }

  @Test
  void leftOutKeys_haveTheirDefaults() {
    assertThat(read("http://pi1", "{path: /}"))
        .contains(new ProbeSettings(ProbePolicy.DEFAULT, ProbeRequest.DEFAULT, 0));
    assertThat(read("https://pi1", "{method: TLS}").get().probeRequest().method())
        .isEqualTo(ProbeMethod.TLS);
    assertThat(read("http://pi1", "{method: OPTIONS, path: '*'}").get().probeRequest().path())
        .isEqualTo("*");
  }

  @Test
  void whileDown_isNeverSlower_unlessItIsSaid() {
    assertThat(read("http://pi1", "{interval: 300ms}").get().policy().whileDown())
        .isEqualTo(Duration.ofMillis(300));
    assertThat(read("http://pi1", "{interval: 1s, intervalDown: 1m}").get().policy().whileDown())
        .isEqualTo(Duration.ofMinutes(1));
  }

  @Test
  void host_isForMembersThatAreNotAskedForByTheirCertificate() {
    assertThat(read("https://pi1", "{host: a}")).isPresent();
    assertThat(
            catchThrowableOfType(
                    ConfigurationException.class, () -> read("h2://pi1", "{host: pi.example}"))
                .problems())
        .singleElement()
        .hasToString(
            "c.yaml:2:51: host: pi.example (expected: left out with members at h2://, who are asked"
                + " for by the certificate's name)");
  }

  @Test
  void port_isForMembersThatHavePorts() {
    assertThat(read("https://pi1", "{port: 1}").get().port()).isEqualTo(1);
    assertThat(read("'http://[::1]'", "{method: TCP, port: 65535}").get().port()).isEqualTo(65_535);
    assertThat(
            catchThrowableOfType(
                    ConfigurationException.class,
                    () -> read("http://pi1, 'unix:/run/app'", "{port: 8081}"))
                .problems())
        .singleElement()
        .hasToString(
            "c.yaml:2:70: port: 8081 (expected: left out with members at unix:, who have no"
                + " ports)");
  }

  @Test
  void memberHasAPortOfItsOwn() {
    String member = "{url: http://pi1, probe: {port: 81}}";

    assertThat(cluster(member, "{port: 82}").members().get(0).probePort()).isEqualTo(81);
    assertThat(cluster("{url: http://pi1, probe: {}}", "{port: 82}").members().get(0))
        .isEqualTo(Member.of("http://pi1"));
  }

  @Test
  void settings_inWords() {
    assertThat(read("http://pi1", "{path: /healthz, interval: 2s}").get())
        .hasToString("GET /healthz every 2s");
    assertThat(read("http://pi1", "{method: TCP}").get()).hasToString("TCP every 5s");
    assertThat(read("http://pi1", "{method: TCP, port: 8081}").get())
        .hasToString("TCP at port 8081 every 5s");
  }

  private static Optional<ProbeSettings> read(String url, String probe) {
    return cluster(url, probe).probe();
  }

  private static ClusterSettings cluster(String url, String probe) {
    String yaml =
        String.format(
            Locale.ROOT,
            "listen: a:0\nclusters: {c: {members: [%s], probe: %s}}\nroutes: [{path: /, cluster: c}]\n",
            url,
            probe);
    return new YamlFrontEnd().read(new Source("c.yaml", yaml)).clusters().get(0);
  }
}
