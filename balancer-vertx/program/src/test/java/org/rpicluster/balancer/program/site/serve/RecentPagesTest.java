package org.rpicluster.balancer.program.site.serve;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.rpicluster.balancer.program.site.Trees;
import org.rpicluster.balancer.time.ManualTime;

/** What is answered when a page is asked for again within a second. */
@Timeout(120)
class RecentPagesTest {

  private final ManualTime time = new ManualTime();
  private final Instant old = time.now().minusSeconds(3600);

  @TempDir private Path home;
  private Path site;
  private ServedSite served;

  @BeforeEach
  void start() throws Exception {
    site = home.resolve("site");
    write("page.txt", "first");
    served = new ServedSite(site, time);
    assertThat(body()).isEqualTo("first");
  }

  @AfterEach
  void stop() {
    served.close();
  }

  private void write(String name, String text) throws IOException {
    write(name, text, old);
  }

  private void write(String name, String text, Instant changed) throws IOException {
    Files.setLastModifiedTime(Trees.write(site, name, text), FileTime.from(changed));
  }

  private String body() throws IOException {
    return served.get("/page.txt").body();
  }

  private void replace(String name, Path by) throws IOException {
    Files.move(by, site.resolve(name), StandardCopyOption.ATOMIC_MOVE);
  }

  /** One that hides its change, as no tool does but on purpose: so it shows that none was read. */
  @Test
  void smallPage_isNotReadAgain_forASecond() throws Exception {
    write("page.txt", "other");
    assertThat(body()).isEqualTo("first");

    time.advance(Duration.ofSeconds(1));

    assertThat(body()).isEqualTo("other");
  }

  @Test
  void changedPage_isAnsweredAsItIs_fromTheNextRequestOn() throws Exception {
    write("page.txt", "other", old.plusSeconds(1));
    assertThat(body()).isEqualTo("other");

    write("page.txt", "longer");
    assertThat(body()).isEqualTo("longer");
  }

  @Test
  void pageThatIsStillBeingWritten_isReadEachTime() throws Exception {
    write("page.txt", "fresh", time.now());
    ServedSite.Answer fresh = served.get("/page.txt");
    write("page.txt", "other", time.now());
    ServedSite.Answer other = served.get("/page.txt");

    assertThat(fresh.body()).isEqualTo("fresh");
    assertThat(other.body()).isEqualTo("other");
    assertThat(other.field("etag")).isNotEqualTo(fresh.field("etag"));
  }

  @Test
  void pageThatGoes_isNotThere_fromTheNextRequestOn() throws Exception {
    Files.delete(site.resolve("page.txt"));

    assertThat(served.get("/page.txt").status()).isEqualTo(404);
  }

  @Test
  void linkOutOfTheSite_inThePlaceOfAPage_isNotFollowed() throws Exception {
    Path secret = Trees.write(home, "secret.txt", "first");
    Files.setLastModifiedTime(secret, FileTime.from(old));
    replace("page.txt", Files.createSymbolicLink(home.resolve("link"), secret));

    assertThat(served.get("/page.txt").status()).isEqualTo(404);
  }

  @Test
  void firstIndex_countsBeforeAnother_fromTheNextRequestOn() throws Exception {
    assertThat(served.get("/").status()).isEqualTo(404);

    write("index.html", "home");
    assertThat(served.get("/").body()).isEqualTo("home");
  }

  @Test
  void twinThatComes_isSentWithinASecond() throws Exception {
    write("page.txt.gz", "packed");

    time.advance(Duration.ofSeconds(1));

    assertThat(served.get("/page.txt", "Accept-Encoding: gzip").body()).isEqualTo("packed");
    assertThat(served.get("/page.txt").field("vary")).isEqualTo("Accept-Encoding");
  }

  @Test
  void switchOfVersions_countsFromTheNextRequestOn() throws Exception {
    write("versions/1/page.txt", "one");
    write("versions/2/page.txt", "two");
    Path current = Files.createSymbolicLink(site.resolve("current"), Path.of("versions/1"));
    try (ServedSite linked = new ServedSite(current, time)) {
      assertThat(body()).isEqualTo("first");
      time.advance(Duration.ofSeconds(1));
      assertThat(body()).isEqualTo("one");
      assertThat(linked.get("/page.txt").body()).isEqualTo("one");
      replace("current", Files.createSymbolicLink(home.resolve("link"), Path.of("versions/2")));

      assertThat(body()).isEqualTo("two");
      assertThat(linked.get("/page.txt").body()).isEqualTo("two");
    }
  }
}
