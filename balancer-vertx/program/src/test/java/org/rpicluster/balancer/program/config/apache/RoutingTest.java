package org.rpicluster.balancer.program.config.apache;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Which requests go where, in httpd's order. */
class RoutingTest {

  private static final String C = "<Proxy balancer://c>\nBalancerMember http://h\n</Proxy>";

  @Test
  void firstLineThatMatches_counts_andWhatIsBehindItIsWarnedOf() {
    Translated translated =
        Translated.inHost(
            C, "ProxyPass / balancer://c/", "ProxyPass /late !", "ProxyPass /x http://x/");

    assertThat(translated.routes()).containsExactly("/ -> c");
    assertThat(translated.warnings())
        .containsExactly(
            "6: ProxyPass /late is never reached: line 5 of /etc/site.conf comes before it",
            "7: ProxyPass /x is never reached: line 5 of /etc/site.conf comes before it");
  }

  @Test
  void exclusion_isAnsweredHere_asNothingIsServedThere() {
    assertThat(Translated.inHost(C, "ProxyPass /no !", "ProxyPass / balancer://c/").routes())
        .containsExactly("/no -> 403", "/ -> c");
  }

  @Test
  void locations_comeBeforeLines_andTheLastOfThemCounts() {
    assertThat(
            Translated.inHost(
                    "ProxyPass /a http://line/",
                    "<Location /a/b>",
                    "ProxyPass http://special/",
                    "</Location>",
                    "<Location /a>",
                    "ProxyPass http://general/",
                    "</Location>",
                    "<Location /a/c>",
                    "ProxyPass !",
                    "</Location>")
                .routes())
        .containsExactly("/a/c -> 403", "/a -> general/", "/ -> 403");
  }

  @Test
  void linesOfTheMainServer_comeBeforeThoseOfAVirtualHost_evenIfItSaysNotToInherit() {
    assertThat(
            Translated.of(
                    "ProxyPass /shared http://main/",
                    "<VirtualHost *:8080>",
                    "ProxyPassInherit Off",
                    "ProxyPass /shared/not !",
                    "ProxyPass / http://host/",
                    "</VirtualHost>")
                .routes())
        .containsExactly("/shared -> main/", "/ -> host");
  }

  @Test
  void balancerOfTheMainServer_hasTheMembers_andTheHostsParametersAreItsOwn() {
    Translated translated =
        Translated.of(
            C,
            "<VirtualHost *:8080>",
            "<Proxy balancer://c>",
            "BalancerMember http://dropped",
            "</Proxy>",
            "ProxyPass / balancer://c/ stickysession=S",
            "</VirtualHost>");

    assertThat(translated.cluster("c").members()).extracting("id").containsExactly("h:80");
    assertThat(translated.cluster("c").sticky()).isPresent();
    assertThat(translated.warnings())
        .contains(
            "6: balancer://c of the main server counts, at line 1: these members are dropped");
  }

  @Test
  void hostsAreTriedInOrder_theFirstHasTheRest_andNoneFallsThroughToAnother() {
    assertThat(
            Translated.of(
                    "<VirtualHost *:8080>",
                    "ServerName a.test",
                    "ProxyPass / http://a/",
                    "</VirtualHost>",
                    "<VirtualHost *:8080>",
                    "ServerName https://b.test:443",
                    "ServerAlias *.b.test",
                    "ProxyPass /app http://b/",
                    "</VirtualHost>")
                .routes())
        .containsExactly(
            "a.test/ -> a", "b.test, *.b.test/app -> b/", "b.test, *.b.test/ -> 403", "/ -> a");
  }

  @Test
  void balancerThatHasNoMembers_isUnavailable() {
    assertThat(Translated.inHost("ProxyPass / balancer://nobody/").routes())
        .containsExactly("/ -> 503");
  }

  @Test
  void schemeThatThereIsNot_isAnError500_andWarnedOf() {
    Translated translated = Translated.inHost("ProxyPass / balnacer://c/");

    assertThat(translated.routes()).containsExactly("/ -> 500");
    assertThat(translated.warnings())
        .containsExactly(
            "2: ProxyPass: balnacer://c/ leads nowhere, every request gets 500"
                + " (expected: balancer://)");
  }

  @Test
  void expressionsThatOnlyPerlHas_stopTheStart() {
    assertThat(
            Translated.inHost("ProxyPassMatch ^/(?!a) http://h/", "RedirectMatch ^/(?=b) /x")
                .stops())
        .hasSize(2);
  }

  @Test
  void pathThatMatchesNothing_isWarnedOf() {
    assertThat(Translated.inHost("ProxyPass ^/x http://h/", C).warnings())
        .containsExactly("2: ProxyPass: ^/x matches no request (expected: ProxyPassMatch)");
  }
}
