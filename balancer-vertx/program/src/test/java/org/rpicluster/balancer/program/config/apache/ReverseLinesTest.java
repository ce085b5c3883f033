package org.rpicluster.balancer.program.config.apache;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.rpicluster.balancer.program.config.RouteSettings;
import org.rpicluster.balancer.vertx.http.Via;
import org.rpicluster.balancer.vertx.routing.ReverseRules.Renaming;
import org.rpicluster.balancer.vertx.routing.Rewriting;
import org.rpicluster.balancer.vertx.routing.UrlRule;

/** What members say of themselves, and by which names clients and members are told of the site. */
class ReverseLinesTest {

  private static final String CLUSTER =
      "<Proxy balancer://c>\nBalancerMember http://a\nBalancerMember http://b\n</Proxy>";

  private static Rewriting rewriting(Translated translated, int index) {
    assertThat(translated.errors()).isEmpty();
    RouteSettings route = translated.configuration().routes().get(index);
    return ((RouteSettings.ToCluster) route).rewriting();
  }

  @ParameterizedTest
  @CsvSource({
    "balancer://c/, true",
    "balancer://c, true",
    "http://a/, true",
    "http://a, true",
    "http://elsewhere/, false",
    "balancer://c/x/, false",
  })
  void wholeSite_isMappedByItsRoute(String url, boolean byRoute) {
    Translated site =
        Translated.inHost(CLUSTER, "ProxyPass / balancer://c/", "ProxyPassReverse / " + url);

    assertThat(rewriting(site, 0).back().reverse()).isEqualTo(byRoute);
    assertThat(rewriting(site, 0).back().reverseRules().isEmpty()).isEqualTo(byRoute);
  }

  @Test
  void withoutALine_nothingIsMapped() {
    Rewriting rewriting = rewriting(Translated.inHost("ProxyPass / http://h/"), 0);

    assertThat(rewriting.back().reverse()).isFalse();
    assertThat(rewriting.back().reverseRules().isEmpty()).isTrue();
  }

  @Test
  void linesOfAServer_areForAllThatItForwards_beforeThoseOfItsLocations() {
    Translated site =
        Translated.inHost(
            CLUSTER,
            "ProxyPass /shop/ balancer://c/store/",
            "ProxyPassReverse /shop/ balancer://c/store/",
            "ProxyPassReverseCookiePath /store /shop",
            "ProxyPassReverseCookieDomain store.test shop.test",
            "ProxyPass /plain/ http://p/",
            "ProxyPassReverse /plain/ http://p/",
            "<Location /loc/>",
            "ProxyPass http://p/deep/",
            "ProxyPassReverse http://p/deep/",
            "ProxyPassReverseCookiePath / /loc/",
            "</Location>");

    Rewriting location = rewriting(site, 0);
    Rewriting shop = rewriting(site, 1);
    UrlRule plain = new UrlRule(false, "http://p/", "/plain/");
    assertThat(shop.back().reverseRules().urls())
        .containsExactly(new UrlRule(true, "/store/", "/shop/"), plain);
    assertThat(shop.back().reverseRules().cookiePaths())
        .containsExactly(new Renaming("/store", "/shop"));
    assertThat(location.back().reverseRules().urls())
        .containsExactly(
            new UrlRule(false, "http://a/store/", "/shop/"),
            new UrlRule(false, "http://b/store/", "/shop/"),
            plain,
            new UrlRule(false, "http://p/deep/", "/loc/"));
    assertThat(location.back().reverseRules().cookiePaths())
        .containsExactly(new Renaming("/store", "/shop"), new Renaming("/", "/loc/"));
    assertThat(location.back().reverseRules().cookieDomains())
        .isEqualTo(List.of(new Renaming("store.test", "shop.test")));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      value = {
        "ServerName a.test | ''",
        "ServerName a.test:8080 | //:8080",
        "ServerName https://a.test | https://",
        "ServerName https://a.test:443 | https://",
        "ServerName a.test, UseCanonicalName On | //a.test",
        "ServerName a.test:81, UseCanonicalName On | //a.test:81",
        "ServerName https://a.test, UseCanonicalName On | https://a.test",
        "UseCanonicalName Off | //:8080",
      })
  void site_isWhatServerNameSays(String lines, String site) {
    Translated translated = Translated.inHost(lines.replace(", ", "\n"), "ProxyPass / http://h/");

    assertThat(rewriting(translated, 0).back().site()).isEqualTo(site);
    assertThat(translated.needs()).isEmpty();
  }

  @Test
  void via_hasTheServersName_whereItIsAskedFor() {
    Translated on = Translated.inHost("ServerName a.test", "ProxyVia On", "ProxyPass / http://h/");
    Translated off = Translated.inHost("ServerName a.test", "ProxyPass / http://h/");

    assertThat(rewriting(on, 0).via()).contains(new Via("a.test"));
    assertThat(rewriting(off, 0).via()).isEmpty();
  }

  /** As httpd has it: a balancer without a path is asked for its root, and slashes are doubled. */
  @Test
  void membersMayHaveDifferentPaths() {
    Translated site =
        Translated.inHost(
            "<Proxy balancer://apps>",
            "BalancerMember http://a/app",
            "BalancerMember http://b/app/",
            "</Proxy>",
            "ProxyPass /deep balancer://apps/v2",
            "ProxyPass /app balancer://apps",
            "ProxyPassReverse /app balancer://apps");

    assertThat(site.stops()).isEmpty();
    assertThat(rewriting(site, 0).paths().to()).isEqualTo("/app/v2");
    assertThat(rewriting(site, 0).paths().toByMember())
        .containsExactly(Map.entry("b:80", "/app//v2"));
    assertThat(site.configuration().routes().get(1).match().pattern()).isPresent();
    assertThat(rewriting(site, 1).paths().to()).isEqualTo("/app/");
    assertThat(rewriting(site, 2).paths().to()).isEqualTo("/app");
    assertThat(rewriting(site, 2).paths().toByMember()).containsExactly(Map.entry("b:80", "/app/"));
    assertThat(rewriting(site, 2).paths().literal()).isTrue();
    assertThat(rewriting(site, 2).back().reverseRules().urls())
        .containsExactly(
            new UrlRule(false, "http://a/app", "/app"),
            new UrlRule(false, "http://b/app/", "/app"));
  }
}
