package org.rpicluster.balancer.program.config.apache;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
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
    assertThat(pages(translated)).contains(Map.of(503, root.resolve("sorry.html")));
  }

  @Test
  void fileThatIsForwarded_isNotSent_andTheReasonIsSaid() {
    Translated translated = site("ErrorDocument 503 /sorry.html", "ProxyPass / http://h/");

    assertThat(translated.fates(Fate.TRANSLATED)).anyMatch(fate -> fate.contains("ErrorDocument"));
    assertThat(translated.warnings()).anyMatch(w -> w.contains("write ProxyPass /sorry.html !"));
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

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          503 "Back soon"             | write the text to a file
          404 https://h.test/lost     | errors are not answered by a redirect
          301 /sorry.html             | pages are for the statuses 400 to 599
          """)
  void whatIsNotCarriedOut_isSaid(String line, String needs) {
    assertThat(site("ErrorDocument " + line, "ProxyPass / http://h/").needs())
        .singleElement()
        .asString()
        .contains(needs);
  }

  private static List<Map<Integer, Path>> pages(Translated translated) {
    return translated.configuration().routes().stream().map(route -> route.errorPages()).toList();
  }

  private Translated site(String... lines) {
    String granted = "<Directory " + root + ">\nRequire all granted\n</Directory>";
    return Translated.inHost("DocumentRoot " + root, granted, String.join("\n", lines));
  }
}
