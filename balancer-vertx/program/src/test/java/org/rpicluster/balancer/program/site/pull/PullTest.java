package org.rpicluster.balancer.program.site.pull;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.rpicluster.balancer.program.cli.Commands;
import org.rpicluster.balancer.program.site.NamesInUtf8;
import org.rpicluster.balancer.program.site.Trees;
import org.rpicluster.balancer.program.site.UpdateFiles;

/** {@code pull}, over HTTP, by what it leaves in the worker's directory. */
@Timeout(120)
class PullTest {

  @TempDir private Path home;
  private Path site;
  private Path updates;
  private Path worker;
  private UpdatesOverHttp server;

  @BeforeEach
  void start() throws IOException {
    site = home.resolve("site");
    updates = home.resolve("updates");
    worker = home.resolve("worker");
    Trees.write(site, "index.html", "<h1>One</h1>");
    Trees.write(site, "large.bin", "0123456789abcdef".repeat(40));
    Trees.write(site, "café/☃.txt", "snow");
    Files.createDirectories(site.resolve("empty/too"));
    server = UpdatesOverHttp.of(updates);
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void firstPull_servesTheWholeTree_thatEveryUserMayRead() throws IOException {
    String version = publish();
    Commands.Result pulled = pull();

    assertThat(pulled.out())
        .singleElement()
        .asString()
        .startsWith("now at " + version + ": 3 of 3");
    assertServed(version);
    assertThat(Files.getPosixFilePermissions(current("index.html")))
        .isEqualTo(PosixFilePermissions.fromString("rw-r--r--"));
    assertThat(Files.getPosixFilePermissions(current("café")))
        .isEqualTo(PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  @Test
  void secondPull_isToldThatNothingHasChanged() throws IOException {
    String version = publish();
    pull();
    server.asked();

    assertThat(pull().out()).containsExactly("up to date: " + version);
    assertThat(server.asked()).containsExactly("304 manifest.json");
  }

  @Test
  void changedFile_isFetchedAlone_andOthersAreLinked() throws IOException {
    String noise = noise();
    Trees.write(site, "noise.txt", noise);
    publish();
    pull();
    Object before = Files.readAttributes(current("noise.txt"), "unix:ino").get("ino");
    server.asked();
    Trees.write(site, "index.html", "<h1>Two</h1>");
    Files.createDirectories(site.resolve("empty/another"));
    String version = publish();
    Commands.Result pulled = pull();

    assertServed(version);
    assertThat(Files.readAttributes(current("noise.txt"), "unix:ino").get("ino")).isEqualTo(before);
    assertThat(pulled.out().get(0)).contains("1 of 4 files written, 12 bytes; ");
    assertThat(server.asked()).hasSize(2).last().asString().startsWith("206 archives/");
  }

  @Test
  void serverWithoutRanges_willDo() throws IOException {
    server.isSimple = true;
    Trees.write(site, "noise.txt", noise());
    publish();
    pull();
    Trees.write(site, "index.html", "<h1>Two</h1>");
    String version = publish();
    pull();

    assertServed(version);
  }

  @Test
  void smallArchive_isFetchedAndCheckedWhole() throws IOException {
    publish();
    pull();
    Files.delete(site.resolve("large.bin"));
    String version = publish();
    server.asked();
    pull();

    assertServed(version);
    assertThat(server.asked()).last().asString().startsWith("200 archives/");
  }

  @Test
  void nothingNewInIt_isNotFetched() throws IOException {
    Trees.write(site, "noise.txt", noise());
    publish();
    pull();
    Files.delete(site.resolve("large.bin"));
    Files.move(site.resolve("index.html"), site.resolve("home.html"));
    String version = publish();
    server.asked();
    pull();

    assertServed(version);
    assertThat(server.asked()).containsExactly("200 manifest.json");
  }

  @Test
  void fileThatWasChangedOnTheWorker_isNotLinked() throws IOException {
    publish();
    pull();
    FileTime time = Files.getLastModifiedTime(current("large.bin"));
    Files.writeString(
        current("large.bin"), Files.readString(current("large.bin")).replace('0', '1'));
    Files.setLastModifiedTime(current("large.bin"), time);
    Trees.write(site, "index.html", "<h1>Two</h1>");
    String version = publish();
    pull();

    assertServed(version);
  }

  @Test
  void lastModified_isTheSameOnEveryWorker_andStaysWithTheContent() throws IOException {
    publish();
    pull();
    FileTime large = Files.getLastModifiedTime(current("large.bin"));
    FileTime index = Files.getLastModifiedTime(current("index.html"));
    Trees.write(site, "index.html", "<h1>Two</h1>");
    publish();
    pull();
    Path other = home.resolve("other");
    Commands.run("pull", "--from", server.url(), "--into", other);

    assertThat(Files.getLastModifiedTime(current("large.bin"))).isEqualTo(large);
    assertThat(Files.getLastModifiedTime(current("index.html"))).isGreaterThan(index);
    assertThat(Files.getLastModifiedTime(other.resolve("current/index.html")))
        .isEqualTo(Files.getLastModifiedTime(current("index.html")));
  }

  @Test
  void brokenDownload_isGoneOnWith() throws IOException {
    Trees.write(site, "noise.txt", noise());
    String version = publish();
    cutOnceBegun();
    Commands.Result broken = pull();
    assertThat(broken.status()).isEqualTo(2);
    assertThat(broken.err()).hasSize(1);
    assertThat(worker.resolve("current")).doesNotExist();
    server.cutAfter = Integer.MAX_VALUE;
    server.asked();
    pull();

    assertServed(version);
    assertThat(server.asked()).last().asString().matches("206 archives/.* bytes=[1-9][0-9]*-");
    assertThat(worker.resolve(".pull/downloads")).isEmptyDirectory();
  }

  @Test
  void brokenDownload_beginsAnew_ifTheServerHasAnotherFile() throws IOException {
    Trees.write(site, "noise.txt", noise());
    String version = publish();
    cutOnceBegun();
    pull();
    server.cutAfter = Integer.MAX_VALUE;
    server.generation = "2";
    server.asked();
    pull();

    assertServed(version);
    assertThat(server.asked()).last().asString().startsWith("200 archives/");
  }

  @Test
  void downloadThatAPowerCutHasDamaged_isFetchedAnew() throws IOException {
    Trees.write(site, "noise.txt", noise());
    String version = publish();
    cutOnceBegun();
    pull();
    Path part = worker.resolve(".pull/downloads/" + version + ".tar.gz");
    Files.write(part, new byte[(int) Files.size(part)]);
    server.cutAfter = Integer.MAX_VALUE;

    assertThat(pull().status()).isZero();
    assertServed(version);
  }

  @Test
  void leftOversOfAKilledRun_go() throws IOException {
    publish();
    pull();
    Trees.write(worker, ".pull/fresh/half/index.html", "half");
    Trees.write(worker, ".pull/garbage/index.html", "half");
    Trees.write(worker, ".pull/seen.new", "half");
    Trees.write(worker, ".pull/manifests/20260101T000000Z-00000000.json", "of no tree");
    Trees.write(worker, ".pull/manifests/x.json.new", "half");
    Trees.write(worker, ".pull/downloads/20260101T000000Z-00000000.tar.gz", "half");
    Files.createSymbolicLink(worker.resolve(".pull/current"), Path.of("versions/x"));
    Trees.write(site, "index.html", "<h1>Two</h1>");
    String version = publish();
    pull();

    assertServed(version);
    assertThat(Trees.read(worker.resolve(".pull")).keySet())
        .filteredOn(it -> !it.startsWith("manifests/2"))
        .containsExactly("downloads/", "lock", "manifests/", "seen");
    assertThat(Trees.read(worker.resolve(".pull/manifests"))).hasSize(2);
  }

  @Test
  void keptVersions_areTheNewest() throws IOException {
    List<String> versions = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      Trees.write(site, "index.html", "version " + i);
      versions.add(publish());
      pull("--keep", "2");
    }
    try (var trees = Files.list(worker.resolve("versions"))) {
      assertThat(trees.map(it -> it.getFileName().toString()).sorted())
          .containsExactlyElementsOf(versions.subList(2, 4));
    }
  }

  @Test
  void runKilledBehindItsSwitch_isTidiedUpAfter() throws IOException {
    publish();
    pull();
    Trees.write(site, "index.html", "<h1>Two</h1>");
    String version = publish();
    pull("--keep", "2");
    Trees.write(worker, ".pull/downloads/" + version + ".tar.gz", "done with");
    pull("--keep", "1");

    assertServed(version);
    assertThat(worker.resolve(".pull/downloads")).isEmptyDirectory();
    assertThat(Trees.read(worker.resolve(".pull/manifests"))).containsOnlyKeys(version + ".json");
    assertThat(Files.exists(worker.resolve("versions/" + version))).isTrue();
  }

  @Test
  void otherPullAtWork_isRefused() throws IOException {
    publish();
    try (Worker other = Worker.open(worker)) {
      assertThat(pull().err())
          .containsExactly("balancer: " + worker + ": another pull is at work here");
      assertThat(other.current()).isEmpty();
    }
    assertThat(pull().status()).isZero();
  }

  @Test
  void currentThatIsNotOurs_isLeftAlone() throws IOException {
    publish();
    Path mine = Trees.write(worker, "current/index.html", "by hand");

    assertThat(pull().err()).singleElement().asString().contains("current: not a link");
    assertThat(mine).hasContent("by hand");
    Files.delete(mine);
    Files.delete(mine.getParent());
    Files.createSymbolicLink(worker.resolve("current"), Path.of("/etc"));
    assertThat(pull().err()).singleElement().asString().contains("current: leads to /etc");
  }

  @Test
  void command_runsAfterASwitch_andOnlyThen() throws IOException {
    Path said = home.resolve("said");
    String then =
        "cat '" + current(".version") + "' >> '" + said + "'; echo $SITE_VERSION >> '" + said + "'";
    String version = publish();
    pull("--then", then);
    pull("--then", then);

    assertThat(said).hasContent(version + "\n" + version + "\n");
  }

  @Test
  void commandOfAKilledRun_isMadeUpFor() throws IOException {
    Path said = home.resolve("said");
    String version = publish();
    pull();
    Trees.write(worker, ".pull/command-due", version + "\n");
    pull("--then", "echo run >> '" + said + "'");

    assertThat(said).hasContent("run\n");
  }

  @Test
  void commandThatFails_isSaid_andTheSiteIsNew() throws IOException {
    String version = publish();

    assertThat(pull("--then", "exit 3").err())
        .containsExactly("balancer: --then: exit status 3; the site is at " + version);
    assertServed(version);
  }

  @Test
  void wrongArguments_areOneLine() {
    assertThat(Commands.run("pull", "--into", worker).err())
        .containsExactly("balancer: --from: missing (expected: such as http://dev.lan/updates)");
    assertThat(Commands.run("pull", "--from", "ftp://x/", "--into", worker).err())
        .containsExactly("balancer: --from: ftp://x/ (expected: such as http://dev.lan/updates)");
    assertThat(pull("--rate", "fast").err())
        .containsExactly("balancer: --rate: fast (expected: a size such as 64KiB, 1MiB)");
    assertThat(pull("--name", "../x").err()).singleElement().asString().contains("--name: ../x");
    assertThat(pull("--every", "soon").err()).singleElement().asString().contains("--every: soon");
    assertThat(pull("--from", "http://127.0.0.1:1/").status()).isEqualTo(2);
  }

  /** More than the 16 KiB that are written to the disk at one time. */
  private void cutOnceBegun() {
    server.cutAfter = 20_000;
    server.cutWhen = this::isBegun;
  }

  private boolean isBegun() {
    File[] begun = worker.resolve(".pull/downloads").toFile().listFiles();
    return begun != null
        && Stream.of(begun).anyMatch(f -> f.getName().endsWith(".tar.gz") && f.length() > 0);
  }

  private void assertServed(String version) throws IOException {
    Map<String, String> expected = Trees.read(site);
    expected.put(".version", version + "\n");
    assertThat(Trees.read(worker.resolve("current").toRealPath())).isEqualTo(expected);
    assertThat(Files.readSymbolicLink(worker.resolve("current")))
        .isEqualTo(Path.of("versions", version));
    assertThat(worker.resolve(".pull/fresh")).doesNotExist();
  }

  private Path current(String path) {
    return NamesInUtf8.below(worker.resolve("current"), path);
  }

  private String publish() throws IOException {
    Commands.Result published = Commands.run("publish", site, "--to", updates);
    assertThat(published.err()).isEmpty();
    String line = published.out().get(0);
    assertThat(updates.resolve(UpdateFiles.MANIFEST)).exists();
    return line.substring("published ".length(), line.indexOf(':'));
  }

  private Commands.Result pull(String... options) {
    List<String> arguments = new ArrayList<>(List.of("pull", "--from", server.url()));
    arguments.addAll(List.of("--into", worker.toString()));
    if (List.of(options).contains("--from")) {
      arguments.subList(1, 3).clear();
    }
    arguments.addAll(List.of(options));
    return Commands.run(arguments.toArray());
  }

  /** What does not pack well: so an archive is not small. */
  private static String noise() {
    StringBuilder noise = new StringBuilder();
    long state = Instant.EPOCH.getEpochSecond() + 7;
    for (int i = 0; i < 1_800_000; i++) {
      state = state * 6364136223846793005L + 1442695040888963407L;
      noise.append((char) (' ' + (state >>> 58)));
    }
    return noise.toString();
  }
}
