package org.rpicluster.balancer.program.config.apache;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Folders that are known by expressions and wildcards: who may read what is in them. */
class FolderPatternsTest {

  private static String ruling(String path, String... sections) {
    String[] lines = new String[sections.length + 4];
    lines[0] = "DocumentRoot /srv/none";
    lines[1] = "<Directory /srv/none>";
    lines[2] = "Require all granted";
    lines[3] = "</Directory>";
    System.arraycopy(sections, 0, lines, 4, sections.length);
    Translated translated = Translated.inHost(lines);
    assertThat(translated.stops()).isEmpty();
    return translated.ruling("GET " + path + " 9.9.9.9");
  }

  /** As it was measured beside httpd. */
  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "<DirectoryMatch /sub> ; /dm/sub/g.html ; DENIED",
        "<DirectoryMatch /sub> ; /dm/sub/none/x ; DENIED",
        "<DirectoryMatch /sub> ; /dm/f.html ; GRANTED",
        "<DirectoryMatch ^/srv/none/dm/$> ; /dm/ ; DENIED",
        "<DirectoryMatch ^/srv/none/dm/$> ; /dm/f.html ; GRANTED",
        "<DirectoryMatch /\\.(git|svn)> ; /a/.git/x ; DENIED",
        "<DirectoryMatch \\.(git|svn)> ; /a.svn/x ; DENIED",
        "<DirectoryMatch /.*/sub/> ; /b/sub/x ; DENIED",
        "<Directory ~ /sub> ; /dm/sub/g.html ; DENIED",
        "<Directory /srv/none/d*> ; /dm/f.html ; DENIED",
        "<Directory /srv/none/d*> ; /dm/sub/g.html ; DENIED",
        "<Directory /srv/none/d*> ; /x/dm/f.html ; GRANTED",
        "<Directory /srv/none/*/sub> ; /dm/sub/g.html ; DENIED",
        "<Directory /srv/none/*/sub> ; /a/b/sub/g.html ; GRANTED",
      })
  void section_isForWhatItsPatternFinds(String opening, String path, String ruling) {
    String section = opening.strip();
    String name = section.startsWith("<DirectoryMatch") ? "DirectoryMatch" : "Directory";
    assertThat(ruling(path.strip(), section, "Require all denied", "</" + name + ">"))
        .isEqualTo(ruling.strip());
  }

  @Test
  void plainFolder_comesBehindAWildcardAboveIt_andBeforeAnExpression() {
    String[] wild = {
      "<Directory /srv/none/*/user?>", "Require all denied", "</Directory>",
      "<Directory /srv/none/dm/user1/pub>", "Require all granted", "</Directory>",
    };
    String[] expression = {
      "<DirectoryMatch /user1>", "Require all denied", "</DirectoryMatch>",
      "<Directory /srv/none/dm/user1/pub>", "Require all granted", "</Directory>",
    };

    assertThat(ruling("/dm/user1/x", wild)).isEqualTo("DENIED");
    assertThat(ruling("/dm/user1/pub/x", wild)).isEqualTo("GRANTED");
    assertThat(ruling("/dm/user1/pub/x", expression)).isEqualTo("DENIED");
  }
}
