package org.rpicluster.balancer.program.config.apache;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.rpicluster.balancer.program.config.RouteSettings;
import org.rpicluster.balancer.vertx.rewrite.RewriteSection;
import org.rpicluster.balancer.vertx.rewrite.RewriteTest;

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

  private static Translated withOptions(String folder, String... others) {
    return Translated.inHost(
        "DocumentRoot /srv/www/",
        "<Directory /srv>\nRequire all granted\n</Directory>",
        "<Directory /srv/www/app>\n" + folder + "\nRewriteEngine On\nRewriteRule a b\n</Directory>",
        String.join("\n", others));
  }

  /** As httpd 2.4.71 does it. */
  @ParameterizedTest
  @ValueSource(
      strings = {"Options None", "Options Indexes", "Options -FollowSymLinks", "Options Indexes\n"})
  void folderWithRules_whereLinksAreNotFollowed_isForbidden(String options) {
    Translated translated = withOptions(options);

    assertThat(translated.routes().get(0)).isEqualTo("/app -> 403");
    assertThat(translated.warnings())
        .anyMatch(warning -> warning.contains("every request gets 403"));
    assertThat(translated.stops()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Options All",
        "Options -Indexes",
        "Options SymLinksIfOwnerMatch",
        "Options +Indexes"
      })
  void folderWithRules_isNot_whereTheyAreFollowed(String options) {
    assertThat(withOptions(options).routes().get(0)).isEqualTo("/app -> [a b]");
  }

  @Test
  void optionsOfAPartOfIt_stopTheStart_andThoseOfAnotherPlaceDoNot() {
    String below = "<Directory /srv/www/app/x>\nOptions None\n</Directory>";
    String at = "<Location /app/y>\nOptions Indexes\n</Location>";
    String other = "<Location /other>\nOptions None\n</Location>";

    assertThat(withOptions("", below).stops()).hasSize(1);
    assertThat(withOptions("", at).stops()).hasSize(1);
    assertThat(withOptions("", other).stops()).isEmpty();
  }

  /** In httpd they are asked there too; no other section with rules is left out in silence. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "<Location /a[bc]>|</Location>",
        "<DirectoryMatch ^/srv/>|</DirectoryMatch>",
        "<Directory /srv/*>|</Directory>",
        "<Files a.html>|</Files>",
        "<FilesMatch a>|</FilesMatch>",
        "<If \"reqenv('a') == '1'\">|</If>",
        "<If \"true\">\n<If \"true\">|</If>\n</If>",
        "<Directory /srv>\n<If \"true\">|</If>\n</Directory>",
        "<ProxyMatch ^http>|</ProxyMatch>",
        "<Directory /srv>\n<Files a>|</Files>\n</Directory>",
        "<Limit POST>|</Limit>",
        "<Location /a>\n<Limit POST>|</Limit>\n</Location>"
      })
  void rulesInOtherSections_stopTheStart_atTheirPlace(String around) {
    String[] section = around.split("\\|");
    Translated translated =
        Translated.inHost(
            "ProxyPass / http://10.0.0.1/",
            section[0],
            "RewriteEngine On",
            "RewriteRule x - [F]",
            section[1]);

    assertThat(translated.stops())
        .anyMatch(stop -> stop.contains("RewriteRule") || stop.contains("rules cannot hang on"));
  }

  /** As httpd 2.4.71: what is said outside, or of another section around, is enough. */
  @Test
  void rulesOfASection_areAsked_whereTheServerSaysSo() {
    String rule = "RewriteRule x - [F]\n</Location>";

    assertThat(
            Translated.inHost("ProxyPass / http://h/", "RewriteEngine On", "<Location /a>", rule)
                .routes())
        .containsExactly("/a -> [x is 403]", "/ -> h");
    assertThat(
            Translated.of(
                    "RewriteEngine On",
                    "<LocationMatch ^/a>",
                    "RewriteRule x - [F]",
                    "</LocationMatch>",
                    "<VirtualHost *:8080>",
                    "ProxyPass / http://h/",
                    "</VirtualHost>")
                .routes())
        .containsExactly("/ -> [1 x x is 403]", "/ -> h");
    assertThat(Translated.inHost("ProxyPass / http://h/", "<Location /a>", rule).routes())
        .containsExactly("/ -> h");
  }

  @Test
  void rulesOfAHost_areAskedInSectionsOfTheMainServerToo() {
    assertThat(
            Translated.of(
                    "<LocationMatch ^/a>\nRewriteRule x - [F]\n</LocationMatch>",
                    "<VirtualHost *:8080>",
                    "RewriteEngine On",
                    "ProxyPass / http://h/",
                    "</VirtualHost>")
                .routes())
        .containsExactly("/ -> [1 x x is 403]", "/ -> h");
  }

  /** One rule for `/a`, behind a guard that says when. */
  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '~',
      textBlock =
          """
          <LocationMatch ^/a>%</LocationMatch>  ; (%{REQUEST_URI} =~ m#^/a#)
          <Location ~ ^/a>%</Location>          ; (%{REQUEST_URI} =~ m#^/a#)
          <Location /a*>%</Location>            ; (%{REQUEST_URI} =~ m#^/a[^/]*$#)
          <If "true">%</If>                     ; (true)
          <If "false">@</If>@<Else>%</Else>     ; (!(false))
          <Location /a>@<If "true">%</If>@</Location> ; (%{REQUEST_URI} =~ m#^/a(/|$)#) && (true)
          <Proxy http://10.0.0.1/a>%</Proxy>    ; %{REQUEST_URI} =~ m#^\\Q/a\\E#
          """)
  void rulesOfASectionThatGoesByAnExpression_haveItAsAGuard(String around, String guard) {
    String[] section = around.replace('@', '\n').split("%");
    Translated translated =
        Translated.inHost(
            "ProxyPass / http://10.0.0.1/",
            "RewriteEngine On",
            section[0] + "\nRewriteRule x - [F]\n" + section[1]);

    assertThat(translated.stops()).isEmpty();
    assertThat(translated.routes()).containsExactly("/ -> [1 x x is 403]", "/ -> 10.0.0.1");
    assertThat(rules(translated).get(0).rules().get(0).when().get(0).test())
        .isEqualTo(RewriteTest.Holds.of(guard));
  }

  /** As httpd 2.4.71: the last that a request is in counts, and the others are not asked then. */
  @Test
  void ofSeveralSuchSections_theLastThatHolds_counts() {
    Translated translated =
        Translated.inHost(
            "ProxyPass / http://10.0.0.1/",
            "RewriteEngine On",
            "<LocationMatch one>\nRewriteRule x - [F]\n</LocationMatch>",
            "<LocationMatch two>\nRewriteRule y - [G]\n</LocationMatch>",
            "<Proxy *>\nRewriteRule z - [R=404]\n</Proxy>");

    assertThat(translated.stops()).isEmpty();
    assertThat(translated.routes())
        .containsExactly(
            "/ -> [1 x y is 410]", "/ -> [2 x x is 403]", "/ -> [2 x z is 404]", "/ -> 10.0.0.1");
  }

  @Test
  void moreSuchSectionsThanCanBeTold_stopTheStart() {
    String[] sections =
        IntStream.rangeClosed(0, 8)
            .mapToObj(i -> "<LocationMatch " + i + ">\nRewriteRule x - [F]\n</LocationMatch>")
            .toArray(String[]::new);

    assertThat(
            Translated.inHost(
                    "ProxyPass / http://10.0.0.1/", "RewriteEngine On", String.join("\n", sections))
                .stops())
        .singleElement()
        .asString()
        .contains("at most 8 sections");
  }

  /** As httpd 2.4.71, where {@code MergeBase} is what takes it over. */
  @Test
  void baseOfAFolderAround_isNotTakenOver_unlessThatIsAskedFor() {
    Translated translated =
        Translated.inHost(
            "DocumentRoot /srv/www/",
            "<Directory /srv>\nRequire all granted\nRewriteEngine On\nRewriteBase /b\n</Directory>",
            "<Directory /srv/www/own>\nRewriteRule x y\n</Directory>",
            "<Directory /srv/www/mer>\nRewriteOptions MergeBase\nRewriteRule x y\n</Directory>");

    assertThat(translated.stops()).isEmpty();
    assertThat(rules(translated)).extracting(to -> to.section().base()).containsExactly("/b", "");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
                        | RewriteOptions Inherit           | [b is 410, a is 403]
                        | RewriteOptions InheritBefore     | [a is 403, b is 410]
          InheritDown   |                                  | [b is 410, a is 403]
          InheritDownBefore |                              | [a is 403, b is 410]
          InheritDown   | RewriteOptions IgnoreInherit     | [b is 410]
                        |                                  | [b is 410]
          """)
  void rulesOfASectionAround_areInherited_asOptionsSay(String around, String own, String rules) {
    Translated translated =
        Translated.inHost(
            "ProxyPass / http://10.0.0.1/",
            "RewriteEngine On",
            "<Location /a>",
            around == null ? "" : "RewriteOptions " + around,
            "RewriteRule a - [F]",
            "</Location>",
            "<Location /a/b>",
            own == null ? "" : own,
            "RewriteRule b - [G]",
            "</Location>");

    assertThat(translated.stops()).isEmpty();
    assertThat(translated.routes().get(0)).isEqualTo("/a/b -> " + rules);
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
