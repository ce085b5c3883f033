package org.rpicluster.balancer.program.config.apache;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is not forwarded is served from {@code DocumentRoot}, where everyone may read all of it. */
class ServedFilesTest {

  private static final String GRANTED = "<Directory ROOT>\nRequire all granted\n</Directory>";

  @TempDir private Path directory;
  private Path root;

  @BeforeEach
  void write() throws IOException {
    root = Files.createDirectories(directory.toRealPath().resolve("www"));
    Files.createDirectories(root.resolve("static/deep"));
    Files.writeString(root.resolve("file"), "text");
  }

  private Translated site(String... lines) {
    String text = "DocumentRoot ROOT\n" + String.join("\n", lines);
    return Translated.inHost(text.replace("ROOT", root.toString()));
  }

  @Test
  void pathThatIsNotForwarded_isServed_ifItIsAFolder() {
    assertThat(
            site(GRANTED, "ProxyPass /static !", "ProxyPass /file !", "ProxyPass / http://h/")
                .routes())
        .containsExactly("/static -> files " + root + "/static", "/file -> 404", "/ -> h");
    assertThat(site(GRANTED, "ProxyPass /app http://h/").routes())
        .containsExactly("/app -> h/", "/ -> files " + root);
  }

  @Test
  void folderThatOnlyTheMainFileDenies_isForbidden() {
    assertThat(site().routes()).containsExactly("/ -> 403");
  }

  @ParameterizedTest
  @ValueSource(strings = {"ROOT/static/../", "ROOT/./static", "/ROOT", "relative", "ROOT/\u00e9"})
  void rootThatHttpdWouldResolve_isNotServed(String name) {
    Translated translated =
        Translated.inHost(("DocumentRoot " + name + "\n" + GRANTED).replace("ROOT", "" + root));

    assertThat(translated.routes()).singleElement().asString().startsWith("/ -> 40");
  }

  @Test
  void folderThatIsNotThere_orALink_isNotServed() throws IOException {
    Files.createSymbolicLink(root.resolve("link"), root.resolve("static"));

    assertThat(
            site(GRANTED, "ProxyPass /none !", "ProxyPass /link !", "ProxyPass / http://h/")
                .routes())
        .containsExactly("/none -> 404", "/link -> 404", "/ -> h");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<Directory ROOT/static/deep>\nRequire ip 10\n</Directory>",
        "<Directory ROOT>\nAllowOverride All\n</Directory>",
        "<Directory ROOT>\nAuthType Basic\n</Directory>",
        "<Location /static/x>\nRequire all denied\n</Location>",
        "<Location />\nOrder deny,allow\nDeny from 10\n</Location>",
        "<Files secret>\nRequire all denied\n</Files>",
        "<FilesMatch \"\\.bak$\">\nRequire all denied\n</FilesMatch>",
        "<Directory ROOT>\n<Limit GET>\nRequire all denied\n</Limit>\n</Directory>",
        "Alias /static/icons /usr/share/icons",
        "ScriptAlias /static/cgi /usr/lib/cgi-bin",
        "DirectoryIndex index.php index.html",
        "<Directory ROOT/../x>\nRequire all denied\n</Directory>",
        "<Directory /ROOT/static>\nRequire all denied\n</Directory>",
        "AddType application/x-httpd-php .html",
        "<Directory ROOT>\nSetHandler server-parsed\n</Directory>",
        "AddOutputFilter INCLUDES .shtml"
      })
  void whateverElseHasASay_isWarnedOf_andNothingIsServed(String lines) {
    Translated translated = site(GRANTED, lines, "ProxyPass /static !", "ProxyPass / http://h/");

    assertThat(translated.routes()).first().asString().startsWith("/static -> 40");
    assertThat(translated.routes()).noneMatch(route -> route.contains("files"));
  }

  @Test
  void namesThatAreNeverServed_areNoObstacle() {
    String hidden = "<FilesMatch \"^\\.ht\">\nRequire all denied\n</FilesMatch>";

    assertThat(site(GRANTED, hidden, "DirectoryIndex index.html index.php").routes())
        .containsExactly("/ -> files " + root);
  }
}
