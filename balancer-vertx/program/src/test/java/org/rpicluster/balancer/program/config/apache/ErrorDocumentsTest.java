package org.rpicluster.balancer.program.config.apache;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.rpicluster.balancer.program.config.ErrorPageSettings;
import org.rpicluster.balancer.program.config.apache.report.Fate;

/** Which pages {@code ErrorDocument} puts in the place of the proxy's own sentences. */
class ErrorDocumentsTest {

  @TempDir private Path temporary;
  private Path root;

  @BeforeEach
  void write() throws IOException {
    root = Files.createDirectory(temporary.toRealPath().resolve("www"));
    Files.writeString(root.resolve("sorry.html"), "<p>sorry");
  }

  @Test
  void fileThatIsNotForwarded_isThePage() {
    Translated translated =
        site("ErrorDocument 503 /sorry.html", "ProxyPass /sorry.html !", "ProxyPass / http://h/");

    assertThat(translated.needs()).isEmpty();
    assertThat(translated.warnings()).isEmpty();
    assertThat(pages(translated))
        .contains(Map.of(503, ErrorPageSettings.of(root.resolve("sorry.html")).charset("")));
  }

  @Test
  void fileThatIsForwarded_isNotSent_andTheReasonIsSaid() {
    Translated translated = site("ErrorDocument 503 /sorry.html", "ProxyPass / http://h/");

    assertThat(translated.fates(Fate.TRANSLATED)).anyMatch(fate -> fate.contains("ErrorDocument"));
    assertThat(translated.warnings()).anyMatch(w -> w.contains("write ProxyPass /sorry.html !"));
    assertThat(pages(translated))
        .allSatisfy(
            pages -> {
              assertThat(pages.get(503).file()).isEmpty();
              assertThat(pages.get(503).body()).contains("<title>503 Service Unavailable</title>");
            });
  }

  /** Each line, the page, and its type or where it is. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          503 "Back soon"            | Back soon           | text/html; charset=iso-8859-1
          503 Back                   | Back                | text/html; charset=iso-8859-1
          403 "Zugriff – verweigert" | Zugriff – verweigert | text/html; charset=utf-8
          404 https://h.test/lost?a  | ''                  | https://h.test/lost?a
          """)
  void textOrUrl_isThePage(String line, String body, String typeOrUrl) {
    Translated translated = site("ErrorDocument " + line, "ProxyPass / http://h/");

    assertThat(translated.needs()).isEmpty();
    assertThat(pages(translated))
        .allSatisfy(
            pages -> {
              ErrorPageSettings page = pages.get(Integer.parseInt(line.substring(0, 3)));
              assertThat(page.body()).isEqualTo(body);
              assertThat(body.isEmpty() ? page.redirect() : page.type()).isEqualTo(typeOrUrl);
            });
  }

  @Test
  void page_isAlsoForWhatIsRefusedHere() {
    Translated translated =
        site("ErrorDocument 403 no", "<Location />\nRequire all denied\n</Location>");

    assertThat(translated.routes()).containsExactly("/ -> 403");
    assertThat(pages(translated).get(0).get(403).body()).isEqualTo("no");
  }

  @Test
  void urlFor401_hasNoEffect_asABrowserMustSeeTheStatus() {
    Translated translated = site("ErrorDocument 401 https://h.test/", "ProxyPass / http://h/");

    assertThat(translated.fates(Fate.NO_EFFECT)).anyMatch(fate -> fate.contains("must see 401"));
    assertThat(pages(translated)).allMatch(Map::isEmpty);
  }

  @Test
  void lineOfAHost_winsOverTheMainServers_andDefaultIsTheSentence() {
    assertThat(
            pages(
                site(
                    "ErrorDocument 503 /sorry.html",
                    "ErrorDocument 503 default",
                    "ProxyPass /sorry.html !",
                    "ProxyPass / http://h/")))
        .allMatch(Map::isEmpty);
  }

  /**
   * As httpd 2.4.71: below its path, on top of what is said around it, in the order of the file.
   */
  @Test
  void linesOfALocation_areForWhatIsBelowIt() {
    Translated translated =
        site(
            "ErrorDocument 503 all",
            "ErrorDocument 404 all",
            "ProxyPass / http://h/",
            "<Location /a/b>\nErrorDocument 503 default\n</Location>",
            "<Location /a>\nErrorDocument 503 a\n</Location>",
            "<Location /a/c>\nErrorDocument 404 default\n</Location>");

    assertThat(translated.needs()).isEmpty();
    assertThat(translated.routes()).containsExactly("/a/b -> h", "/a/c -> h", "/a -> h", "/ -> h");
    assertThat(pages(translated).stream().map(ErrorDocumentsTest::bodies))
        .containsExactly(
            Map.of(503, "a", 404, "all"),
            Map.of(503, "a"),
            Map.of(503, "a", 404, "all"),
            Map.of(503, "all", 404, "all"));
  }

  @Test
  void rulesOfTheServer_haveThePagesOfALocationToo_andAreAskedOnce() {
    Translated translated =
        site(
            "RewriteEngine On",
            "RewriteRule secret - [F]",
            "ProxyPass / http://h/",
            "<Location /a>\nErrorDocument 403 a\n</Location>");

    assertThat(translated.routes().stream().map(route -> route.replaceFirst(",.*", "")))
        .containsExactly("/a -> [secret is 403]", "/ -> [secret is 403]", "/a -> h", "/ -> h");
    assertThat(translated.configuration().routes().get(1).match().except()).containsExactly("/a");
    assertThat(pages(translated).stream().map(ErrorDocumentsTest::bodies))
        .containsExactly(Map.of(403, "a"), Map.of(), Map.of(403, "a"), Map.of());
  }

  @Test
  void filesOfALocation_areWhereTheyWere() {
    Translated translated = site("<Location /a>\nErrorDocument 404 a\n</Location>");

    assertThat(translated.routes())
        .containsExactly("/a -> files " + root + " at /", "/ -> files " + root);
  }

  @ParameterizedTest
  @ValueSource(strings = {"LocationMatch ^/a", "Location /a*", "Proxy *", "If true"})
  void linesOfOtherSections_needTheUser(String section) {
    String end = "</" + section.split(" ")[0] + ">";

    assertThat(
            site("ProxyPass / http://h/", "<" + section + ">\nErrorDocument 503 a\n" + end).needs())
        .anyMatch(needs -> needs.contains("ErrorDocument"));
  }

  private static Map<Integer, String> bodies(Map<Integer, ErrorPageSettings> pages) {
    return pages.entrySet().stream()
        .collect(Collectors.toMap(Map.Entry::getKey, page -> page.getValue().body()));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          404 ftp://h.test/lost       | redirect.to: ftp://h.test/lost
          301 /sorry.html             | pages are for the statuses 400 to 599
          """)
  void whatIsNotCarriedOut_isSaid(String line, String needs) {
    assertThat(site("ErrorDocument " + line, "ProxyPass / http://h/").needs())
        .singleElement()
        .asString()
        .contains(needs);
  }

  private static List<Map<Integer, ErrorPageSettings>> pages(Translated translated) {
    return translated.configuration().routes().stream().map(route -> route.errorPages()).toList();
  }

  private Translated site(String... lines) {
    String granted = "<Directory " + root + ">\nRequire all granted\n</Directory>";
    return Translated.inHost("DocumentRoot " + root, granted, String.join("\n", lines));
  }
}
