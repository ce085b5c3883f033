package org.rpicluster.balancer.program.config.apache;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.rpicluster.balancer.program.config.RouteSettings;
import org.rpicluster.balancer.program.config.apache.report.Fate;
import org.rpicluster.balancer.vertx.header.Condition;
import org.rpicluster.balancer.vertx.header.FieldChange;
import org.rpicluster.balancer.vertx.routing.FieldChanges;

/** {@code Header}, {@code RequestHeader} and the variables for which they ask. */
class HeaderLinesTest {

  private static final String PROXY = "ProxyPass / http://h/";

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Header set X-A b",
        "header ALWAYS Set X-A \"b c\"",
        "Header onsuccess unset X-A:",
        "Header append Vary Cookie env=a",
        "Header merge Cache-Control public expr=true",
        "Header add Set-Cookie \"ROUTEID=.%{BALANCER_WORKER_ROUTE}e; path=/\""
            + " env=BALANCER_ROUTE_CHANGED",
        "Header edit Location ^http: https:",
        "Header edit* X-A a b env=!a",
        "Header setifempty X-A \"expr=%{HTTP_HOST}\"",
        "RequestHeader set X-Forwarded-Proto https early",
        "RequestHeader unset Expect early",
        "RequestHeader unset Proxy",
        "RequestHeader set X-Time \"%t %D\"",
        "SetEnvIf Request_URI ^/a a !b c=$1",
        "SetEnvIfNoCase User-Agent bot bot=yes",
        "SetEnvIfExpr \"%{REQUEST_METHOD} == 'GET'\" a",
        "SetEnv a b",
        "UnsetEnv a"
      })
  void line_isCarriedOut(String line) {
    Translated translated = Translated.inHost(PROXY, line);

    assertThat(translated.needs()).isEmpty();
    assertThat(translated.fates(Fate.TRANSLATED)).hasSize(3);
    assertThat(translated.stops()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          Header echo ^TS                  | 3: Header: Header: echo (expected: set,
          Header set X-A                   | 3: Header: Header: set X-A (expected: a name,
          Header set X-A %{a}x             | 3: Header: value: %{a}x (expected: %{NAME}e,
          Header set Connection close      | 3: Header: field: Connection (expected: one that
          Header edit X-A (?=a) b          | 3: Header: expression: (?=a) (expected: a regular
          Header set X-A b expr=-e'/x'     | 3: Header: expr: -e
          Header set X-A b sometimes       | 3: Header: when: sometimes (expected: tls, env=NAME
          SetEnvIf ^X- a b                 | 3: SetEnvIf: SetEnvIf: ^X- (expected: the name of one
          SetEnv proxy-nokeepalive 1       | 3: SetEnv: how members are spoken to is not told
          """)
  void whatIsNotCarriedOut_isSaid(String line, String needs) {
    assertThat(Translated.inHost(PROXY, line).needs()).singleElement().asString().startsWith(needs);
  }

  @Test
  void linesOfTheMainServer_comeFirst_thenTheHosts_thenThoseOfSections() {
    List<FieldChange> changes =
        toClient(
                Translated.of(
                    "<Location /b/>",
                    "Header set X-A 3",
                    "</Location>",
                    "Header set X-A 1",
                    "<VirtualHost *:80>",
                    PROXY,
                    "<If \"%{HTTPS} == 'on'\">",
                    "Header set X-A 5",
                    "</If>",
                    "<Else>",
                    "Header set X-A 6",
                    "</Else>",
                    "<LocationMatch ^/c>",
                    "Header set X-A 4",
                    "</LocationMatch>",
                    "Header set X-A 2",
                    "</VirtualHost>"))
            .changes();

    assertThat(changes.stream().map(change -> change.value().orElseThrow().text()))
        .containsExactly("1", "2", "3", "4", "5", "6");
    assertThat(changes.stream().map(FieldChange::when))
        .containsExactly(
            List.of(),
            List.of(),
            List.of(Condition.of("expr=%{REQUEST_URI} =~ m#^/b/#")),
            List.of(Condition.of("expr=%{REQUEST_URI} =~ m#^/c#")),
            List.of(Condition.of("expr=%{HTTPS} == 'on'")),
            List.of(Condition.of("expr=!(%{HTTPS} == 'on')")));
  }

  @Test
  void conditionThatDecidesWhereRequestsGo_stopsTheStart() {
    assertThat(Translated.inHost(PROXY, "<If \"true\">", "Redirect /a /b", "</If>").stops())
        .contains("3: <If>: Redirect under a condition is not carried out");
  }

  @Test
  void errorsAndRedirects_haveWhatIsForEveryAnswer() {
    Translated translated =
        Translated.inHost("Header set X-A 1", "Header always set X-B 2", "ProxyPass /no !", PROXY);

    FieldChange always = toClient(translated).changes().get(1);
    assertThat(translated.routes()).containsExactly("/no -> 403", "/ -> h");
    assertThat(translated.configuration().routes().get(0).toClient())
        .isEqualTo(new FieldChanges(List.of(), List.of(always)));
  }

  private static FieldChanges toClient(Translated translated) {
    return translated.configuration().routes().stream()
        .filter(RouteSettings.ToCluster.class::isInstance)
        .findFirst()
        .orElseThrow()
        .toClient();
  }
}
