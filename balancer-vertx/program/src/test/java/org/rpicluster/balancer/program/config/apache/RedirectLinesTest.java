package org.rpicluster.balancer.program.config.apache;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.rpicluster.balancer.program.config.apache.report.Fate;

/** Which requests {@code Redirect} sends elsewhere: those that no {@code ProxyPass} has. */
class RedirectLinesTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          Redirect /old https://o.test/new           | /old -> 302 https://o.test/new
          Redirect permanent /old /new               | /old -> 301 /new
          redirect TEMP /old /new                    | /old -> 302 /new
          Redirect seeother /old /new                | /old -> 303 /new
          Redirect 308 /old/ /new/                   | /old/ -> 308 /new/
          Redirect gone /old                         | /old -> 410
          Redirect 404 /old                          | /old -> 404
          RedirectTemp /old /new                     | /old -> 302 /new
          RedirectPermanent /old /new                | /old -> 301 /new
          Redirect /old /new?a=b                     | /old -> 302 /new?a=b
          """)
  void line_isARoute(String line, String route) {
    Translated translated = Translated.inHost(line);

    assertThat(translated.routes()).containsExactly(route, "/ -> 403");
    assertThat(translated.fates(Fate.TRANSLATED)).hasSize(2);
  }

  @Test
  void redirectOfEverything_leavesNothingElse() {
    assertThat(Translated.inHost("Redirect permanent / https://o.test/").routes())
        .containsExactly("/ -> 301 https://o.test/");
  }

  @Test
  void redirectUnderProxyPass_hasNoEffect_andTheReasonIsSaid() {
    Translated translated =
        Translated.inHost("Redirect /old https://o.test/new", "ProxyPass / http://h/");

    assertThat(translated.routes()).containsExactly("/ -> h");
    assertThat(translated.fates(Fate.NO_EFFECT))
        .containsExactly(
            "2: Redirect: requests for /old are forwarded: write ProxyPass /old ! before");
    assertThat(translated.warnings())
        .containsExactly(
            "2: Redirect /old is never reached: line 3 of /etc/site.conf comes before it");
  }

  @Test
  void exclusion_leavesItsPathToRedirects() {
    assertThat(
            Translated.inHost(
                    "ProxyPass /old !",
                    "ProxyPass /a/b !",
                    "ProxyPass / http://h/",
                    "Redirect /old/x /new",
                    "Redirect /a https://o.test/c")
                .routes())
        .containsExactly(
            "/old/x -> 302 /new", "/old -> 403", "/a/b -> 302 https://o.test/c/b", "/ -> h");
  }

  @Test
  void firstRedirect_counts_andThoseOfTheHostComeBeforeTheMainServers() {
    Translated translated =
        Translated.of(
            "Redirect /a /main",
            "Redirect /b /main",
            "<VirtualHost *:8080>",
            "Redirect /a /host",
            "Redirect /a/x /late",
            "</VirtualHost>");

    assertThat(translated.routes())
        .containsExactly("/a -> 302 /host", "/b -> 302 /main", "/ -> 403");
    assertThat(translated.fates(Fate.NO_EFFECT))
        .contains("5: Redirect: requests for /a/x are redirected before");
  }

  @Test
  void redirectOfTheMainServer_thatOneHostForwards_isOnlyWarnedOf() {
    Translated translated =
        Translated.of(
            "Redirect /a /main",
            "<VirtualHost *:8080>",
            "ServerName a.test",
            "ProxyPass / http://h/",
            "</VirtualHost>",
            "<VirtualHost *:8080>",
            "ServerName b.test",
            "</VirtualHost>");

    assertThat(translated.routes())
        .containsExactly("a.test/ -> h", "b.test/a -> 302 /main", "b.test/ -> 403", "/ -> h");
    assertThat(translated.fates(Fate.NO_EFFECT)).isEmpty();
    assertThat(translated.warnings())
        .containsExactly(
            "1: Redirect /a is never reached: line 4 of /etc/site.conf comes before it");
  }

  @Test
  void redirect_comesBeforeTheManager() {
    Translated translated =
        Translated.inHost(
            "Redirect / https://o.test/",
            "<Location /m>",
            "SetHandler balancer-manager",
            "Require ip 127",
            "</Location>");

    assertThat(translated.routes()).containsExactly("/ -> 302 https://o.test/");
    assertThat(translated.fates(Fate.NO_EFFECT))
        .containsExactly("4: SetHandler: requests for /m are redirected before");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/old/ https://o.test/new", "/ https://o.test", "/old /new?a=b"})
  void whatHttpdPutsTogetherBadly_isWarnedOf(String arguments) {
    assertThat(Translated.inHost("Redirect " + arguments).warnings()).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Redirect",
        "Redirect /old",
        "Redirect gone /old /new",
        "Redirect permanent /old",
        "Redirect maybe /old /new",
        "Redirect /old new",
        "RedirectPermanent /old"
      })
  void whatHttpdRefuses_isAnError(String line) {
    assertThat(Translated.inHost(line).errors())
        .singleElement()
        .asString()
        .startsWith("2: Redirect")
        .contains("(expected: a ");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Redirect 304 /old /new",
        "Redirect /old ftp://o.test/",
        "Redirect /old https://%{HTTP_HOST}/",
        "<LocationMatch ^/old>\nRedirect /old https://o.test/\n</LocationMatch>",
        "<LocationMatch ^/old>\nRedirectMatch ^/(.*)$ https://o.test/\n</LocationMatch>",
        "<Location /old*>\nRedirect https://o.test/\n</Location>",
        "RedirectMatch ^/(?!x)(.*) /x"
      })
  void whatIsNotCarriedOut_stopsTheStart(String line) {
    assertThat(Translated.inHost(line).stops()).hasSize(1);
  }

  /**
   * As it was measured: a Location's comes before ProxyPass; without a path it sends to one URL.
   */
  @Test
  void redirectInALocation_comesBeforeWhatIsForwarded() {
    Translated translated =
        Translated.inHost(
            "<Location /old>",
            "Redirect 301 https://o.test/one",
            "</Location>",
            "<Location /b>",
            "Redirect /b/c https://o.test/c",
            "</Location>",
            "ProxyPass / http://10.0.0.1/");

    assertThat(translated.stops()).isEmpty();
    assertThat(translated.routes())
        .containsExactly(
            "/b/c -> 302 https://o.test/c",
            "/old -> [ https://o.test/one as 301]",
            "/ -> 10.0.0.1");
  }

  /** As httpd 2.4.71; in a URL without a path before it variables are filled in, and no groups. */
  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      textBlock =
          """
          <Location /a>%Redirect 301 https://o.test%{REQUEST_URI}$1%</Location> ; /a -> [ https://o.test%{REQUEST_URI}\\$1 as 301]
          <Location /a>%Redirect gone%</Location>                  ; /a -> 410
          <Location /a>%Redirect 404%</Location>                   ; /a -> 404
          <Location /a>%RedirectMatch 301 "/x/(.*)" https://o.test/$1%</Location> ; /a -> [/x/(.*) https://o.test/$1 as 301]
          <Location /a>%RedirectMatch 404 "\\.git"%</Location>     ; /a where \\.git -> 404
          <LocationMatch ^/(x|y)>%Redirect https://o.test/%</LocationMatch> ; / -> [^/(x|y) https://o.test/ as 302]
          <Location ~ ^/(x|y)>%Redirect 404%</Location>            ; / where ^/(x|y) -> 404
          """)
  void redirectInASection_isARouteBeforeWhatIsForwarded(String lines, String route) {
    Translated translated =
        Translated.inHost(lines.replaceAll("%(?!\\{)", "\n"), "ProxyPass / http://10.0.0.1/");

    assertThat(translated.stops()).isEmpty();
    assertThat(translated.routes()).containsExactly(route, "/ -> 10.0.0.1");
  }

  @Test
  void ofSeveralInOneSection_theFirstCounts() {
    Translated translated =
        Translated.inHost(
            "<Location /a>",
            "Redirect /a/b https://o.test/1",
            "Redirect /a https://o.test/2",
            "</Location>",
            "ProxyPass / http://10.0.0.1/");

    assertThat(translated.routes())
        .containsExactly(
            "/a/b -> 302 https://o.test/1", "/a -> 302 https://o.test/2", "/ -> 10.0.0.1");
  }

  @Test
  void redirectInASection_isForThoseWhoMayComeThere() {
    String all = "<Location /a>\nRequire %s\nRedirect https://o.test/\n</Location>";

    assertThat(
            Translated.inHost(all.replace("%s", "ip 10.0.0.0/8"), "ProxyPass / http://10.0.0.1/")
                .routes())
        .containsExactly("/a -> [ https://o.test/ as 302] guarded", "/ -> 10.0.0.1 guarded");
    assertThat(
            Translated.inHost(all.replace("%s", "all denied"), "ProxyPass / http://10.0.0.1/")
                .routes())
        .containsExactly("/ -> 10.0.0.1 guarded");
  }

  @Test
  void scriptAliasUnderAProxy_hasNoEffect() {
    Translated translated =
        Translated.inHost(
            "ScriptAlias /cgi-bin/ /usr/lib/cgi-bin/",
            "Alias /icons/ /usr/share/icons/",
            "ProxyPass /icons !",
            "ProxyPass / http://10.0.0.1/");

    assertThat(translated.fates(Fate.NO_EFFECT))
        .containsExactly(
            "2: ScriptAlias: requests for /cgi-bin/ are forwarded:"
                + " write ProxyPass /cgi-bin/ ! before");
    assertThat(translated.needs()).isEmpty();
  }
}
