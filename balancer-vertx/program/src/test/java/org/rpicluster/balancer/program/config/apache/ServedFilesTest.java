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
import org.junit.jupiter.params.provider.ValueSource;
import org.rpicluster.balancer.program.config.FilesSettings;
import org.rpicluster.balancer.program.config.RouteSettings;
import org.rpicluster.balancer.program.config.apache.report.Fate;

/** What is not forwarded is served from folders, to those who may come there. */
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
  void pathThatIsNotForwarded_isServed_folderOrFile() {
    assertThat(
            site(GRANTED, "ProxyPass /static !", "ProxyPass /file !", "ProxyPass / http://h/")
                .routes())
        .containsExactly(
            "/static -> files " + root + " at /", "/file -> files " + root + " at /", "/ -> h");
    assertThat(site(GRANTED, "ProxyPass /app http://h/").routes())
        .containsExactly("/app -> h/", "/ -> files " + root);
  }

  @Test
  void pathsByAnExpression_areServed_whereTheyAreNotForwarded() {
    assertThat(site(GRANTED, "ProxyPassMatch \\.css$ !", "ProxyPass / http://h/").routes())
        .containsExactly("/ where \\.css$ -> files " + root, "/ -> h");
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
    Path link = Files.createSymbolicLink(directory.toRealPath().resolve("link"), root);
    String granted = "<Directory />\nRequire all granted\n</Directory>";

    for (String name : new String[] {root + "/none", link.toString()}) {
      assertThat(Translated.inHost("DocumentRoot " + name, granted).routes())
          .containsExactly("/ -> 404");
      assertThat(Translated.inHost("Alias /a " + name, granted, "ProxyPass /b http://h/").routes())
          .containsExactly("/b -> h/", "/a -> 404", "/ -> 403");
    }
  }

  @Test
  void alias_isServedAtItsPath_beforeDocumentRoot_andFirstOfAHost() {
    Translated translated =
        site(
            GRANTED,
            "Alias /media/ ROOT/static/",
            "Alias /media/deep ROOT",
            "Alias /f ROOT/file",
            "ProxyPass /media !",
            "ProxyPass /f !",
            "ProxyPass / http://h/");

    assertThat(translated.routes())
        .containsExactly(
            "/media/ -> files " + root + "/static",
            "/media -> files " + root + " at /",
            "/f -> files " + root + "/file",
            "/ -> h");
    assertThat(translated.needs()).isEmpty();
  }

  @Test
  void pathBelowAnAlias_isServedFromItsFolder() {
    assertThat(
            site(GRANTED, "Alias /m ROOT/static", "ProxyPass /m/deep !", "ProxyPass / http://h/")
                .routes())
        .first()
        .isEqualTo("/m/deep -> files " + root + "/static at /m");
  }

  @Test
  void aliasWithASlashAtOneEnd_gluesNames_andIsNotServed() {
    Translated translated = site(GRANTED, "Alias /media/ ROOT/static");

    assertThat(translated.routes()).first().isEqualTo("/media/ -> 403");
    assertThat(translated.needs()).singleElement().asString().contains("end both in one");
  }

  private static FilesSettings filesAt(Translated translated, String path) {
    return translated.configuration().routes().stream()
        .filter(route -> route.match().hasPath(path))
        .map(RouteSettings::unguarded)
        .map(route -> ((RouteSettings.ToFiles) route).files())
        .findFirst()
        .orElseThrow();
  }

  @Test
  void types_areThoseOfTheServer_andOfFoldersAround_theNearerWins() {
    Translated translated =
        site(
            GRANTED,
            "AddType text/x-foo .foo bar",
            "AddEncoding X-GZip gz",
            "AddCharset utf-8 .u8",
            "AddDefaultCharset koi8-r",
            "<Directory ROOT/static>\nAddType text/x-bar .bar\nRemoveType foo\nAddDefaultCharset Off\n</Directory>",
            "<Directory ROOT/static/deep/>\nForceType text/plain\n</Directory>",
            "ProxyPass /app http://h/");

    assertThat(translated.routes())
        .containsExactly(
            "/app -> h/",
            "/static/deep -> files " + root + " at /",
            "/static -> files " + root + " at /",
            "/ -> files " + root);
    assertThat(filesAt(translated, "/file").types().types())
        .isEqualTo(Map.of("foo", "text/x-foo", "bar", "text/x-foo"));
    assertThat(filesAt(translated, "/file").types().encodings()).isEqualTo(Map.of("gz", "x-gzip"));
    assertThat(filesAt(translated, "/file").charset()).isEqualTo("koi8-r");
    assertThat(filesAt(translated, "/static/x").types().types())
        .isEqualTo(Map.of("bar", "text/x-bar"));
    assertThat(filesAt(translated, "/static/x").charset()).isEmpty();
    assertThat(filesAt(translated, "/static/deep/x").forcedType()).isEqualTo("text/plain");
    assertThat(translated.needs()).isEmpty();
    assertThat(translated.fates(Fate.NO_EFFECT)).isEmpty();
  }

  @Test
  void types_haveNoEffect_whereAllIsForwarded() {
    Translated translated = site("AddType text/x-foo .foo", "ProxyPass / http://h/");

    assertThat(translated.fates(Fate.NO_EFFECT))
        .singleElement()
        .asString()
        .contains("for files that are served here");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<Files x.html>\nForceType text/plain\n</Files>",
        "<Location /static>\nAddType text/plain .html\n</Location>",
        "<Directory ROOT/*>\nForceType text/plain\n</Directory>",
        "<If \"true\">\nForceType text/plain\n</If>"
      })
  void typesOfFilesThatAreNotKnownByTheirFolder_haveThemNotServed(String section) {
    assertThat(site(GRANTED, section).routes()).last().isEqualTo("/ -> 404");
  }

  @Test
  void typeThatIsNone_needsTheUser() {
    assertThat(site(GRANTED, "AddType .foo text/x-foo").needs())
        .singleElement()
        .asString()
        .contains(".foo (expected: a media type such as text/html)");
  }

  @Test
  void programs_areNotSentAsText() {
    Translated translated = site(GRANTED, "ScriptAlias /cgi-bin/ ROOT/static/");

    assertThat(translated.routes()).containsExactly("/cgi-bin/ -> 403", "/ -> files " + root);
    assertThat(translated.needs()).singleElement().asString().contains("CGI is not run");
  }

  /** Lines that say who may come, a request, and whether it may. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          <Directory ROOT/static/deep>%Require ip 10%</Directory>    | GET /static/x 192.0.2.1       | GRANTED
          <Directory ROOT/static/deep>%Require ip 10%</Directory>    | GET /static/deep/x 192.0.2.1  | DENIED
          <Directory ROOT/static/deep>%Require ip 10%</Directory>    | GET /static/deep/x 10.0.0.1   | GRANTED
          <Directory ROOT>%Require ip 10%</Directory>                | GET /static/x 192.0.2.1       | DENIED
          <Location /static/x>%Require all denied%</Location>        | GET /static/x/y 10.0.0.1      | DENIED
          <Location /static/x>%Require all denied%</Location>        | GET /static/y 10.0.0.1        | GRANTED
          <Location />%Order allow,deny%Allow from 10%</Location>    | GET /static/y 192.0.2.1       | DENIED
          <Directory ROOT>%<Limit GET>%Require all denied%</Limit>%</Directory> | GET /static/y 10.0.0.1 | DENIED
          <Directory ROOT>%<Limit PUT>%Require all denied%</Limit>%</Directory> | GET /static/y 10.0.0.1 | GRANTED
          """)
  void whoMayRead_isSaidByFoldersAndLocations(String lines, String request, String ruling) {
    Translated translated =
        site(GRANTED, lines.replace('%', '\n'), "ProxyPass /static !", "ProxyPass / http://h/");

    assertThat(translated.ruling(request)).isEqualTo(ruling);
    assertThat(translated.routes()).first().asString().contains("files " + root);
  }

  @Test
  void whoMayReadAnAlias_isSaidByItsFolder() {
    Translated translated =
        site(
            "<Directory ROOT/static>\nRequire ip 10\n</Directory>",
            "<Directory ROOT/static/deep>\nRequire all granted\n</Directory>",
            "Alias /m ROOT/static",
            "ProxyPass /app http://h/");

    assertThat(translated.ruling("GET /m/x 192.0.2.1")).isEqualTo("DENIED");
    assertThat(translated.ruling("GET /m/x 10.0.0.1")).isEqualTo("GRANTED");
    assertThat(translated.ruling("GET /m/deep/x 192.0.2.1")).isEqualTo("GRANTED");
    assertThat(translated.ruling("GET /x 10.0.0.1")).isEqualTo("DENIED");
  }

  @Test
  void howFilesAreServed_isSaidByTheHost_orElseByTheMainServer() {
    Translated translated =
        Translated.of(
            "DirectoryIndex main.html",
            "AddDefaultCharset On",
            "<Directory " + root + ">\nAllowOverride All\nRequire all granted\n</Directory>",
            "Listen 8080",
            "<VirtualHost *:8080>\nDocumentRoot " + root,
            "DirectoryIndex a.html\nDirectoryIndex b.html c.html\n</VirtualHost>",
            "<VirtualHost *:8080>\nServerName b\nDocumentRoot " + root + "\n</VirtualHost>");
    List<FilesSettings> files =
        translated.configuration().routes().stream()
            .map(route -> ((RouteSettings.ToFiles) route).files())
            .toList();

    assertThat(files)
        .allMatch(f -> f.isApaches() && f.charset().equals("iso-8859-1"))
        .allMatch(f -> f.overrides().equals(List.of(root)))
        .extracting(FilesSettings::index)
        .containsExactly(List.of("main.html"), List.of("a.html", "b.html", "c.html"));
    assertThat(translated.warnings()).anyMatch(w -> w.contains("has one is refused (403)"));
  }

  /** Those of the server, then of folders around, then of what is below; the last word counts. */
  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "; true",
        "Options None; false",
        "Options Indexes; false",
        "Options -Indexes; true",
        "Options Indexes FollowSymLinks; true",
        "Options -FollowSymLinks; false",
        "Options +SymLinksIfOwnerMatch; false",
        "Options All; true",
      })
  void linksAreFollowed_asOptionsSay(String options, boolean followed) {
    String around = "<Directory />\nOptions None\n</Directory>\n";
    String own = "<Directory " + root + ">\nRequire all granted\nOptions FollowSymLinks\n";
    String below = "<Directory " + root + "/static>\n";
    String said = options == null ? "" : options.strip();
    String end = "\n</Directory>";

    assertThat(links(around + own + said + end)).isEqualTo(followed);
    assertThat(links(own + end + "\n" + below + said + end)).isEqualTo(followed);
    assertThat(links(around + "<Directory " + root + ">\nRequire all granted" + end)).isFalse();
  }

  private boolean links(String sections) {
    return Translated.inHost("DocumentRoot " + root, sections).configuration().routes().stream()
        .map(route -> ((RouteSettings.ToFiles) route).files().links())
        .reduce((one, other) -> one && other)
        .orElseThrow();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<Files secret>\nRequire all denied\n</Files>",
        "<FilesMatch \"\\.bak$\">\nRequire all denied\n</FilesMatch>",
        "AliasMatch ^/static/i /usr/share/icons",
        "<Directory ROOT/static>\nDirectoryIndex index.php index.html\n</Directory>",
        "<Directory ROOT/../x>\nRequire all denied\n</Directory>",
        "<Directory /ROOT/static>\nRequire all denied\n</Directory>",
        "AddType application/x-httpd-php .html",
        "<Directory ROOT>\nSetHandler server-parsed\n</Directory>",
        "AddHandler cgi-script .py",
        "AddOutputFilter INCLUDES .html",
        "AccessFileName .access"
      })
  void whateverElseHasASay_isWarnedOf_andNothingIsServed(String lines) {
    Translated translated = site(GRANTED, lines, "ProxyPass /static !", "ProxyPass / http://h/");

    assertThat(translated.routes()).first().asString().startsWith("/static -> 40");
    assertThat(translated.routes()).noneMatch(route -> route.contains("files"));
    assertThat(translated.warnings()).anyMatch(w -> w.contains("has a say in them"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<FilesMatch \"^\\.ht\">\nRequire all denied\n</FilesMatch>",
        "<Files ~ \"^\\.ht\">\nRequire all denied\n</Files>",
        "<FilesMatch \"\\.(cgi|php)$\">\nSSLOptions +StdEnvVars\n</FilesMatch>",
        "AddHandler type-map var",
        "AddOutputFilter INCLUDES .shtml",
        "SetOutputFilter DEFLATE",
        "<Location /server-status>\nSetHandler server-status\nRequire local\n</Location>"
      })
  void whatChangesNothing_isNoObstacle(String lines) {
    assertThat(site(GRANTED, lines).routes())
        .singleElement()
        .asString()
        .startsWith("/ -> files " + root);
  }

  @Test
  void namesThatAreNeverServed_areNoObstacle() {
    String hidden = "<FilesMatch \"^\\.ht\">\nRequire all denied\n</FilesMatch>";

    assertThat(site(GRANTED, hidden, "DirectoryIndex index.html index.php").routes())
        .containsExactly("/ -> files " + root);
  }
}
