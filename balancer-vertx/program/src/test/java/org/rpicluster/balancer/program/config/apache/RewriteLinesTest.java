package org.rpicluster.balancer.program.config.apache;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.rpicluster.balancer.program.config.RewriteMapSettings;
import org.rpicluster.balancer.program.config.RewriteMapSettings.Pick;
import org.rpicluster.balancer.vertx.http.PathRules;
import org.rpicluster.balancer.vertx.http.PathRules.EncodedSlashes;
import org.rpicluster.balancer.vertx.rewrite.RewriteCondition;
import org.rpicluster.balancer.vertx.rewrite.RewriteCookie;
import org.rpicluster.balancer.vertx.rewrite.RewriteEffects;
import org.rpicluster.balancer.vertx.rewrite.RewriteFlow;
import org.rpicluster.balancer.vertx.rewrite.RewriteQuoting;
import org.rpicluster.balancer.vertx.rewrite.RewriteQuoting.What;
import org.rpicluster.balancer.vertx.rewrite.RewriteRule;
import org.rpicluster.balancer.vertx.rewrite.RewriteWriting;

/** RewriteRule, RewriteCond, and lines that go by regular expressions, as routes. */
class RewriteLinesTest {

  @Test
  void webSocketRecipe_leadsToTheClusterThatItNames() {
    Translated translated =
        Translated.inHost(
            "RewriteEngine On",
            "RewriteCond %{HTTP:Upgrade} =websocket [NC]",
            "RewriteCond %{HTTP:Connection} upgrade [NC]",
            "RewriteRule ^/?(.*) \"ws://10.0.0.9:81/$1\" [P,L]",
            "ProxyPass / http://10.0.0.9:80/");

    assertThat(translated.stops()).isEmpty();
    assertThat(translated.routes())
        .containsExactly(
            "/ -> [2 x ^/?(.*) /$1 to 10.0.0.9-81], else / -> 404", "/ -> 10.0.0.9-80");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "RewriteRule ^/a$ /b [R=301,L] | ^/a$ /b as 301",
        "RewriteRule ^/a$ /b [R] | ^/a$ /b as 302",
        "RewriteRule ^/a$ /b [redirect=seeother] | ^/a$ /b as 303",
        "RewriteRule ^/a - [F] | ^/a is 403",
        "RewriteRule ^/a - [G] | ^/a is 410",
        "RewriteRule ^/a - [R=404] | ^/a is 404",
        "RewriteRule ^/a - [L] | ^/a",
        "RewriteRule !^/a$ /b [NC,QSA,PT,NE,END] | not (?i)^/a$ /b",
        "RewriteRule '^/a b$' /b | ^/a b$ /b",
        "RewriteRule ^/a\\ b$ /b | ^/a\\ b$ /b",
        "RewriteRule ^/a$ http://10.0.0.1/b [P] | ^/a$ /b to 10.0.0.1",
        "RewriteRule ^/a(.*)$ http://10.0.0.1$1 [proxy] | ^/a(.*)$ $1 to 10.0.0.1",
        "RewriteRule ^ https://%{HTTP_HOST}%{REQUEST_URI} [R=308] "
            + "| ^ https://%{HTTP_HOST}%{REQUEST_URI} as 308"
      })
  void rule_isCarriedOut(String line, String rule) {
    Translated translated = Translated.inHost("RewriteEngine On", line.strip());

    assertThat(translated.errors()).isEmpty();
    assertThat(translated.stops()).isEmpty();
    assertThat(translated.routes().get(0)).startsWith("/ -> [" + rule.strip() + "]");
  }

  @Test
  void mapOfAFunction_isThatFunction() {
    Translated translated =
        Translated.inHost(
            "RewriteEngine On",
            "RewriteMap lc int:tolower",
            "RewriteRule ^/(.*)$ /${lc:$1} [R=301]",
            "RewriteMap list prg:/none",
            "RewriteRule ^/a /${list:$1}");

    assertThat(translated.routes().get(0)).startsWith("/ -> [^/(.*)$ /${tolower:$1} as 301]");
    assertThat(translated.needs()).anyMatch(line -> line.startsWith("5: RewriteMap: "));
    assertThat(translated.stops()).singleElement().asString().startsWith("6: RewriteRule: ");
  }

  /** Those of the main server are a host's only with its rules, as it was measured. */
  @Test
  void mapOfAFile_isOneOfTheRoute() {
    Translated translated =
        Translated.inHost(
            "RewriteEngine On",
            "RewriteMap list txt:maps/list.txt",
            "RewriteMap any rnd:/srv/any.txt",
            "RewriteMap tolower txt:/srv/own.txt",
            "RewriteRule ^/(.*)$ /${list:${any:$1}|${tolower:%{HTTP_HOST}}} [L]");

    assertThat(translated.stops()).isEmpty();
    assertThat(translated.warnings()).isEmpty();
    assertThat(translated.rules().maps())
        .containsOnlyKeys("list", "any", "map-tolower")
        .containsEntry("list", RewriteMapSettings.of(Path.of("/etc/maps/list.txt")))
        .containsEntry("any", RewriteMapSettings.of(Path.of("/srv/any.txt")).pick(Pick.RANDOM));
    assertThat(
            Translated.of(
                    "RewriteMap m txt:/srv/m",
                    "<VirtualHost *:8080>",
                    "RewriteEngine On",
                    "RewriteRule ^ ${m:a}",
                    "</VirtualHost>")
                .stops())
        .singleElement()
        .asString()
        .startsWith("4: RewriteRule: map: m (expected: ");
  }

  @Test
  void flags_sayHowGroupsAreWritten_andWhatIsLeftWithTheRequest() {
    Translated translated =
        Translated.inHost(
            "RewriteEngine On",
            "RewriteRule ^/1(.*)$ /a?$1 [B,QSL,E=a:%{HTTP:X-A},E=!b,E=c]",
            "RewriteRule ^/2(.*)$ /a?$1 \"[B= #,BNP,BNE=/]\"",
            "RewriteRule ^/3(.*)$ /a?$1 [BCTLS,CO=n:v$1:.a.test:10:/p:secure:httponly:Lax]",
            "RewriteRule ^/4(.*)$ - [CO=;n;%{HTTP_HOST}:1;a.test,END]");

    assertThat(translated.stops()).isEmpty();
    List<RewriteRule> rules = translated.rules().rules();
    assertThat(rules.get(0).writing())
        .isEqualTo(
            RewriteWriting.DEFAULT
                .lastMark(true)
                .quoting(new RewriteQuoting(What.ESCAPE, "", "", true)));
    assertThat(rules.get(0).effects())
        .isEqualTo(
            new RewriteEffects(
                Map.of("a", RewriteEffects.value("%{HTTP:X-A}"), "c", RewriteEffects.value("")),
                List.of("b"),
                List.of()));
    assertThat(rules.get(1).writing().quoting())
        .isEqualTo(new RewriteQuoting(What.KEEP, " #", "/", false));
    assertThat(rules.get(2).writing().quoting().what()).isEqualTo(What.CONTROLS);
    assertThat(rules.get(2).effects().cookies())
        .containsExactly(
            new RewriteCookie(
                "n", RewriteEffects.value("v$1"), ".a.test", "/p", 10, true, true, "Lax"));
    assertThat(rules.get(3).effects().cookies())
        .containsExactly(
            RewriteCookie.of("n", RewriteEffects.value("%{HTTP_HOST}:1")).domain("a.test"));
    assertThat(rules.get(3).flow()).isEqualTo(RewriteFlow.NEXT.over(true));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "%{HTTP:X-A} -eq5 | ComparesNumber[order=EQUALS, other=5] | false",
        "%{HTTP:X-A} '-ge -5' | ComparesNumber[order=BEFORE, other=-5] | true",
        "%{HTTP:X-A} -le7 | ComparesNumber[order=BEHIND, other=7] | true",
        "expr \"%{REQUEST_URI} == '/x'\" | Holds[expression=%{REQUEST_URI} == '/x' | false",
        "expr \"! -n req('X-A')\" | Holds[expression= -n req('X-A') | true",
        "%{ENV:x} ^a | Matches[regex=^a] | false",
      })
  void condition_isCarriedOut(String condition, String test, boolean not) {
    Translated translated =
        Translated.inHost(
            "RewriteEngine On", "RewriteCond " + condition.strip(), "RewriteRule ^ - [F]");

    assertThat(translated.errors()).isEmpty();
    assertThat(translated.stops()).isEmpty();
    RewriteCondition read = translated.rules().rules().get(0).when().get(0);
    assertThat(read.test().toString()).startsWith(test.strip());
    assertThat(read.isNegated()).isEqualTo(not);
  }

  @Test
  void rulesWithoutAnEngine_haveNoEffect() {
    Translated translated = Translated.inHost("RewriteCond %{HTTPS} off", "RewriteRule ^/a /b");

    assertThat(translated.stops()).isEmpty();
    assertThat(translated.routes()).containsExactly("/ -> 403");
  }

  /** What would send requests elsewhere than httpd, and is not carried out, stops the start. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "RewriteRule ^/(?!a) /b",
        "RewriteRule ^/a /b [H=proxy-server]",
        "RewriteRule ^/a /b [E=BALANCER_x:y]",
        "RewriteRule ^/a /b [CO=a:b]",
        "RewriteRule ^/a /b [CO=a:b:a.test;:1]",
        "RewriteRule ^/a http://%{HTTP_HOST}/ [P]",
        "RewriteRule ^/a http://10.0.0.1:%1/ [P]",
        "RewriteRule ^/a %{REQUEST_URI} [P]",
        "RewriteRule ^/a ${map:$1}",
        "SetEnvIf User-Agent a x=1\nRewriteRule ^/a /%{ENV:x}",
        "SetEnvIf User-Agent a x\nRewriteCond %{ENV:x} 1\nRewriteRule ^/a /b",
        "RewriteCond expr \"reqenv('x') == '1'\"\nRewriteRule ^/a /b",
        "RewriteCond %{REQUEST_URI} -U\nRewriteRule ^/a /b",
        "RewriteCond expr \"%{REQUEST_URI} ==\"\nRewriteRule ^/a /b",
        "<Location /a>\nRewriteEngine On\nRewriteRule ^/(?!a) - [F]\n</Location>",
        "<Location /a>\nRewriteEngine On\nRewriteRule ^ /b\nAuthType Basic\nAuthName a\n"
            + "AuthUserFile /dev/null\nRequire valid-user\n</Location>",
        "<Location /a>\nRewriteEngine On\nRewriteRule ^ - [F]\n</Location>\n"
            + "RewriteRule ^/a(.*) http://10.0.0.2$1 [P]",
        "<Location /a>\nRewriteEngine On\nRewriteRule ^ - [F]\n</Location>\n"
            + "RewriteRule .* http://10.0.0.2/ [P]",
        "<Location /a>\nRewriteEngine On\nRewriteRule ^ - [F]\n</Location>\n"
            + "ProxyPassMatch ^/a(.*) http://10.0.0.2$1",
        "<Location /a>\nRewriteEngine On\nRewriteRule ^ - [F]\n</Location>\n"
            + "<Location /a/m>\nProxyPass !\nSetHandler balancer-manager\nRequire all granted\n</Location>\n"
            + "DocumentRoot /srv",
      })
  void whatIsNotCarriedOut_stops(String lines) {
    Translated translated =
        Translated.inHost("RewriteEngine On\n" + lines, "ProxyPass / http://10.0.0.1/");

    assertThat(translated.stops()).isNotEmpty();
  }

  @Test
  void expressionOfPerl_isSaidWithItsPlace() {
    assertThat(Translated.inHost("RewriteEngine On", "RewriteRule ^/(?!a)b /c").stops())
        .containsExactly(
            "3: RewriteRule: RewriteRule: ^/(?!a)b (expected: a regular expression in RE2's syntax,"
                + " without a look ahead, at character 3)");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "RewriteRule ^/a | RewriteRule: ^/a (expected: an expression, and what is written instead)",
        "RewriteRule ^/a /b [LL] | flag: LL (expected: L)",
        "RewriteRule ^/a /b L | flags: L (expected: […], with no blanks in it unless it is quoted)",
        "RewriteCond %{HTTP_HOST} | RewriteCond: %{HTTP_HOST} "
            + "(expected: a text such as %{HTTP_HOST}, and an expression)"
      })
  void mistake_isSaid(String line, String message) {
    Translated translated = Translated.inHost("RewriteEngine On", line.strip());

    assertThat(translated.errors()).containsExactly("3: " + message.strip());
  }

  @Test
  void rulesOfTheMainServer_areAHostsOnlyWhereItSaysSo() {
    String main = "RewriteEngine On\nRewriteRule ^/main /m [R]\n";
    String host = "<VirtualHost *:8080>\nRewriteEngine On\nRewriteRule ^/own /o [R]\n";

    assertThat(Translated.of(main + host + "</VirtualHost>").routes().get(0))
        .startsWith("/ -> [^/own /o as 302]");
    assertThat(Translated.of(main + host + "RewriteOptions Inherit\n</VirtualHost>").routes())
        .first()
        .asString()
        .startsWith("/ -> [^/own /o as 302, ^/main /m as 302]");
  }

  /** Each as it was measured beside httpd. */
  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      value = {
        "-, -, own",
        "-, RewriteEngine Off, -",
        "-, RewriteOptions Inherit, own main",
        "-, RewriteOptions InheritBefore, main own",
        "-, RewriteOptions InheritDown, own",
        "InheritDown, -, own main",
        "InheritDown, RewriteOptions IgnoreInherit, own",
        "InheritDown, RewriteOptions InheritBefore, own main",
        "InheritDownBefore, -, main own",
        "InheritDownBefore, RewriteOptions Inherit, own main",
        "InheritDownBefore, RewriteEngine Off, -",
        "Inherit, -, own main",
        "Inherit, RewriteOptions InheritDown, own",
      })
  void engineAndOptionsOfTheMainServer_areThoseOfAHostThatSaysNothing(
      String main, String host, String rules) {
    Translated translated =
        Translated.of(
            "RewriteEngine On",
            main == null ? "" : "RewriteOptions " + main,
            "RewriteRule ^/main /main [R]",
            "<VirtualHost *:8080>",
            host == null ? "" : host,
            "RewriteRule ^/own /own [R]",
            "</VirtualHost>");

    String first = translated.routes().get(0);
    String shown = rules == null ? "" : rules.replaceAll("(\\w+)", "^/$1 /$1 as 302");
    assertThat(first)
        .startsWith(rules == null ? "/ -> 403" : "/ -> [" + shown.replace("302 ", "302, ") + "]");
  }

  @Test
  void linesByExpression_standWhereTheyAreAsked() {
    Translated translated =
        Translated.inHost(
            "ProxyPassMatch ^/[^/]+\\.(css|js)$ !",
            "ProxyPassMatch ^/(a|b)/(.*)$ balancer://c/x/$2",
            "ProxyPassMatch \\.gif$ http://10.0.0.2/images",
            "ProxyPassMatch ^(/z.*)$ http://10.0.0.3$1",
            "<Proxy balancer://c>",
            "BalancerMember http://10.0.0.1",
            "</Proxy>",
            "ProxyPass /d balancer://c/d",
            "RedirectMatch ^/$ /d/",
            "RedirectMatch gone ^/old",
            "RedirectMatch 301 ^/(\\w+)/x%20$ https://h.test/%20/$1");

    assertThat(translated.stops()).isEmpty();
    assertThat(translated.routes())
        .containsExactly(
            "/ where ^/[^/]+\\.(css|js)$ -> 403",
            "/ where ^/(a|b)/(.*)$ -> c/x/$2",
            "/ where ^.*?(?:\\.gif$).*$ -> 10.0.0.2/images$0",
            "/ where ^(/z.*)$ -> 10.0.0.3$1",
            "/d -> c",
            "/ -> [^/$ /d/ as 302]",
            "/ where ^/old -> 410",
            "/ -> [^/(\\w+)/x%20$ https://h.test/\\%20/$1 as 301]",
            "/ -> 403");
  }

  @Test
  void redirectByExpression_isDeadUnderAProxy() {
    Translated translated =
        Translated.inHost("ProxyPass / http://10.0.0.1/", "RedirectMatch ^/a /b");

    assertThat(translated.routes()).containsExactly("/ -> 10.0.0.1");
    assertThat(translated.stops()).isEmpty();
  }

  /** As it was measured: one slash too few or too many is lost or doubled, as the line has it. */
  @Test
  void slashes_areAsTheLineHasThem() {
    Translated translated =
        Translated.inHost(
            "ProxyPass /many http://10.0.0.1/many/",
            "ProxyPass /few/ http://10.0.0.1/few",
            "ProxyPass /host.x/ http://10.0.0.1");

    assertThat(translated.routes())
        .containsExactly(
            "/many -> 10.0.0.1/many/",
            "/few/ -> 10.0.0.1/few",
            "/host.x/ where ^/host\\.x/$ -> 10.0.0.1/",
            "/host.x/ -> 500",
            "/ -> 403");
    assertThat(translated.warnings()).hasSize(3);
  }

  @Test
  void encodedSlashes_areRefusedUnlessAServerTakesThem() {
    assertThat(Translated.inHost("ProxyPass / http://10.0.0.1/").configuration().clients().paths())
        .isEqualTo(new PathRules(true, EncodedSlashes.REFUSE));
    Translated two =
        Translated.of(
            "<VirtualHost *:8080>\nServerName a.test\nAllowEncodedSlashes NoDecode\n</VirtualHost>",
            "<VirtualHost *:8080>\nServerName b.test\n</VirtualHost>");
    assertThat(two.configuration().clients().paths())
        .isEqualTo(new PathRules(true, EncodedSlashes.KEEP));
    assertThat(two.routes())
        .containsExactly(
            "a.test/ -> 403", "b.test/ -> [1 x  is 404]", "b.test/ -> 403", "/ -> 403");
  }

  /** What is rewritten to a file that only some may have is refused to all here, which is safer. */
  @Test
  void rewrittenFile_thatIsNotForAll_isForbidden() {
    Translated translated =
        Translated.inHost(
            "DocumentRoot /srv/none",
            "<Directory /srv/none>",
            "Require ip 10.0.0.0/8",
            "</Directory>",
            "RewriteEngine On",
            "RewriteRule ^/a$ /b.html",
            "ProxyPass / http://10.0.0.1/");

    assertThat(translated.routes().get(0)).isEqualTo("/ -> [^/a$ /b.html], else / -> 403");
  }
}
