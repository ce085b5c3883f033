package org.rpicluster.balancer.program.site.serve;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.rpicluster.balancer.program.site.Trees;

/** What {@code serve} answers, byte by byte. */
@Timeout(120)
class ServeTest {

  private static final String MODIFIED = "Sun, 01 Feb 2026 03:04:05 GMT";
  private static final String EARLIER = "Sunday, 01-Feb-26 03:04:04 GMT";
  private static final String LATER = "Sun Feb  1 03:04:06 2026";

  @TempDir private Path home;
  private Path site;
  private ServedSite served;

  @BeforeEach
  void start() throws Exception {
    site = home.resolve("site");
    write("index.html", "<h1>Home</h1>");
    write("digits.txt", "0123456789");
    write("empty.txt", "");
    write("docs/index.html", "docs");
    write("café/ü ü.html", "umlauts");
    write(".version", "v1\n");
    write(".htaccess", "secret");
    write("docs/.hidden/page.html", "secret");
    write("no-index/page.html", "page");
    Trees.write(home, "outside.txt", "secret");
    served = new ServedSite(site);
  }

  private void write(String path, String content) throws IOException {
    Path file = Trees.write(site, path, content);
    Files.setLastModifiedTime(file, FileTime.from(HttpDate.parse(MODIFIED).orElseThrow()));
  }

  @AfterEach
  void stop() {
    served.close();
  }

  @Test
  void file_isAnsweredWithAllThatACacheWantsToKnow() throws Exception {
    ServedSite.Answer answer = served.get("/digits.txt");

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.body()).isEqualTo("0123456789");
    assertThat(answer.fields())
        .containsEntry("content-type", "text/plain; charset=utf-8")
        .containsEntry("content-length", "10")
        .containsEntry("last-modified", MODIFIED)
        .containsEntry("accept-ranges", "bytes")
        .containsEntry("date", "Sat, 28 Nov 2026 12:00:00 GMT")
        .doesNotContainKey("vary");
    assertThat(answer.field("etag")).matches("\"[A-Za-z0-9_-]{22}\"");
  }

  @ParameterizedTest
  @CsvSource({
    "a.html,text/html; charset=utf-8",
    "a.HTM,text/html; charset=utf-8",
    "a.css,text/css; charset=utf-8",
    "a.js,text/javascript; charset=utf-8",
    "a.mjs,text/javascript; charset=utf-8",
    "a.json,application/json",
    "a.svg,image/svg+xml",
    "a.png,image/png",
    "a.jpg,image/jpeg",
    "a.webp,image/webp",
    "a.woff2,font/woff2",
    "a.pdf,application/pdf",
    "a.mp4,video/mp4",
    "a.tar.gz,application/gzip",
    "a.wasm,application/wasm",
    "a,application/octet-stream",
    "a.unheard-of,application/octet-stream",
  })
  void type_followsFromTheName(String name, String type) throws Exception {
    write(name, "x");

    assertThat(served.get("/" + name).field("content-type")).isEqualTo(type);
  }

  @Test
  void head_isTheSameWithoutABody() throws Exception {
    for (String target : new String[] {"/digits.txt", "/", "/nope", "/docs"}) {
      ServedSite.Answer get = served.get(target);
      ServedSite.Answer head = served.ask("HEAD", target, "Range: bytes=0-1");

      assertThat(head.status()).isEqualTo(get.status());
      assertThat(head.fields()).isEqualTo(get.fields());
      assertThat(head.body()).isEmpty();
    }
  }

  @Test
  void tag_isByContent_notByTimeOrName() throws Exception {
    String tag = served.get("/digits.txt").field("etag");
    Trees.write(site, "copy.txt", "0123456789");
    write("other.txt", "0123456780");

    assertThat(served.get("/copy.txt").field("etag")).isEqualTo(tag);
    assertThat(served.get("/other.txt").field("etag")).isNotEqualTo(tag);
  }

  @Test
  void changedFile_hasAnotherTag() throws Exception {
    String tag = served.get("/digits.txt").field("etag");
    Files.writeString(site.resolve("digits.txt"), "9876543210");

    assertThat(served.get("/digits.txt").field("etag")).isNotEqualTo(tag);
    assertThat(served.get("/digits.txt").body()).isEqualTo("9876543210");
  }

  @ParameterizedTest
  @CsvSource({
    "/,<h1>Home</h1>",
    "/docs/,docs",
    "/caf%C3%A9/%c3%bc%20%C3%BC.html,umlauts",
    "/digits.txt?x=/../y,0123456789",
    "/%64igits.txt,0123456789",
    "http://x/docs/,docs"
  })
  void path_leadsToItsFile(String target, String body) throws Exception {
    assertThat(served.get(target).body()).isEqualTo(body);
  }

  @Test
  void folderWithoutASlash_isRedirected() throws Exception {
    assertThat(served.get("/docs").status()).isEqualTo(301);
    assertThat(served.get("/docs").field("location")).isEqualTo("/docs/");
    assertThat(served.get("/caf%C3%A9?a=1&b").field("location")).isEqualTo("/caf%C3%A9/?a=1&b");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/nope",
        "/no-index/",
        "/digits.txt/",
        "/digits.txt/x",
        "/.htaccess",
        "/%2ehtaccess",
        "/docs/.hidden/page.html",
        "/docs/.version",
        "/.",
        "/./digits.txt",
        "/..",
        "/../outside.txt",
        "/%2e%2e/outside.txt",
        "/docs/..%2f..%2foutside.txt",
        "/docs/%2e%2e/%2e%2e/outside.txt",
        "/..%5coutside.txt",
        "/docs%2findex.html",
        "//docs/",
        "/docs//index.html",
        "//evil.example/docs",
        "/%5cevil.example",
        "/caf%E9/",
        "/INDEX.HTML"
      })
  void whatIsNotShown_isNotThere(String target) throws Exception {
    ServedSite.Answer answer = served.get(target);

    assertThat(answer.status()).isEqualTo(404);
    assertThat(answer.body()).isEqualTo("There is no such page here.\n");
    assertThat(answer.field("location")).isEqualTo("none");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/%", "/%4", "/%zz", "/a%00b", "/a%0ab", "/a%7Fb", "/digits.txt%"})
  void malformedPath_isAnswered400(String target) throws Exception {
    assertThat(served.get(target).status()).isEqualTo(400);
  }

  @Test
  void longName_isNotThere() throws Exception {
    assertThat(served.get("/" + "a".repeat(300)).status()).isEqualTo(404);
  }

  @Test
  void version_isShown() throws Exception {
    assertThat(served.get("/.version").body()).isEqualTo("v1\n");
    assertThat(served.get("/.version").field("content-type"))
        .isEqualTo("text/plain; charset=utf-8");
  }

  @Test
  void links_leadToFilesOfTheSiteOnly() throws Exception {
    link("inside.txt", "digits.txt");
    link("outside.txt", "../outside.txt");
    link("outside", "..");
    link("hidden.txt", ".htaccess");
    link("loop", "loop");
    link("no-index/index.html", "../../outside.txt");

    assertThat(served.get("/inside.txt").body()).isEqualTo("0123456789");
    for (String target :
        new String[] {
          "/outside.txt", "/outside/outside.txt", "/outside", "/hidden.txt", "/loop", "/no-index/"
        }) {
      assertThat(served.get(target).status()).as(target).isEqualTo(404);
    }
  }

  private void link(String name, String target) throws IOException {
    Files.createSymbolicLink(site.resolve(name), Path.of(target));
  }

  @Test
  void otherMethods_areRefused() throws Exception {
    assertThat(served.ask("POST", "/", "Content-Length: 0").status()).isEqualTo(405);
    assertThat(served.ask("DELETE", "/digits.txt").field("allow")).isEqualTo("GET, HEAD");
    assertThat(served.ask("OPTIONS", "/").status()).isEqualTo(204);
  }

  @ParameterizedTest
  @CsvSource({
    "bytes=0-3,206,0123,bytes 0-3/10",
    "bytes=7-,206,789,bytes 7-9/10",
    "bytes=-2,206,89,bytes 8-9/10",
    "bytes=5-500,206,56789,bytes 5-9/10",
    "bytes=-500,206,0123456789,bytes 0-9/10",
    "BYTES=0-0,206,0,bytes 0-0/10",
    "bytes=10-,416,The page has no such part.,bytes */10",
    "bytes=-0,416,The page has no such part.,bytes */10",
    "'bytes=0-1,4-5',200,0123456789,none",
    "bytes=5-1,200,0123456789,none",
    "bytes=x,200,0123456789,none",
    "lines=1-2,200,0123456789,none",
  })
  void range_isOnePartOfTheFile(String range, int status, String body, String field)
      throws Exception {
    ServedSite.Answer answer = served.get("/digits.txt", "Range: " + range);

    assertThat(answer.status()).isEqualTo(status);
    assertThat(answer.body().strip()).isEqualTo(body);
    assertThat(answer.field("content-range")).isEqualTo(field);
  }

  @Test
  void ifRange_wantsThePartOfTheSameFileOnly() throws Exception {
    String tag = served.get("/digits.txt").field("etag");
    String[] same = {tag, MODIFIED};
    String[] other = {"\"other\"", "W/" + tag, EARLIER, LATER, "nonsense"};

    for (String validator : same) {
      assertThat(part(validator)).as(validator).isEqualTo(206);
    }
    for (String validator : other) {
      assertThat(part(validator)).as(validator).isEqualTo(200);
    }
  }

  private int part(String validator) throws IOException {
    return served.get("/digits.txt", "Range: bytes=0-1", "If-Range: " + validator).status();
  }

  /** RFC 9110, 13.2.2: TAG stands for the file's own. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "304 | If-None-Match: TAG",
        "304 | If-None-Match: W/TAG",
        "304 | If-None-Match: \"a\", \"b,c\", TAG",
        "304 | If-None-Match: *",
        "200 | If-None-Match: \"other\"",
        "304 | If-Modified-Since: " + MODIFIED,
        "304 | If-Modified-Since: " + LATER,
        "200 | If-Modified-Since: " + EARLIER,
        "200 | If-Modified-Since: yesterday",
        "200 | If-Modified-Since: Fri, 01 Jan 2027 00:00:00 GMT",
        "200 | If-None-Match: \"other\" & If-Modified-Since: " + LATER,
        "304 | If-None-Match: \"other\" & If-None-Match: TAG",
        "200 | If-Match: TAG",
        "200 | If-Match: *",
        "412 | If-Match: W/TAG",
        "412 | If-Match: \"other\"",
        "200 | If-Unmodified-Since: " + MODIFIED,
        "412 | If-Unmodified-Since: " + EARLIER,
        "200 | If-Match: TAG & If-Unmodified-Since: " + EARLIER,
        "412 | If-Match: \"other\" & If-None-Match: TAG",
        "304 | If-Match: TAG & If-None-Match: TAG",
        "304 | If-None-Match: TAG & Range: bytes=0-1",
        "206 | If-Match: TAG & Range: bytes=0-1",
        "412 | If-Match: \"other\" & Range: bytes=99-",
      })
  void condition_isJudgedInTheStandardsOrder(int status, String fields) throws Exception {
    String tag = served.get("/digits.txt").field("etag");
    ServedSite.Answer answer = served.get("/digits.txt", fields.replace("TAG", tag).split(" & "));

    assertThat(answer.status()).isEqualTo(status);
    assertThat(answer.field("etag")).isEqualTo(tag);
    if (status == 304) {
      assertThat(answer.body()).isEmpty();
      assertThat(answer.fields()).doesNotContainKeys("content-type", "content-range");
    }
  }

  @Test
  void packedTwin_isForClientsThatTakeIt() throws Exception {
    write("digits.txt.gz", "packed");
    ServedSite.Answer packed = served.get("/digits.txt", "Accept-Encoding: br, gzip;q=0.5");
    ServedSite.Answer plain = served.get("/digits.txt");

    assertThat(packed.body()).isEqualTo("packed");
    assertThat(packed.fields())
        .containsEntry("content-encoding", "gzip")
        .containsEntry("content-type", "text/plain; charset=utf-8")
        .containsEntry("vary", "Accept-Encoding");
    assertThat(plain.body()).isEqualTo("0123456789");
    assertThat(plain.fields())
        .containsEntry("vary", "Accept-Encoding")
        .doesNotContainKey("content-encoding");
    assertThat(packed.field("etag")).isNotEqualTo(plain.field("etag"));
    for (String refused : new String[] {"gzip;q=0", "*;q=0", "identity", "gzip; q=0.000, *", ""}) {
      assertThat(served.get("/digits.txt", "Accept-Encoding: " + refused).body())
          .as(refused)
          .isEqualTo("0123456789");
    }
    assertThat(served.get("/digits.txt.gz").fields())
        .containsEntry("content-type", "application/gzip")
        .doesNotContainKey("content-encoding");
  }

  @Test
  void emptyFile_isAnEmptyAnswer() throws Exception {
    assertThat(served.get("/empty.txt").fields()).containsEntry("content-length", "0");
    assertThat(served.get("/empty.txt", "Range: bytes=-5").status()).isEqualTo(200);
  }

  @Test
  void fileFromTheFuture_isOfNow() throws Exception {
    Files.setLastModifiedTime(
        site.resolve("digits.txt"), FileTime.from(ServedSite.NOW.plusSeconds(1000)));

    assertThat(served.get("/digits.txt").field("last-modified"))
        .isEqualTo("Sat, 28 Nov 2026 12:00:00 GMT");
  }

  @Test
  void workersDirectory_isServedAtItsCurrentVersion_fromTheNextRequestOn() throws Exception {
    Path worker = home.resolve("worker");
    Trees.write(worker, "versions/1/page.txt", "one");
    Trees.write(worker, "versions/2/page.txt", "two");
    Trees.write(worker, "secret.txt", "secret");
    Files.createSymbolicLink(worker.resolve("current"), Path.of("versions/1"));
    try (ServedSite it = new ServedSite(worker);
        ServedSite direct = new ServedSite(worker.resolve("current"))) {
      assertThat(it.get("/page.txt").body()).isEqualTo("one");
      assertThat(direct.get("/page.txt").body()).isEqualTo("one");
      assertThat(it.get("/secret.txt").status()).isEqualTo(404);
      Path fresh = Files.createSymbolicLink(worker.resolve("fresh"), Path.of("versions/2"));
      Files.move(fresh, worker.resolve("current"), StandardCopyOption.ATOMIC_MOVE);

      assertThat(it.get("/page.txt").body()).isEqualTo("two");
      assertThat(direct.get("/page.txt").body()).isEqualTo("two");
    }
  }
}
