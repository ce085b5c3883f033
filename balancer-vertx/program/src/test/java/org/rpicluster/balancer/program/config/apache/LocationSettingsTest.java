package org.rpicluster.balancer.program.config.apache;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.rpicluster.balancer.program.config.RouteSettings;
import org.rpicluster.balancer.program.config.RouteSettings.ToCluster;
import org.rpicluster.balancer.vertx.header.Condition;
import org.rpicluster.balancer.vertx.routing.ReplacedErrors;
import org.rpicluster.balancer.vertx.routing.Rewriting;
import org.rpicluster.balancer.vertx.settings.ClientLimits;

/** What servers and Locations say of bodies, errors of members, heads and connections. */
class LocationSettingsTest {

  private static final long MEBIBYTE = 1 << 20;

  private static Rewriting at(Translated translated, String path) {
    return translated.configuration().routes().stream()
        .filter(route -> route.match().hasPath(path))
        .map(RouteSettings::unguarded)
        .map(route -> ((ToCluster) route).rewriting())
        .findFirst()
        .orElseThrow();
  }

  @Test
  void limitOfALocation_isThatOfARouteOfItsOwn() {
    Translated translated =
        Translated.inHost(
            "LimitRequestBody 1048576",
            "<Location /app/big>\nLimitRequestBody 0\n</Location>",
            "<Location /app/big/less>\nLimitRequestBody 2097152\n</Location>",
            "ProxyPass /app http://h/x",
            "ProxyPass / http://h/");

    assertThat(at(translated, "/").bodyBytes()).isEqualTo(OptionalLong.of(MEBIBYTE));
    assertThat(at(translated, "/app").bodyBytes()).isEqualTo(OptionalLong.of(MEBIBYTE));
    assertThat(at(translated, "/app/big").bodyBytes()).isEqualTo(OptionalLong.of(Long.MAX_VALUE));
    assertThat(at(translated, "/app/big").paths().to()).isEqualTo("/x/big");
    assertThat(at(translated, "/app/big/less").bodyBytes())
        .isEqualTo(OptionalLong.of(2 * MEBIBYTE));
    assertThat(at(translated, "/app/big/less/x").paths().to()).isEqualTo("/x/big/less");
    assertThat(translated.needs()).isEmpty();
  }

  private static List<String> conditional(Rewriting rewriting) {
    return rewriting.conditional().stream()
        .map(
            some ->
                some.when().stream().map(Condition::text).toList()
                    + " "
                    + (some.bodyBytes().isPresent() ? some.bodyBytes().getAsLong() : "")
                    + some.replacedErrors().map(errors -> "" + errors.statuses().size()).orElse(""))
        .toList();
  }

  @Test
  void locationByAnExpression_andConditions_areThoseOfTheRoute() {
    Translated translated =
        Translated.inHost(
            "<LocationMatch ^/up>\nLimitRequestBody 0\n</LocationMatch>",
            "<Location /up/small>\nLimitRequestBody 1048576\n</Location>",
            "<LocationMatch /errors>\nProxyErrorOverride On 404\n</LocationMatch>",
            "<If \"%{HTTP:X-A} == 'b'\">\nLimitRequestBody 2097152\n</If>",
            "<Else>\nProxyErrorOverride On 500 503\n</Else>",
            "ProxyPass / http://h/");

    assertThat(translated.needs()).isEmpty();
    assertThat(conditional(at(translated, "/")))
        .containsExactly(
            "[expr=%{REQUEST_URI} =~ m#^/up#] " + Long.MAX_VALUE,
            "[expr=%{HTTP:X-A} == 'b'] " + 2 * MEBIBYTE,
            "[expr=%{REQUEST_URI} =~ m#/errors#] 1",
            "[expr=!(%{HTTP:X-A} == 'b')] 2");
    assertThat(at(translated, "/up/small").bodyBytes()).isEqualTo(OptionalLong.of(MEBIBYTE));
    assertThat(conditional(at(translated, "/up/small"))).hasSize(3);
  }

  @ParameterizedTest
  @CsvSource({"//x", "/a/../b", "/a//b", "'/a/./b'", "x", "/%2e"})
  void locationThatNoRequestCanHave_hasNoRouteOfItsOwn(String path) {
    Translated translated =
        Translated.inHost(
            "<Location \"" + path + "\">\nLimitRequestBody 1048576\n</Location>",
            "ProxyPass / http://h/");

    assertThat(at(translated, "/").bodyBytes()).isEmpty();
  }

  @Test
  void smallLimit_isThatOfWhatARequestMayHoldAnyway_andThatIsSaid() {
    Translated translated = Translated.inHost("LimitRequestBody 1000", "ProxyPass / http://h/");

    assertThat(at(translated, "/").bodyBytes()).isEqualTo(OptionalLong.of(64 * 1024));
    assertThat(translated.warnings()).singleElement().asString().contains("from 64 KiB on");
  }

  @Test
  void laterLocation_wins_evenIfItsPathIsShorter() {
    Translated translated =
        Translated.inHost(
            "<Location /a/b>\nLimitRequestBody 0\n</Location>",
            "<Location /a>\nLimitRequestBody 1048576\n</Location>",
            "ProxyPass / http://h/");

    assertThat(at(translated, "/a/b").bodyBytes()).isEqualTo(OptionalLong.of(MEBIBYTE));
    assertThat(at(translated, "/c").bodyBytes()).isEmpty();
  }

  /** Each line, and the statuses that are replaced: all, none, or these. */
  @ParameterizedTest
  @CsvSource({"On, 200", "Off, 0", "On 404 503, 2"})
  void errorOverride_isAReplacement(String line, int number) {
    Translated translated =
        Translated.inHost(
            "ProxyErrorOverride " + line,
            "<Location /api>\nProxyErrorOverride Off\n</Location>",
            "ProxyPass / http://h/");

    assertThat(at(translated, "/").replacedErrors().statuses()).hasSize(number);
    assertThat(at(translated, "/api").replacedErrors()).isEqualTo(ReplacedErrors.NONE);
    assertThat(translated.needs()).isEmpty();
  }

  @Test
  void errorOverride_thatIsNone_isAnError() {
    assertThat(Translated.inHost("ProxyErrorOverride Onn", "ProxyPass / http://h/").errors())
        .containsExactly(
            "2: ProxyErrorOverride: Onn (expected: On, Off, or On and statuses such as 404 503)");
    assertThat(Translated.inHost("ProxyErrorOverride On 200").errors())
        .containsExactly("2: ProxyErrorOverride: 200 (expected: statuses, 400 to 599)");
    assertThat(at(Translated.inHost("ProxyErrorOverride On 404", "ProxyPass / http://h/"), "/"))
        .extracting(rewriting -> rewriting.replacedErrors().statuses())
        .isEqualTo(Set.of(404));
  }

  @Test
  void limitsOfHeads_areHttpds() {
    ClientLimits limits =
        Translated.inHost(
                "LimitRequestLine 200",
                "LimitRequestFieldSize 300",
                "LimitRequestFields 12",
                "KeepAlive Off",
                "ProxyPass / http://h/")
            .configuration()
            .clients()
            .limits();

    assertThat(limits.requestLineBytes()).isEqualTo(200);
    assertThat(limits.fields().eachBytes()).isEqualTo(OptionalInt.of(300));
    assertThat(limits.headerBytes()).isEqualTo(16 * 1024);
    assertThat(limits.headerCount()).isEqualTo(12);
    assertThat(limits.fields().status()).isEqualTo(400);
    assertThat(limits.requests()).isEqualTo(OptionalInt.of(1));
  }

  @Test
  void limitsThatNoLineNames_areOurs_andConnectionsAreKept() {
    Translated translated =
        Translated.of(
            "<VirtualHost *:8080>\nKeepAlive Off\nProxyPass / http://h/\n</VirtualHost>",
            "<VirtualHost *:8081>\nProxyPass / http://h/\n</VirtualHost>");

    assertThat(translated.configuration().clients().limits()).isEqualTo(ClientLimits.DEFAULT);
    assertThat(translated.needs())
        .isEqualTo(List.of("2: KeepAlive: connections are kept: other servers keep theirs"));
  }
}
