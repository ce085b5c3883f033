package org.rpicluster.balancer.program.config.apache;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.rpicluster.balancer.program.config.RouteSettings;
import org.rpicluster.balancer.vertx.rewrite.RewriteSection;

/**
 * Rules in folders and locations, as routes before those whose requests they have. Where they lead,
 * the acceptance suite apache-rules compares with httpd.
 */
class SectionRulesTest {

  private static List<RouteSettings.ToRules> rules(Translated translated) {
    return translated.configuration().routes().stream()
        .map(RouteSettings::unguarded)
        .filter(RouteSettings.ToRules.class::isInstance)
        .map(RouteSettings.ToRules.class::cast)
        .toList();
  }

  @Test
  void rulesOfALocation_seeTheUrlThatItForwardsTo() {
    Translated translated =
        Translated.inHost(
            "ProxyPass /a/ http://10.0.0.1/b/",
            "<Location /a>",
            "RewriteEngine On",
            "RewriteRule secret - [F]",
            "</Location>");

    assertThat(translated.stops()).isEmpty();
    assertThat(translated.routes())
        .containsExactly("/a/ -> [secret is 403]", "/a/ -> 10.0.0.1/b/", "/ -> 403");
    assertThat(rules(translated).get(0).section())
        .isEqualTo(new RewriteSection("/a/", "proxy:http://10.0.0.1/b/", "", ""));
  }

  @Test
  void lastSectionWithRules_counts_andInnerOnesHaveRoutesOfTheirOwn() {
    Translated translated =
        Translated.inHost(
            "ProxyPass / http://10.0.0.1/",
            "<Location /a/b>",
            "RewriteRule inner - [F]",
            "</Location>",
            "<Location /a>",
            "RewriteEngine On",
            "RewriteRule outer - [F]",
            "</Location>",
            "<Location /a/off>",
            "RewriteEngine Off",
            "</Location>",
            "<Location /a/c>",
            "RewriteRule own - [G]",
            "</Location>");

    assertThat(translated.stops()).isEmpty();
    assertThat(translated.routes())
        .containsExactly(
            "/a/b -> [outer is 403]",
            "/a/c -> [own is 410]",
            "/a -> [outer is 403]",
            "/ -> 10.0.0.1");
    assertThat(rules(translated).get(2).match().except())
        .containsExactlyInAnyOrder("/a/off", "/a/b", "/a/c");
  }

  @Test
  void rulesOfAFolder_seeWhatIsBehindIt() {
    Translated translated =
        Translated.inHost(
            "DocumentRoot /srv/www/",
            "<Directory /srv>",
            "Require all granted",
            "</Directory>",
            "Alias /x /srv/x",
            "<Directory /srv/www/app/>",
            "RewriteEngine On",
            "RewriteBase /app",
            "RewriteRule ^a$ b.html [L]",
            "</Directory>",
            "<Directory /srv/x>",
            "RewriteEngine On",
            "RewriteRule ^ - [F]",
            "</Directory>");

    assertThat(translated.stops()).isEmpty();
    assertThat(rules(translated))
        .extracting(RouteSettings.ToRules::section)
        .containsExactly(
            new RewriteSection("/x", "/srv/x", "/srv/x/", ""),
            new RewriteSection("/", "/srv/www/", "/srv/www/app/", "/app"));
    assertThat(rules(translated))
        .extracting(to -> to.match().toString())
        .containsExactly("/x", "/app");
  }

  /** Who may not come gets 403 before any rule, and rules before the login would tell of it. */
  @Test
  void rules_areForThoseWhoMayComeThere() {
    Translated translated =
        Translated.inHost(
            "ProxyPass / http://10.0.0.1/",
            "<Location /a>",
            "Require ip 10.0.0.0/8",
            "RewriteEngine On",
            "RewriteRule ^ http://b.test/ [R]",
            "</Location>",
            "<Location /b>",
            "Require all denied",
            "RewriteEngine On",
            "RewriteRule ^ http://b.test/ [R]",
            "</Location>");

    assertThat(translated.stops()).isEmpty();
    assertThat(translated.routes())
        .containsExactly("/a -> [^ http://b.test/ as 302] guarded", "/ -> 10.0.0.1 guarded");
  }

  @Test
  void rulesThatLeadElsewhere_doNotStop_whereOthersAreAsked() {
    Translated translated =
        Translated.inHost(
            "ProxyPass / http://10.0.0.1/",
            "RewriteEngine On",
            "RewriteRule ^/ws/(.*) ws://10.0.0.2/$1 [P]",
            "<Location /a>",
            "RewriteEngine On",
            "RewriteRule x /y",
            "</Location>");

    assertThat(translated.stops()).isEmpty();
    assertThat(translated.warnings()).isEmpty();
  }
}
