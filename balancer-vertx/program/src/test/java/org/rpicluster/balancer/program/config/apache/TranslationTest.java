package org.rpicluster.balancer.program.config.apache;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.rpicluster.balancer.health.FailurePolicy;
import org.rpicluster.balancer.health.ForcedRecovery;
import org.rpicluster.balancer.member.AdminState;
import org.rpicluster.balancer.member.Member;
import org.rpicluster.balancer.member.Role;
import org.rpicluster.balancer.program.config.ClusterSettings;
import org.rpicluster.balancer.program.config.ProbeSettings;
import org.rpicluster.balancer.sticky.Stickiness;
import org.rpicluster.balancer.vertx.probe.ProbeMethod;
import org.rpicluster.balancer.vertx.probe.ProbeRequest;
import org.rpicluster.balancer.vertx.probe.StatusSet;
import org.rpicluster.balancer.vertx.regex.Regex;

/** What balancers, members and their parameters become. */
class TranslationTest {

  private static Translated balancer(String... lines) {
    return Translated.inHost(
        "<Proxy balancer://C>", String.join("\n", lines), "</Proxy>", "ProxyPass / balancer://c/");
  }

  private static Member member(String parameters) {
    return balancer("BalancerMember http://h:81 " + parameters).cluster("c").members().get(0);
  }

  @Test
  void members_haveWhatTheirLinesSay() {
    Member member = member("loadfactor=2.5 LBSET=3 route=a redirect=b status=+D+H");

    assertThat(member)
        .isEqualTo(
            Member.at("http://h:81")
                .weight(2.5)
                .set(3)
                .route("a")
                .redirect("b")
                .state(AdminState.DISABLED)
                .role(Role.STANDBY)
                .build());
  }

  @Test
  void lettersOfAStatus_haveTheSignBeforeThem() {
    assertThat(member("status=+HR-D").role()).isEqualTo(Role.SPARE);
    assertThat(member("status=+N").state()).isEqualTo(AdminState.DRAINING);
    assertThat(member("status=s").state()).isEqualTo(AdminState.STOPPED);
  }

  @Test
  void failures_areHttpdsRule_withWhatIsSaidAboutIt() {
    assertThat(balancer("BalancerMember http://h").cluster("c").failure())
        .isEqualTo(FailurePolicy.APACHE);
    assertThat(
            balancer(
                    "BalancerMember http://h retry=30",
                    "ProxySet failonstatus=502,504 failontimeout=On forcerecovery=Off")
                .cluster("c")
                .failure())
        .isEqualTo(
            FailurePolicy.APACHE
                .retry(Duration.ofSeconds(30))
                .statuses(Set.of(502, 504))
                .timeouts(true)
                .forced(ForcedRecovery.NEVER));
  }

  @Test
  void requests_areTriedOnceByEachMember_unlessMaxattemptsSaysOtherwise() {
    String members = "BalancerMember http://a\nBalancerMember http://b\nBalancerMember http://c";

    assertThat(balancer(members).cluster("c").attempts().policy().max()).isEqualTo(3);
    assertThat(balancer(members, "ProxySet maxattempts=0").cluster("c").attempts().policy().max())
        .isEqualTo(1);
  }

  @Test
  void stickySessions_haveACookieAndAParameter() {
    assertThat(
            balancer(
                    "BalancerMember http://h",
                    "ProxySet stickysession=JSESSIONID|jsessionid nofailover=On scolonpathdelim=On")
                .cluster("c")
                .sticky())
        .contains(
            Stickiness.byCookie("JSESSIONID")
                .parameter("jsessionid")
                .strict(true)
                .semicolonEnds(true));
    assertThat(
            balancer("BalancerMember http://h", "ProxySet stickysession=S stickysessionsep=Off")
                .cluster("c")
                .sticky())
        .contains(Stickiness.byCookie("S").parameter("S").separator(""));
  }

  @Test
  void times_haveHttpdsUnits_andThoseThatAreNotReadAreWarnedOf() {
    Translated translated =
        balancer("BalancerMember http://h timeout=500ms connectiontimeout=500ms acquire=30");
    var upstream = translated.cluster("c").upstream();

    assertThat(upstream.firstByteTimeout()).isEqualTo(Duration.ofSeconds(500));
    assertThat(upstream.connectTimeout()).isEqualTo(Duration.ofMillis(500));
    assertThat(upstream.acquireTimeout()).isEqualTo(Duration.ofMillis(30));
    assertThat(translated.warnings())
        .contains("3: timeout=500ms is 500 s, as in httpd: its unit is not read");
  }

  @Test
  void timeout_isTheMembersOwn_orTheProxys_orTheServers() {
    String member =
        "<Proxy balancer://c>\nBalancerMember http://h\n</Proxy>\nProxyPass / balancer://c/";

    assertThat(answer(Translated.inHost(member))).hasSeconds(300); // Debian's Timeout
    assertThat(answer(Translated.inHost(member, "ProxyTimeout 7"))).hasSeconds(7);
  }

  private static Duration answer(Translated translated) {
    return translated.cluster("c").upstream().firstByteTimeout();
  }

  @Test
  void checks_areProbes_andTheirExpressionsAreStatuses() {
    ClusterSettings cluster =
        Translated.inHost(
                "ProxyHCExpr fine {%{REQUEST_STATUS} =~ /^[234]/}",
                "ProxyHCTemplate t hcmethod=HEAD hcinterval=5 hcpasses=2 hcfails=3 hcuri=/up hcexpr=fine",
                "<Proxy balancer://c>",
                "BalancerMember http://h hctemplate=t",
                "</Proxy>",
                "ProxyPass / balancer://c/")
            .cluster("c");
    var probe = cluster.probe().orElseThrow();

    assertThat(probe.probeRequest().method()).isEqualTo(ProbeMethod.HEAD);
    assertThat(probe.probeRequest().path()).isEqualTo("/up");
    assertThat(probe.probeRequest().expect()).isEqualTo(StatusSet.parse(List.of("200-499")));
    assertThat(probe.policy().interval()).isEqualTo(Duration.ofSeconds(5));
    assertThat(probe.policy().rise()).isEqualTo(2);
    assertThat(probe.policy().fall()).isEqualTo(3);
  }

  private static ProbeSettings checked(String expression, String... members) {
    return Translated.inHost(
            "ProxyHCExpr fine {" + expression + "}",
            "<Proxy balancer://c>",
            String.join("\n", members),
            "</Proxy>",
            "ProxyPass / balancer://c/")
        .cluster("c")
        .probe()
        .orElseThrow();
  }

  @ParameterizedTest
  @CsvSource({
    "hc('body') =~ /ok/, 200-999, ok, ",
    "hc('body') !~ /Under maintenance/, 200-999, , Under maintenance",
    "hc('body') !~ m#a/b#, 200-999, , a/b",
    "%{REQUEST_STATUS} =~ /^2/ && hc('body') !~ /closed/, 200-299, , closed",
    "hc('body') =~ /up/ && %{REQUEST_STATUS} -lt 500 && hc('body') !~ /down/, 200-499, up, down",
  })
  void expressionOfABody_isWhatMustBeThere_andWhatMustNot(
      String expression, String statuses, String body, String without) {
    ProbeRequest asked =
        checked(expression, "BalancerMember http://h hcmethod=GET hcuri=/up hcexpr=fine")
            .probeRequest();

    assertThat(asked.expect()).isEqualTo(StatusSet.parse(List.of(statuses)));
    assertThat(asked.body().map(Regex::toString)).isEqualTo(Optional.ofNullable(body));
    assertThat(asked.bodyWithout().map(Regex::toString)).isEqualTo(Optional.ofNullable(without));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "%{REQUEST_STATUS} =~ /^2/ || hc('body') =~ /ok/",
        "hc('body') =~ /a/ && hc('body') =~ /b/",
        "hc('body') =~ /a/i",
        "hc('body') =~ /(?=a)/"
      })
  void otherExpression_needsTheUser(String expression) {
    Translated translated =
        Translated.inHost(
            "ProxyHCExpr fine {" + expression + "}",
            "<Proxy balancer://c>",
            "BalancerMember http://h hcmethod=GET hcexpr=fine",
            "</Proxy>",
            "ProxyPass / balancer://c/");

    assertThat(translated.needs()).singleElement().asString().startsWith("2: ProxyHCExpr: ");
  }

  @Test
  void members_areCheckedEachAsItsLineSays_belowItsOwnPath() {
    ProbeSettings probe =
        checked(
            "%{REQUEST_STATUS} == 204",
            "BalancerMember http://a/x hcmethod=GET hcuri=/up",
            "BalancerMember http://b/y hcmethod=HEAD hcuri=/well hcexpr=fine",
            "BalancerMember http://c:81 hcmethod=TCP");

    assertThat(probe.probeRequest().path()).isEqualTo("/x/up");
    assertThat(probe.byMember().get("b:80").toString()).isEqualTo("HEAD /y/well");
    assertThat(probe.byMember().get("b:80").expect()).isEqualTo(StatusSet.parse(List.of("204")));
    assertThat(probe.byMember().get("c:81").method()).isEqualTo(ProbeMethod.TCP);
  }

  @Test
  void memberAtNoHost_isAnError_alsoWhereItIsChecked() {
    assertThat(balancer("BalancerMember http://.27.0.0.1:8082 hcmethod=GET").errors())
        .singleElement()
        .asString()
        .startsWith("3: url: http://.27.0.0.1:8082 (expected: ");
    assertThat(balancer("BalancerMember http://a/x", "BalancerMember http://.b/y").errors())
        .singleElement()
        .asString()
        .startsWith("4: ");
  }

  @Test
  void memberThatIsNotChecked_isCheckedAsTheOthers_andThatIsSaid() {
    Translated translated =
        balancer("BalancerMember http://a hcmethod=GET", "BalancerMember http://b");

    assertThat(translated.cluster("c").probe().orElseThrow().byMember()).isEmpty();
    assertThat(translated.warnings())
        .contains(
            "4: this member is checked as the first is that has hcmethod: all of a balancer are, or"
                + " none");
  }

  @Test
  void sameUrlTwice_isOneMember_andTheSecondLineIsDropped() {
    Translated translated =
        balancer("BalancerMember http://h route=a", "BalancerMember http://h route=b");

    assertThat(translated.cluster("c").members()).extracting(Member::route).containsExactly("a");
    assertThat(translated.warnings())
        .contains("4: BalancerMember: http://h twice: the first stays, this line is dropped");
  }

  @Test
  void ajp_isTold_howToBecomeHttp() {
    assertThat(balancer("BalancerMember ajp://10.0.0.1:8009 route=a").stops())
        .singleElement()
        .asString()
        .contains("<Connector port=\"8080\"", "http://10.0.0.1:8080");
  }

  @Test
  void plainUrl_isAClusterOfOne_thatIsNeverTakenOut() {
    Translated translated = Translated.inHost("ProxyPass /api/ http://h:81/v1/ retry=5");

    assertThat(translated.routes()).containsExactly("/api/ -> h-81/v1/", "/ -> 403");
    assertThat(translated.cluster("h-81").sticky()).isEqualTo(Optional.empty());
  }

  @Test
  void routesAndCookies_haveLettersAndBlanks_asApplicationsWriteThem() {
    Translated translated =
        Translated.inHost(
            "<Proxy balancer://c>",
            "BalancerMember http://a route=größe",
            "BalancerMember http://b 'route=b c'",
            "ProxySet stickysession=KÖRBCHEN",
            "</Proxy>",
            "ProxyPass / balancer://c/");

    assertThat(translated.needs()).isEmpty();
    assertThat(translated.cluster("c").members())
        .extracting(Member::route)
        .containsExactly("größe", "b c");
    assertThat(translated.cluster("c").sticky().orElseThrow().cookie()).isEqualTo("KÖRBCHEN");
  }

  @Test
  void switchesThatAreOff_stopNothing() {
    String off = "ProxyPassInterpolateEnv Off\nProxyExpressEnable off\nFallbackResource disabled";
    String on = "ProxyPassInterpolateEnv On\n";

    assertThat(Translated.inHost(off).stops()).isEmpty();
    assertThat(Translated.inHost(on + "ProxyPass / http://h/ interpolate").stops()).isEmpty();
    assertThat(Translated.inHost(on + "ProxyPass / http://h/${x}/ interpolate").stops())
        .singleElement()
        .asString()
        .startsWith("3: ProxyPass: where requests go must not come from them");
  }
}
