package org.rpicluster.balancer.program.config.apache;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Who may come to what is forwarded. What httpd makes of the same lines, the acceptance suite
 * {@code apache-access} asks it.
 */
class ForwardedAccessTest {

  @TempDir private Path directory;

  /** Everything is forwarded; sections follow. */
  private static Translated site(String... sections) {
    return Translated.inHost("ProxyPass / http://h/", String.join("\n", sections));
  }

  private static Translated location(String path, String lines) {
    return site("<Location " + path + ">", lines.replace("; ", "\n"), "</Location>");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Require all granted | GET /a 9.9.9.9 | GRANTED",
        "Require all denied | GET /a 9.9.9.9 | DENIED",
        "Require ip 10 ::1 | GET /a 10.1.2.3 | GRANTED",
        "Require ip 10 ::1 | GET /a ::1 | GRANTED",
        "Require ip 10 ::1 | GET /a 9.9.9.9 | DENIED",
        "Require local | GET /a 127.4.4.4 | GRANTED",
        "Require host localhost | GET /a 127.0.0.1 | GRANTED",
        "Require method GET | HEAD /a 9.9.9.9 | GRANTED",
        "Require method GET | POST /a 9.9.9.9 | DENIED",
        "<RequireAll>; Require all granted; Require not ip 10; </RequireAll> | GET /a 9.9.9.9 | GRANTED",
        "<RequireAll>; Require all granted; Require not ip 10; </RequireAll> | GET /a 10.0.0.1 | DENIED",
        "<RequireAll>; Require ip 10; <RequireNone>; Require ip 10.1; Require method POST; </RequireNone>; </RequireAll> | POST /a 10.2.0.0 | DENIED",
        "<RequireAll>; Require ip 10; <RequireNone>; Require ip 10.1; Require method POST; </RequireNone>; </RequireAll> | GET /a 10.2.0.0 | GRANTED",
        "Order allow,deny; Allow from all; Deny from 10 | GET /a 10.0.0.1 | DENIED",
        "Order allow,deny; Allow from all; Deny from 10 | GET /a 9.9.9.9 | GRANTED",
        "Order deny,allow; Deny from all; Allow from 10 | GET /a 10.0.0.1 | GRANTED",
        "Order deny,allow; Deny from 10; Allow from 10.1 | GET /a 10.1.0.1 | GRANTED",
        "Order deny,allow; Deny from 10; Allow from 10.1 | GET /a 10.2.0.1 | DENIED",
        "Order deny,allow; Deny from 10; Allow from 10.1 | GET /a 9.9.9.9 | GRANTED",
        "Order mutual-failure; Allow from 10; Deny from 10.1 | GET /a 10.1.0.1 | DENIED",
        "Deny from none | GET /a 9.9.9.9 | GRANTED",
        "Order deny,allow; Deny from all; Allow from localhost | GET /a 127.0.0.1 | GRANTED",
        "Order deny,allow; Deny from all; Require all granted | GET /a 9.9.9.9 | DENIED",
        "Satisfy Any; Require ip 10 | GET /a 9.9.9.9 | GRANTED",
        "<Limit DELETE>; Require all denied; </Limit> | DELETE /a 9.9.9.9 | DENIED",
        "<Limit DELETE>; Require all denied; </Limit> | GET /a 9.9.9.9 | GRANTED",
        "<LimitExcept GET>; Require ip 10; </LimitExcept> | HEAD /a 9.9.9.9 | GRANTED",
        "<LimitExcept GET>; Require ip 10; </LimitExcept> | BREW /a 9.9.9.9 | DENIED",
        "Require ip 10; <Limit POST>; Require ip 11; </Limit> | POST /a 11.0.0.1 | GRANTED",
        "Require ip 10; <Limit POST>; Require ip 11; </Limit> | GET /a 11.0.0.1 | DENIED",
        "<Limit PUT>; Order allow,deny; Allow from 10; </Limit> | PUT /a 9.9.9.9 | DENIED",
        "<Limit PUT>; Order allow,deny; Allow from 10; </Limit> | GET /a 9.9.9.9 | GRANTED",
      })
  void section_letsInWhoHttpdLetsIn(String lines, String request, String ruling) {
    Translated site = location("/a", lines);

    assertThat(site.stops()).isEmpty();
    assertThat(site.errors()).isEmpty();
    assertThat(site.ruling(request)).isEqualTo(ruling);
    assertThat(site.ruling("GET /b 9.9.9.9")).isEqualTo("GRANTED");
  }

  @ParameterizedTest
  @CsvSource({
    "/a, DENIED",
    "/a/x, DENIED",
    "/ab, GRANTED",
    "/a/b, GRANTED",
    "/a/b/c, GRANTED",
    "/v1, DENIED",
    "/x.php, DENIED",
    "/x/y.php, DENIED",
    "/w/1/z, DENIED",
    "/w/1/2/z, GRANTED",
  })
  void laterSection_overridesAnEarlierOne(String path, String ruling) {
    Translated site =
        site(
            "<Location /a>\nRequire all denied\n</Location>",
            "<Location /a/b>\nRequire all granted\n</Location>",
            "<LocationMatch \"^/v[0-9]\">\nRequire all denied\n</LocationMatch>",
            "<Location ~ \"\\.(php|cgi)$\">\nRequire all denied\n</Location>",
            "<Location /w/*/z>\nRequire all denied\n</Location>");

    assertThat(site.ruling("GET " + path + " 9.9.9.9")).isEqualTo(ruling);
  }

  @Test
  void eachSyntax_goesByTheLastSectionThatSaysSomethingInIt() {
    Translated site =
        site(
            "<Location />\nOrder deny,allow\nDeny from all\nAllow from 10\n</Location>",
            "<Location /a>\nRequire all granted\n</Location>",
            "<Location /b>\nOrder allow,deny\nAllow from all\n</Location>");

    assertThat(site.ruling("GET /a 9.9.9.9")).isEqualTo("DENIED");
    assertThat(site.ruling("GET /a 10.0.0.1")).isEqualTo("GRANTED");
    assertThat(site.ruling("GET /b 9.9.9.9")).isEqualTo("GRANTED");
  }

  @ParameterizedTest
  @CsvSource({
    "/o/x, GRANTED",
    "/o/secret, DENIED",
    "/o/secrets/x, DENIED",
    "/o/x/secret, GRANTED",
    "/o/m1, DENIED",
    "/o/x/m1, GRANTED",
    "/c/x, DENIED",
  })
  void sectionForMembers_isComparedWithWhereRequestsGo(String path, String ruling) {
    Translated site =
        Translated.inHost(
            "<Proxy balancer://open>\nBalancerMember http://h:1\n</Proxy>",
            "<Proxy balancer://closed>\nBalancerMember http://h:2\nRequire ip 10\n</Proxy>",
            "<Proxy balancer://open/secret>\nRequire all denied\n</Proxy>",
            "<ProxyMatch ^balancer://open/m[0-9]>\nRequire ip 10\n</ProxyMatch>",
            "<Proxy http://other*>\nRequire all denied\n</Proxy>",
            "ProxyPass /o/ balancer://open/",
            "ProxyPass /c/ balancer://closed/");

    assertThat(site.stops()).isEmpty();
    assertThat(site.ruling("GET " + path + " 9.9.9.9")).isEqualTo(ruling);
  }

  @Test
  void folders_haveNoSayInWhatIsForwarded() {
    Translated site =
        site(
            "<Directory />\nRequire all denied\n</Directory>",
            "<Files *>\nRequire all denied\n</Files>");

    assertThat(site.stops()).isEmpty();
    assertThat(site.ruling("GET /a 9.9.9.9")).isEqualTo("GRANTED");
  }

  @ParameterizedTest
  @CsvSource({"/ws/a, DENIED", "/x, GRANTED", "/m1, DENIED"})
  void whatRulesAndExpressionsForward_isUnderTheLocationsOfItsPath(String path, String ruling) {
    Translated site =
        Translated.inHost(
            "<Proxy balancer://b>\nBalancerMember http://h:1\nRequire all granted\n</Proxy>",
            "RewriteEngine On",
            "RewriteRule ^/ws/(.*) http://h/$1 [P]",
            "ProxyPassMatch ^/(m[0-9])$ balancer://b/$1",
            "ProxyPass / http://h/",
            "<Location /ws>\nRequire ip 10\n</Location>",
            "<LocationMatch ^/m>\nRequire ip 10\n</LocationMatch>");

    assertThat(site.stops()).isEmpty();
    assertThat(site.ruling("GET " + path + " 9.9.9.9")).isEqualTo(ruling);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "RewriteEngine On\nRewriteRule ^/ws/(.*) http://h/$1 [P]",
        "ProxyPassMatch ^/(m[0-9])$ http://h/$1",
      })
  void sectionForMembers_ofWhichItIsNotClearWhetherItIsMeant_stopsTheStart(String line) {
    String section = "<Proxy http://h/m>\nRequire all denied\n</Proxy>";

    assertThat(Translated.inHost(section, line).stops()).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource({
    "GET /a 9.9.9.9, DENIED",
    "GET /a 9.9.9.9 X-Pass:letmein, GRANTED",
    "GET /a 9.9.9.9 X-Pass:LETMEIN, DENIED",
    "GET /a 9.9.9.9 X-Pass:letmein User-Agent:BOT, DENIED",
    "GET /a 10.0.0.1, GRANTED",
    "GET /a/free 9.9.9.9, GRANTED",
  })
  void variable_isThereWhereSetEnvIfSetsIt(String request, String ruling) {
    Translated site =
        Translated.of(
            "SetEnvIf X-Pass ^letmein$ in=1",
            "<VirtualHost *:8080>",
            "SetEnvIfNoCase User-Agent bot !in",
            "SetEnvIf Remote_Addr ^10\\. other in",
            "SetEnvIf Request_URI free$ in",
            "SetEnv in 1",
            "ProxyPass / http://h/",
            "<Location /a>",
            "Order deny,allow",
            "Deny from all",
            "Allow from env=in",
            "</Location>",
            "</VirtualHost>");

    assertThat(site.stops()).isEmpty();
    assertThat(site.ruling(request)).isEqualTo(ruling);
  }

  @Test
  void users_areKnownFromTheFileThatTheSectionsAroundName() throws IOException {
    Path users =
        Files.writeString(directory.resolve("users"), "anna:{SHA}5en6G6MezRroT3XKqkdPOmY/BfQ=\n");
    Translated site =
        site(
            "<Location />",
            "AuthType Basic",
            "AuthName \"Our site\"",
            "AuthUserFile " + users,
            "</Location>",
            "<Location /a>",
            "Require user anna",
            "</Location>",
            "<Location /b>",
            "Require valid-user",
            "Order deny,allow",
            "Deny from all",
            "Allow from 10",
            "Satisfy any",
            "</Location>");

    assertThat(site.stops()).isEmpty();
    assertThat(site.ruling("GET /a 10.0.0.1")).isEqualTo("USER_NEEDED");
    assertThat(site.ruling("GET /b 10.0.0.1")).isEqualTo("GRANTED");
    assertThat(site.ruling("GET /b 9.9.9.9")).isEqualTo("USER_NEEDED");
    // In httpd every such request is an error.
    assertThat(site.ruling("GET /c 9.9.9.9")).isEqualTo("DENIED");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Require valid-user",
        "AuthType Basic; AuthName x; Require valid-user",
        "AuthType Basic; AuthName x; AuthUserFile /none; Require valid-user",
        "AuthType Digest; Require all granted",
        "AuthType None; AuthName x; AuthUserFile /none; Require valid-user",
        "AuthBasicProvider ldap; Require all granted",
        "Require host example.org",
        "Require ldap-user x",
        "Require unix-group x",
        "Order allow,deny; Allow from all; Deny from evil.example.org",
        "<Limit POST>; SSLRequireSSL; </Limit>",
        "SetEnvIf X-A b c; Require env c",
      })
  void whatCannotBeCarriedOut_stopsTheStart(String lines) {
    assertThat(location("/a", lines).stops()).isNotEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"(?=a)", "a\\1(b)", "(?<!x)y", "[[:foo:]]("})
  void expressionThatRe2HasNot_stopsTheStart(String expression) {
    assertThat(
            site("<LocationMatch \"" + expression + "\">\nRequire ip 10\n</LocationMatch>").stops())
        .hasSize(1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Satisfy Any; Require ip 10 | Satisfy Any lets every client in here",
        "Order deny,allow; Allow from 10 | without a Deny lets every client in",
        "Order deny,allow; Deny from all; Allow from *.*. | is a name, which is not looked up",
      })
  void whatSurprises_isWarnedOf(String lines, String warning) {
    assertThat(location("/a", lines).warnings()).anySatisfy(w -> assertThat(w).contains(warning));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "And | Require ip 10.1 | GET /a 10.1.0.1 | GRANTED",
        "And | Require ip 10.1 | GET /a 10.2.0.1 | DENIED",
        "And | Require ip 11 | GET /a 11.0.0.1 | DENIED",
        "Or | Require ip 11 | GET /a 11.0.0.1 | GRANTED",
        "Or | Require ip 11 | GET /a 10.0.0.1 | GRANTED",
        "Or | Require ip 11 | GET /a 12.0.0.1 | DENIED",
        "Off | Require ip 11 | GET /a 10.0.0.1 | DENIED",
        "Or | AuthName x | GET /a 12.0.0.1 | DENIED",
      })
  void merging_putsTheRequireOfSectionsTogether(
      String how, String line, String request, String ruling) {
    Translated site =
        site(
            "<Location />",
            "Require ip 10",
            "</Location>",
            "<Location /a>",
            "AuthMerging " + how,
            line,
            "</Location>");

    assertThat(site.stops()).isEmpty();
    assertThat(site.ruling(request)).isEqualTo(ruling);
  }

  /** There is nothing to let in by: the section's own counts alone. */
  @Test
  void mergingByOr_withNothingBefore_isNoWayIn() {
    Translated site = site("<Location /a>", "AuthMerging Or", "Require ip 10", "</Location>");

    assertThat(site.ruling("GET /a 9.9.9.9")).isEqualTo("DENIED");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "AuthMerging Off",
        "AuthMerging Or; <Limit POST>; Require ip 10; </Limit>",
        "Require expr \"reqenv('a') == 'b'\"",
        "Require expr \"%{REQUEST_STATUS} == '200'\"",
        "Require expr \"%{DOCUMENT_ROOT} == 'b'\"",
        "<If \"-n reqenv('a')\">; Require all denied; </If>",
      })
  void whatIsNotKnownWhenAccessIsDecided_stops(String lines) {
    assertThat(location("/a", lines).stops()).isNotEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Require expr \"%{HTTP:X-Key} == 'k'\" | GET /a 9.9.9.9 X-Key:k | GRANTED",
        "Require expr %{HTTP:X-Key} == 'k' | GET /a 9.9.9.9 X-Key:k | GRANTED",
        "Require expr \"%{HTTP:X-Key} == 'k'\" | GET /a 9.9.9.9 | DENIED",
        "<RequireAll>; Require all granted; Require not expr \"-R '10.0.0.0/8'\"; </RequireAll> | GET /a 10.0.0.1 | DENIED",
        "<If \"%{HTTP:X-Key} == 'k'\">; Require all denied; </If> | GET /a 9.9.9.9 X-Key:k | DENIED",
        "<If \"%{HTTP:X-Key} == 'k'\">; Require all denied; </If> | GET /a 9.9.9.9 | GRANTED",
      })
  void expression_letsInWhoHttpdLetsIn(String lines, String request, String ruling) {
    Translated site = location("/a", lines);

    assertThat(site.stops()).isEmpty();
    assertThat(site.ruling(request)).isEqualTo(ruling);
    assertThat(site.ruling("GET /b 9.9.9.9 X-Key:k")).isEqualTo("GRANTED");
  }

  /** Conditions come after Locations, and each only if none before it holds. */
  @ParameterizedTest
  @CsvSource({
    "GET /a 9.9.9.9 X:1, GRANTED",
    "GET /a 9.9.9.9 X:2, DENIED",
    "GET /b 9.9.9.9 X:2, GRANTED",
    "GET /b 9.9.9.9 X:3, DENIED",
    "GET /b 10.0.0.1 X:3, GRANTED"
  })
  void condition_decidesAfterLocations(String request, String ruling) {
    Translated site =
        site(
            "<If \"%{HTTP:X} == '1'\">",
            "Require all granted",
            "</If>",
            "<ElseIf \"%{REQUEST_URI} =~ m#^/a#\">",
            "Header set X-Branch two",
            "Require all denied",
            "</ElseIf>",
            "<Else>",
            "<RequireAny>",
            "Require ip 10",
            "Require expr \"%{HTTP:X} == '2'\"",
            "</RequireAny>",
            "</Else>",
            "<Location />",
            "Require all denied",
            "</Location>");

    assertThat(site.stops()).isEmpty();
    assertThat(site.ruling(request)).isEqualTo(ruling);
  }
}
