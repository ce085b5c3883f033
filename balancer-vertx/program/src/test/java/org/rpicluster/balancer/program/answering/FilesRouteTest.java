package org.rpicluster.balancer.program.answering;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.http.HttpMethod;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Locale;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.rpicluster.balancer.program.kit.StartedProgram;
import org.rpicluster.balancer.program.site.NamesInUtf8;
import org.rpicluster.balancer.vertx.kit.Http2Client;
import org.rpicluster.balancer.vertx.kit.RawClient;

/** Routes to files of a folder; what is answered for each file, {@code ServeTest} has. */
@Timeout(60)
class FilesRouteTest {

  /** More than one piece, and more than the sockets of both sides hold. */
  private static final int LARGE_BYTES = 24 << 20;

  @TempDir private Path directory;
  private Path icons;

  @BeforeEach
  void write() throws IOException {
    icons = Files.createDirectories(directory.resolve("icons"));
    Files.writeString(icons.resolve("index.html"), "index");
    Files.writeString(icons.resolve("a.txt"), "0123456789");
    Files.writeString(NamesInUtf8.below(icons, "100% ;+&=ü.txt"), "odd");
    Files.writeString(icons.resolve(".hidden"), "secret");
    Files.writeString(icons.resolve("a.php"), "secret");
    Files.writeString(icons.resolve("b.PHTML"), "secret");
    Files.createDirectories(icons.resolve("docs"));
    Files.writeString(icons.resolve("docs/index.html"), "docs");
    Files.writeString(directory.resolve("outside.txt"), "secret");
    Files.writeString(directory.resolve("iconsx"), "secret");
  }

  /** The route's path, what is asked for, the status, and the body or the address. */
  @ParameterizedTest
  @CsvSource({
    "/icons, /icons/a.txt, 200, 0123456789",
    "/icons/, /icons/a.txt, 200, 0123456789",
    "/, /a.txt?x=/../y, 200, 0123456789",
    "/icons, /%69cons//a.txt, 404, There is no such page here.",
    "/icons, //icons/a.txt, 200, 0123456789",
    "/icons, /icons/, 200, index",
    "/icons, /icons, 301, /icons/",
    "/icons, //icons?a, 301, /icons/?a",
    "/icons, /icons/docs, 301, /icons/docs/",
    "/icons, /icons/docs/, 200, docs",
    "/icons, /icons/100%25%20%3B+&=%C3%BC.txt, 200, odd",
    "/icons, /icons/.hidden, 404, There is no such page here.",
    "/icons, /icons/a.php, 403, This page may not be read.",
    "/icons, /icons/b.PHTML, 403, This page may not be read.",
    "/icons, /icons/a.php/x, 404, There is no such page here.",
    "/icons, /icons/nope, 404, There is no such page here.",
    "/icons, /iconsx, 404, Nothing is served at this path.",
    "/icons, /icons/../outside.txt, 400, The path is ambiguous.",
    "/icons, /icons/%2e%2e/outside.txt, 400, The path is ambiguous.",
    "/icons, /icons/..%2foutside.txt, 400, The path is ambiguous.",
    "/icons, http://a.test/icons/a.txt, 200, 0123456789",
  })
  void path_leadsToTheFileBelowTheRoute(String path, String asked, int status, String body)
      throws Exception {
    try (StartedProgram program = new StartedProgram(yaml(path));
        RawClient client = program.connect(0)) {
      String answer = client.get(asked).readAnswer();

      assertThat(answer).startsWith("HTTP/1.1 " + status + " ");
      if (status == 301) {
        assertThat(answer.toLowerCase(Locale.ROOT)).contains("\r\nlocation: " + body + "\r\n");
      } else {
        assertThat(answer.substring(answer.indexOf("\r\n\r\n") + 4).strip()).isEqualTo(body);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"POST", "PUT", "DELETE", "PATCH", "BREW"})
  void otherMethod_isRefused_andTheConnectionGoesOn(String method) throws Exception {
    try (StartedProgram program = new StartedProgram(yaml("/icons"));
        RawClient client = program.connect(0)) {
      client.send(method + " /icons/a.txt HTTP/1.1\r\nHost: a\r\nContent-Length: 4\r\n\r\nbody");
      client.get("/icons/a.txt");

      assertThat(client.readAnswer().toLowerCase(Locale.ROOT))
          .startsWith("http/1.1 405 ")
          .contains("\r\nallow: get, head\r\n");
      assertThat(client.readAnswer()).startsWith("HTTP/1.1 200 ");
    }
  }

  /** What is asked for, the status, and what the answer has. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          GET /icons/a.txt                  | 200 | content-type: text/plain\r\n
          GET /icons/docs/                  | 200 | text/html; charset=koi8-r
          GET /icons/docs                   | 301 | location: http://a/icons/docs/\r\n
          GET /icons/docs?x                 | 301 | location: http://a/icons/docs/?x\r\n
          POST /icons/a.txt                 | 200 | 0123456789
          PUT /icons/a.txt                  | 405 | allow: get, head, post
          GET /icons/none/                  | 403 | may not be read
          GET /icons/nope                   | 404 | no such page
          GET /icons/.hidden                | 403 | may not be read
          GET /icons/.none                  | 403 | may not be read
          GET /.well-known/t                | 200 | token
          GET /.well-known/.secret          | 403 | may not be read
          GET /icons/a.php                  | 403 | may not be read
          GET /icons/a.shtml                | 403 | may not be read
          GET /icons/guarded/x.txt          | 403 | may not be read
          GET /icons/guarded/deep/          | 403 | may not be read
          GET /one                          | 200 | 0123456789
          GET /one/                         | 404 | no such page
          GET /one/x                        | 404 | no such page
          """)
  void filesAsApacheServesThem(String asked, int status, String has) throws Exception {
    Files.writeString(icons.resolve("docs/second.html"), "docs");
    Files.delete(icons.resolve("docs/index.html"));
    Files.writeString(icons.resolve("a.shtml"), "secret");
    Files.createDirectories(icons.resolve("none"));
    Files.createDirectories(icons.resolve("guarded/deep"));
    Files.writeString(icons.resolve("guarded/.htaccess"), "Require all denied");
    Files.writeString(icons.resolve("guarded/x.txt"), "secret");
    Files.writeString(icons.resolve("guarded/deep/first.html"), "secret");
    Files.createDirectories(directory.resolve(".well-known"));
    Files.writeString(directory.resolve(".well-known/t"), "token");
    Files.writeString(directory.resolve(".well-known/.secret"), "secret");
    String charset = asked.endsWith("/docs/") ? "koi8-r" : "none";
    String yaml =
        """
        listen: 127.0.0.1:0
        routes:
          - {path: /one, files: "DIR/icons/a.txt"}
          - {path: /.well-known, files: {folder: "DIR", at: /, policy: apache}}
          - path: /icons
            files: {folder: "DIR", at: /, index: [first.html, second.html], charset: SET,
              policy: apache, overrides: "DIR/icons/guarded"}
        """;
    try (StartedProgram program =
            new StartedProgram(yaml.replace("DIR", "" + directory).replace("SET", charset));
        RawClient client = program.connect(0)) {
      client.send(asked + " HTTP/1.1\r\nHost: a\r\n\r\n");

      String answer = client.readAnswer().toLowerCase(Locale.ROOT);
      assertThat(answer)
          .startsWith("http/1.1 " + status + " ")
          .contains(has.replace("\\r\\n", "\r\n"))
          .doesNotContain("secret");
    }
  }

  @Test
  void fileOfNoKnownType_hasNone_asInApache() throws Exception {
    Files.writeString(icons.resolve("token"), "t");
    try (StartedProgram program =
            new StartedProgram(
                "listen: 127.0.0.1:0\nroutes: [{path: /, files: {folder: '"
                    + icons
                    + "', policy: apache}}]\n");
        RawClient client = program.connect(0)) {
      assertThat(client.get("/token").readAnswer().toLowerCase(Locale.ROOT))
          .startsWith("http/1.1 200 ")
          .doesNotContain("content-type");
    }
  }

  @Test
  void whatIsNotThere_isToldInJson_whereThatIsAskedFor() throws Exception {
    try (StartedProgram program = new StartedProgram(yaml("/icons"));
        RawClient client = program.connect(0)) {
      client.send("GET /icons/x HTTP/1.1\r\nHost: a\r\nAccept: application/json\r\n\r\n");

      assertThat(client.readAnswer()).endsWith("{\"error\":\"There is no such page here.\"}");
    }
  }

  @Test
  void filesOnOneConnection_haveTheirLinesInTheLog() throws Exception {
    Path log = directory.resolve("a.log");
    String logged = "accessLog: {file: " + log + ", format: '%r %>s %B %{end}x'}\n";
    try (StartedProgram program = new StartedProgram(logged + yaml("/icons"));
        RawClient client = program.connect(0)) {
      client.send("HEAD /icons/a.txt HTTP/1.1\r\nHost: a\r\n\r\n");
      client.send("GET /icons/a.txt HTTP/1.1\r\nHost: a\r\nRange: bytes=2-4\r\n\r\n");
      client.send("GET /icons/x HTTP/1.1\r\nHost: a\r\n\r\n");

      assertThat(client.readHead().toLowerCase(Locale.ROOT)).contains("content-length: 10");
      assertThat(client.readAnswer()).startsWith("HTTP/1.1 206 ").endsWith("\r\n\r\n234");
      assertThat(client.readAnswer()).startsWith("HTTP/1.1 404 ");
      assertThat(StartedProgram.lines(log, 3))
          .containsExactly(
              "HEAD /icons/a.txt HTTP/1.1 200 0 complete",
              "GET /icons/a.txt HTTP/1.1 206 3 complete",
              "GET /icons/x HTTP/1.1 404 28 refused: There is no such page here.");
    }
  }

  @Test
  void largeFile_arrivesWhole_overBothProtocols_andInParts() throws Exception {
    byte[] bytes = large();
    try (StartedProgram program = new StartedProgram(yaml("/icons"));
        RawClient client = program.connect(0);
        Http2Client http2 = program.connectHttp2(1)) {
      String answer = client.get("/icons/large.bin").readAnswer();
      assertThat(answer.substring(answer.indexOf("\r\n\r\n") + 4))
          .isEqualTo(new String(bytes, StandardCharsets.ISO_8859_1));

      client.send("GET /icons/large.bin HTTP/1.1\r\nHost: a\r\nRange: bytes=65535-131073\r\n\r\n");
      answer = client.readAnswer();
      assertThat(answer).endsWith(new String(bytes, 65_535, 65_539, StandardCharsets.ISO_8859_1));

      Http2Client.Answer whole = http2.send(HttpMethod.GET, "/icons/large.bin");
      assertThat(whole.body().getBytes()).isEqualTo(bytes);
      assertThat(http2.send(HttpMethod.HEAD, "/icons/large.bin").head().getHeader("content-length"))
          .isEqualTo(Integer.toString(LARGE_BYTES));
    }
  }

  /** A cut answer is not taken for the whole file: it has fewer bytes than its length says. */
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void fileThatShrinksOrChangesWhileItIsSent_isCut(boolean shrinks) throws Exception {
    large();
    Path file = icons.resolve("large.bin");
    try (StartedProgram program = new StartedProgram(yaml("/icons"));
        RawClient client = program.connect(0)) {
      String head = client.get("/icons/large.bin").readHead();
      assertThat(head.toLowerCase(Locale.ROOT)).contains("content-length: " + LARGE_BYTES);
      try (FileChannel writer = FileChannel.open(file, StandardOpenOption.WRITE)) {
        if (shrinks) {
          writer.truncate(LARGE_BYTES / 2);
        } else {
          writer.write(StandardCharsets.US_ASCII.encode("changed"), LARGE_BYTES - 7);
        }
      }
      assertThat(client.readAll().length()).isLessThan(LARGE_BYTES);
      try (RawClient next = program.connect(0)) {
        assertThat(next.get("/icons/a.txt").readAnswer()).startsWith("HTTP/1.1 200 ");
      }
    }
  }

  @Test
  void fileThatIsReplacedWhileItIsSent_isSentAsItWas() throws Exception {
    byte[] bytes = large();
    Path fresh = Files.writeString(icons.resolve("fresh"), "fresh");
    try (StartedProgram program = new StartedProgram(yaml("/icons"));
        RawClient client = program.connect(0)) {
      client.get("/icons/large.bin").readHead();
      Files.move(fresh, icons.resolve("large.bin"), StandardCopyOption.ATOMIC_MOVE);

      assertThat(client.read(LARGE_BYTES))
          .isEqualTo(new String(bytes, StandardCharsets.ISO_8859_1));
      assertThat(client.get("/icons/large.bin").readAnswer()).endsWith("\r\n\r\nfresh");
    }
  }

  @Test
  void clientThatTakesNothing_isCut_andTheFileIsClosed() throws Exception {
    large();
    Path log = directory.resolve("a.log");
    String begin =
        "accessLog: {file: " + log + ", format: '%>s %{end}x'}\ntimeouts: {body: 200ms}\n";
    try (StartedProgram program = new StartedProgram(begin + yaml("/icons"));
        RawClient client = program.connect(0)) {
      client.get("/icons/large.bin").readHead();

      assertThat(StartedProgram.lines(log, 1)).containsExactly("200 client too slow");
    }
  }

  @Test
  void reload_leadsToAnotherFolder() throws Exception {
    Path other = Files.createDirectories(directory.resolve("other"));
    Files.writeString(other.resolve("a.txt"), "other");
    try (StartedProgram program = new StartedProgram(yaml("/icons"));
        RawClient client = program.connect(0)) {
      assertThat(client.get("/icons/a.txt").readAnswer()).endsWith("0123456789");

      program.reload(yaml("/icons").replace(icons.toString(), other.toString()));
      assertThat(client.get("/icons/a.txt").readAnswer()).endsWith("other");
    }
  }

  private byte[] large() throws IOException {
    byte[] bytes = new byte[LARGE_BYTES];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) (i * 31 >> 8);
    }
    Files.write(icons.resolve("large.bin"), bytes);
    return bytes;
  }

  private String yaml(String path) {
    return String.format(
        Locale.ROOT,
        """
        listen: [{address: "127.0.0.1:0"}, {address: "127.0.0.1:0", h2c: true}]
        clusters: {c: {members: ["http://127.0.0.1:1"]}}
        routes: [{path: %s, files: "%s"}]
        """,
        path,
        icons);
  }

  @Test
  void linksAreFollowedWithinTheFolder_unlessTheyAreNot() throws Exception {
    Files.writeString(icons.resolve("a.txt"), "plain");
    Files.createSymbolicLink(icons.resolve("link.txt"), icons.resolve("a.txt"));
    String yaml =
        """
        listen: 127.0.0.1:0
        routes:
          - {path: /yes, files: "DIR"}
          - {path: /, files: {folder: "DIR", links: false}}
        """;
    try (StartedProgram program = new StartedProgram(yaml.replace("DIR", "" + icons));
        RawClient client = program.connect(0)) {
      assertThat(client.get("/yes/link.txt").readAnswer()).endsWith("plain");
      assertThat(client.get("/a.txt").readAnswer()).endsWith("plain");
      assertThat(client.get("/link.txt").readAnswer()).startsWith("HTTP/1.1 404");
    }
  }
}
