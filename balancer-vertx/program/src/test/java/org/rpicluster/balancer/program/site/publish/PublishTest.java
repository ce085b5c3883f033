package org.rpicluster.balancer.program.site.publish;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.rpicluster.balancer.program.cli.Commands;
import org.rpicluster.balancer.program.site.Keys;
import org.rpicluster.balancer.program.site.Manifest;
import org.rpicluster.balancer.program.site.ManifestReader;
import org.rpicluster.balancer.program.site.SigningKey;
import org.rpicluster.balancer.program.site.SiteFile;
import org.rpicluster.balancer.program.site.SiteLimits;
import org.rpicluster.balancer.program.site.Trees;
import org.rpicluster.balancer.program.site.UpdateFiles;
import org.rpicluster.balancer.program.site.VerifyingKey;
import org.rpicluster.balancer.program.site.Wanted;
import org.rpicluster.balancer.time.Ticker;

/** {@code publish}, by what it leaves in the directory of updates. */
@Timeout(120)
class PublishTest {

  private static final String LONG = "a".repeat(90) + "/" + "ü".repeat(60) + ".html";

  @TempDir private Path home;
  private Path site;
  private Path updates;

  @BeforeEach
  void writeSite() throws IOException {
    site = home.resolve("site");
    updates = home.resolve("updates");
    Trees.write(site, "index.html", "<h1>One</h1>");
    Trees.write(site, "pictures/pi.svg", "<svg/>");
    Trees.write(site, "café/☃.txt", "snow");
    Trees.write(site, LONG, "long");
    Files.createDirectories(site.resolve("empty"));
  }

  @Test
  void sameTree_givesTheSameBytes_forOtherUsersClocksAndOrders() throws IOException {
    Path other = home.resolve("other");
    Files.createDirectories(other.resolve("empty"));
    Trees.write(other, LONG, "long");
    Trees.write(other, "café/☃.txt", "snow");
    Trees.write(other, "pictures/pi.svg", "<svg/>");
    Path index = Trees.write(other, "index.html", "<h1>One</h1>");
    Files.setLastModifiedTime(index, FileTime.fromMillis(77));
    Files.setPosixFilePermissions(index, PosixFilePermissions.fromString("rwx------"));
    Manifest one = publishAt(site, updates, "2026-11-28T12:00:00Z");
    String user = System.setProperty("user.name", "another-user");
    Manifest two;
    try {
      two = publishAt(other, home.resolve("others"), "1999-01-01T00:00:00Z");
    } finally {
      System.setProperty("user.name", user);
    }

    assertThat(two.tar()).isEqualTo(one.tar());
    assertThat(two.archive()).isEqualTo(one.archive());
    assertThat(Files.readAllBytes(home.resolve("others").resolve(archive(two))))
        .isEqualTo(Files.readAllBytes(updates.resolve(archive(one))));
  }

  @Test
  void archive_isSortedByBytes_withFixedOwnersTimesAndModes() throws IOException {
    Manifest manifest = publish();

    List<String> names = new ArrayList<>();
    for (TarArchiveEntry entry : entries(manifest)) {
      names.add(entry.getName());
      assertThat(entry.getUserName() + entry.getGroupName()).isEqualTo("rootroot");
      assertThat(entry.getLongUserId() + entry.getLongGroupId()).isZero();
      assertThat(entry.getLastModifiedTime().toInstant()).isEqualTo("1980-01-01T00:00:00Z");
      assertThat(entry.getMode()).isEqualTo(entry.isDirectory() ? 040755 : 0100644);
    }
    assertThat(names)
        .containsExactly(
            "a".repeat(90) + "/",
            LONG,
            "café/",
            "café/☃.txt",
            "empty/",
            "index.html",
            "pictures/",
            "pictures/pi.svg");
  }

  @Test
  void manifest_hasTheHashesOfEverything() throws Exception {
    Manifest manifest = publish();
    byte[] archive = Files.readAllBytes(updates.resolve(archive(manifest)));
    byte[] tar = new GZIPInputStream(new ByteArrayInputStream(archive)).readAllBytes();

    assertThat(manifest.archive()).isEqualTo(content(archive));
    assertThat(manifest.tar()).isEqualTo(content(tar));
    assertThat(manifest.files())
        .extracting(SiteFile::path)
        .containsExactly(LONG, "café/☃.txt", "index.html", "pictures/pi.svg");
    SiteFile index = manifest.files().get(2);
    assertThat(new Manifest.Content(index.bytes(), index.sha256()))
        .isEqualTo(content("<h1>One</h1>".getBytes(StandardCharsets.UTF_8)));
    assertThat(updates.resolve(UpdateFiles.manifest(manifest.version())))
        .hasSameBinaryContentAs(updates.resolve(UpdateFiles.MANIFEST));
  }

  @Test
  void fileOfAnArchive_canBeUnpackedByItself() throws IOException {
    Manifest manifest = publish();
    byte[] archive = Files.readAllBytes(updates.resolve(archive(manifest)));
    SiteFile picture = manifest.files().get(3);

    ByteArrayInputStream member =
        new ByteArrayInputStream(archive, (int) picture.offset(), (int) picture.length());
    List<TarArchiveEntry> entries = entries(new GZIPInputStream(member));

    assertThat(entries).extracting(TarArchiveEntry::getName).endsWith("pictures/pi.svg");
  }

  @Test
  void unchangedFolder_isNoNewVersion() throws IOException {
    Manifest first = publish();
    Commands.Result again = Commands.run("publish", site, "--to", updates);

    assertThat(again.out())
        .singleElement()
        .asString()
        .startsWith("unchanged since " + first.version());
    assertThat(newest()).isEqualTo(first);
    assertThat(updates.resolve(UpdateFiles.ARCHIVES))
        .isDirectoryContaining(f -> !f.endsWith(".fresh"));
  }

  @Test
  void laterVersion_isLater_thoughTheClockWasSetBack() throws IOException {
    Manifest first = publishAt(site, updates, "2026-11-28T12:00:00Z");
    Trees.write(site, "index.html", "<h1>Two</h1>");
    Manifest second = publishAt(site, updates, "1970-01-01T00:00:07Z");

    assertThat(second.time()).isAfter(first.time());
    assertThat(second.version()).isGreaterThan(first.version());
  }

  @Test
  void fileTime_staysWithItsContent_andNeverGoesBackAtAPath() throws IOException {
    Trees.write(site, "old.txt", "old");
    Manifest first = publishAt(site, updates, "2026-01-01T00:00:00Z");
    Trees.write(site, "index.html", "<h1>Two</h1>");
    Files.move(site.resolve("pictures/pi.svg"), site.resolve("pictures/moved.svg"));
    Manifest second = publishAt(site, updates, "2026-02-01T00:00:00Z");
    Trees.write(site, "index.html", "old");
    Manifest third = publishAt(site, updates, "2026-03-01T00:00:00Z");

    assertThat(time(second, "index.html")).isEqualTo(second.time());
    assertThat(time(second, "old.txt")).isEqualTo(first.time());
    assertThat(time(second, "pictures/moved.svg")).isEqualTo(first.time());
    assertThat(time(third, "index.html")).isEqualTo(third.time());
    assertThat(time(third, "old.txt")).isEqualTo(first.time());
  }

  @Test
  void keep_leavesTheNewest_andWhatAWorkerIsWantedToServe() throws IOException {
    List<String> versions = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      Trees.write(site, "index.html", "version " + i);
      versions.add(
          publishAt(site, updates, "2026-01-0" + (i + 1) + "T00:00:00Z", "--keep", "2").version());
      if (i == 1) {
        Wanted wanted = new Wanted("pi1", versions.get(0), Instant.EPOCH);
        Files.createDirectories(updates.resolve("wanted"));
        Files.write(updates.resolve(UpdateFiles.wanted("pi1")), wanted.encode());
      }
    }

    List<String> left = List.of(versions.get(0), versions.get(3), versions.get(4));
    assertThat(names(UpdateFiles.VERSIONS))
        .containsExactlyElementsOf(left.stream().map(it -> it + ".json").toList());
    assertThat(names(UpdateFiles.ARCHIVES))
        .containsExactlyElementsOf(left.stream().map(it -> it + ".tar.gz").toList());
  }

  @Test
  void withPrevious_keepsAssetsOfOneVersion_butNoPages() throws IOException {
    Trees.write(site, "app-1.js", "one");
    Trees.write(site, "gone.html", "gone");
    publishAt(site, updates, "2026-01-01T00:00:00Z");
    Files.delete(site.resolve("app-1.js"));
    Files.delete(site.resolve("gone.html"));
    Trees.write(site, "app-2.js", "two");
    Manifest second = publishAt(site, updates, "2026-01-02T00:00:00Z", "--with-previous");
    Commands.Result same = Commands.run("publish", site, "--to", updates, "--with-previous");
    Files.delete(site.resolve("app-2.js"));
    Manifest third = publishAt(site, updates, "2026-01-03T00:00:00Z", "--with-previous");

    assertThat(paths(second)).contains("app-1.js", "app-2.js").doesNotContain("gone.html");
    assertThat(second.files())
        .filteredOn(SiteFile::isKept)
        .extracting(SiteFile::path)
        .containsExactly("app-1.js");
    assertThat(entries(second))
        .extracting(TarArchiveEntry::getName)
        .isSorted()
        .contains("app-1.js");
    assertThat(same.out().get(0)).startsWith("unchanged");
    assertThat(paths(third)).contains("app-2.js").doesNotContain("app-1.js");
  }

  @Test
  void keptAsset_givesWay_toANewName() throws IOException {
    Trees.write(site, "Style.css", "one");
    Trees.write(site, "data", "a file");
    publishAt(site, updates, "2026-01-01T00:00:00Z");
    Files.delete(site.resolve("Style.css"));
    Files.delete(site.resolve("data"));
    Trees.write(site, "style.css", "two");
    Trees.write(site, "data/x", "a folder now");

    assertThat(paths(publishAt(site, updates, "2026-01-02T00:00:00Z", "--with-previous")))
        .contains("style.css", "data/x")
        .doesNotContain("Style.css", "data");
  }

  @Test
  void sign_signsTheManifestsBytes() throws IOException {
    Keys keys = Keys.make(home, "site");
    publishAt(site, updates, "2026-01-01T00:00:00Z", "--sign", keys.signing().toString());

    byte[] manifest = Files.readAllBytes(updates.resolve(UpdateFiles.MANIFEST));
    byte[] signature = Files.readAllBytes(updates.resolve(UpdateFiles.signature(manifest)));
    VerifyingKey key = VerifyingKey.read(keys.verifying());
    assertThat(key.isSigned(manifest, signature)).isTrue();
    manifest[20] ^= 1;
    assertThat(key.isSigned(manifest, signature)).isFalse();
  }

  @Test
  void signLater_signsTheUnchangedVersion() throws IOException {
    publish();
    Keys keys = Keys.make(home, "site");
    Commands.run("publish", site, "--to", updates, "--sign", keys.signing());

    byte[] manifest = Files.readAllBytes(updates.resolve(UpdateFiles.MANIFEST));
    assertThat(updates.resolve(UpdateFiles.signature(manifest)))
        .hasSize(VerifyingKey.SIGNATURE_BYTES);
  }

  @Test
  void leftOversOfAKilledPublisher_go() throws IOException {
    publish();
    Path archives = updates.resolve(UpdateFiles.ARCHIVES);
    Files.writeString(archives.resolve(".fresh"), "half");
    Files.writeString(archives.resolve("20260101T000000Z-00000000.tar.gz"), "without a manifest");
    Files.writeString(updates.resolve("versions/20260101T000000Z-00000000.json.new"), "half");
    Trees.write(site, "index.html", "<h1>Two</h1>");
    Manifest second = publish();

    assertThat(names(UpdateFiles.ARCHIVES)).hasSize(2).contains(second.version() + ".tar.gz");
    assertThat(names(UpdateFiles.VERSIONS)).hasSize(2);
  }

  @Test
  void versionControl_isLeftOut_andDotFilesAreNot() throws IOException {
    Trees.write(site, ".git/config", "secret");
    Trees.write(site, ".htaccess", "Require all granted");

    assertThat(paths(publish())).contains(".htaccess").doesNotContain(".git/config");
  }

  private Manifest publish() throws IOException {
    assertThat(Commands.run("publish", site, "--to", updates).status()).isZero();
    return newest();
  }

  private Manifest newest() throws IOException {
    return ManifestReader.read(
        Files.readAllBytes(updates.resolve(UpdateFiles.MANIFEST)), SiteLimits.DEFAULT);
  }

  private static Manifest publishAt(Path site, Path updates, String time, String... options)
      throws IOException {
    List<String> given = List.of(options);
    PublishSettings settings =
        new PublishSettings(
            site,
            updates,
            given.contains("--sign")
                ? Optional.of(SigningKey.read(Path.of(given.get(given.indexOf("--sign") + 1))))
                : Optional.empty(),
            given.contains("--keep")
                ? Integer.parseInt(given.get(given.indexOf("--keep") + 1))
                : 10,
            given.contains("--with-previous") ? Overlap.WITH_PREVIOUS : Overlap.NONE,
            SiteLimits.DEFAULT);
    return new Publisher(settings, new At(Instant.parse(time))).publish().manifest();
  }

  private record At(Instant now) implements Ticker {
    @Override
    public long nanos() {
      return 0;
    }
  }

  private static Instant time(Manifest manifest, String path) {
    return manifest.files().stream()
        .filter(f -> f.path().equals(path))
        .findFirst()
        .orElseThrow()
        .time();
  }

  private static List<String> paths(Manifest manifest) {
    return manifest.files().stream().map(SiteFile::path).toList();
  }

  private List<String> names(String folder) throws IOException {
    try (Stream<Path> files = Files.list(updates.resolve(folder))) {
      return files.map(it -> it.getFileName().toString()).sorted().toList();
    }
  }

  private static String archive(Manifest manifest) {
    return UpdateFiles.archive(manifest.version());
  }

  private static Manifest.Content content(byte[] bytes) throws Exception {
    byte[] hash = MessageDigest.getInstance("SHA-256").digest(bytes);
    return new Manifest.Content(bytes.length, HexFormat.of().formatHex(hash));
  }

  private List<TarArchiveEntry> entries(Manifest manifest) throws IOException {
    InputStream in = Files.newInputStream(updates.resolve(archive(manifest)));
    return entries(new GZIPInputStream(in));
  }

  private static List<TarArchiveEntry> entries(InputStream in) throws IOException {
    List<TarArchiveEntry> entries = new ArrayList<>();
    try (TarArchiveInputStream tar = new TarArchiveInputStream(in, "UTF-8")) {
      for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
        entries.add(entry);
      }
    }
    return entries;
  }
}
