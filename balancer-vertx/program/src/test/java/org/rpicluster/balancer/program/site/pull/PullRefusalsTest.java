package org.rpicluster.balancer.program.site.pull;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.rpicluster.balancer.program.cli.Commands;
import org.rpicluster.balancer.program.site.Manifest;
import org.rpicluster.balancer.program.site.Trees;

/** Hostile archives and manifests: each is refused with its reason, and leaves nothing behind. */
@Timeout(120)
class PullRefusalsTest {

  private static final byte FILE = '0';

  @TempDir private Path home;
  private UpdatesOverHttp server;
  private Path updates;

  /** Makes updates. */
  interface Attack {
    void prepare(HostileUpdates updates) throws IOException;
  }

  @BeforeEach
  void start() throws IOException {
    updates = home.resolve("updates");
    server = UpdatesOverHttp.of(updates);
  }

  @AfterEach
  void stop() {
    server.close();
  }

  static Stream<Arguments> kinds() {
    return Stream.of(
        attack(
            "a symbolic link",
            "x: a symbolic link",
            u -> u.entry("x", (byte) '2', "", e -> e.setLinkName("/etc")).publish()),
        attack(
            "a hard link",
            "x: a hard link",
            u -> u.entry("x", (byte) '1', "", e -> e.setLinkName("/etc/passwd")).publish()),
        attack(
            "a link, and a file through it",
            "x: a symbolic link",
            u ->
                u.entry("x", (byte) '2', "", e -> e.setLinkName("/tmp"))
                    .file("x/y", "z")
                    .publish()),
        attack("a character device", "x: a device", u -> u.entry("x", (byte) '3').publish()),
        attack("a block device", "x: a device", u -> u.entry("x", (byte) '4').publish()),
        attack("a FIFO", "x: a FIFO", u -> u.entry("x", (byte) '6').publish()),
        attack(
            "an unknown type",
            "x: neither a file nor a folder",
            u -> u.entry("x", (byte) '7').publish()),
        attack(
            "an absolute path", "/etc/x: an absolute path", u -> u.entry("/etc/x", FILE).publish()),
        attack("a way out", "../x: a way out of the tree", u -> u.entry("../x", FILE).publish()),
        attack(
            "a way out in the middle",
            "a/../../x: a way out of the tree",
            u -> u.entry("a/../../x", FILE).publish()));
  }

  static Stream<Arguments> namesAndModes() {
    return Stream.of(
        attack(
            "a folder out", "..: a way out of the tree", u -> u.entry("../", (byte) '5').publish()),
        attack("an empty name", "a//x: an empty name", u -> u.entry("a//x", FILE).publish()),
        attack(
            "setuid",
            "x: setuid, setgid or sticky permission bits",
            u -> u.entry("x", FILE, "", e -> e.setMode(0104755)).publish()),
        attack(
            "setgid",
            "x: setuid, setgid or sticky permission bits",
            u -> u.entry("x", FILE, "", e -> e.setMode(0102755)).publish()),
        attack(
            "sticky",
            "x: setuid, setgid or sticky permission bits",
            u -> u.entry("x", FILE, "", e -> e.setMode(0101755)).publish()),
        attack(
            "before 1970",
            "x: a time before 1970",
            u ->
                u.entry("x", FILE, "", e -> e.setLastModifiedTime(FileTime.fromMillis(-86_400_000)))
                    .publish()),
        attack(
            "not in the manifest",
            "x: not in the manifest",
            u -> u.file("a", "a").entry("x", FILE).publish()),
        attack(
            "a folder not in it",
            "x: not in the manifest",
            u -> u.file("a", "a").entry("x/", (byte) '5').publish()),
        attack(
            "twice",
            "a: there twice",
            u -> u.file("a", "a").entry("a", FILE, "a", e -> {}).publish()),
        attack("missing", "b: missing", u -> u.file("a", "a").named("b", "b").publish()));
  }

  static Stream<Arguments> contents() {
    return Stream.of(
        attack(
            "another size",
            "a: 3 bytes (expected: 1)",
            u -> u.entry("a", FILE, "abc", e -> {}).named("a", "a").publish()),
        attack(
            "pull's own file",
            ".version: a name that pull writes itself",
            u -> u.entry(".version", FILE).publish()),
        attack(
            "a long name's bomb",
            "archive: a header of more than 65536 bytes",
            u -> u.entry("././@LongLink", (byte) 'L', "a".repeat(1 << 20), e -> {}).publish()),
        attack(
            "a pax bomb",
            "archive: a header of more than 65536 bytes",
            u ->
                u.entry("p", (byte) 'x', "1048576 path=" + "a".repeat(1 << 20), e -> {}).publish()),
        attack(
            "a header that is none",
            "archive: damaged: ",
            u ->
                u.file("a", "a")
                    .raw("nonsense".repeat(64).getBytes(StandardCharsets.UTF_8))
                    .publish()),
        attack(
            "no gzip",
            "archive: damaged: Input is not in the .gz format.",
            u ->
                u.file("a", "a")
                    .publish(
                        new Manifest.Content(1024, "0".repeat(64)),
                        "no gzip".getBytes(StandardCharsets.UTF_8))),
        attack(
            "more behind the archive",
            "archive: damaged: Unexpected data after a valid .gz stream",
            u -> moreBehind(u.file("a", "a").publish(), u)),
        attack(
            "members of nothing",
            "archive: the tar in it is not the one of the manifest",
            u -> nothings(u.file("a", "a").publish(), u)),
        attack(
            "another content",
            "a: not the content of the manifest",
            u -> u.entry("a", FILE, "b", e -> {}).named("a", "a").publish()),
        attack(
            "another tar",
            "archive: the tar in it is not the one of the manifest",
            u -> anotherTar(u.file("a", "a").publish(), u)),
        attack(
            "a bomb",
            "archive: unpacks to more than 2048 bytes",
            u -> bomb(u.file("a", "a").publish(), u)));
  }

  static Stream<Arguments> texts() {
    return Stream.of(
        attack("not JSON", "manifest: not JSON: ", u -> u.edit("{\"format\"", "{format")),
        attack("cut off", "manifest: not JSON: ", u -> u.edit("}\n", "")),
        attack(
            "more behind it",
            "manifest: not JSON: Unrecognized token",
            u -> u.edit("]}\n", "]} more")),
        attack(
            "a field twice",
            "manifest: not JSON: Duplicate field 'format'",
            u -> u.edit("\"format\":1", "\"format\":1,\"format\":1")),
        attack(
            "another format",
            "manifest: format: 2 (expected: 1)",
            u -> u.edit("\"format\":1", "\"format\":2")),
        attack("no version", "manifest: version: missing", u -> u.edit("\"version\"", "\"other\"")),
        attack(
            "a version that leads out",
            "manifest: version: ../x is no version's name",
            u -> u.edit(HostileUpdates.VERSION, "../x")),
        attack(
            "a time before 1970",
            "manifest: time: 1969-12-31T23:59:59Z is before 1970",
            u -> u.edit("2026-11-28T12:00:00Z", "1969-12-31T23:59:59Z")),
        attack(
            "no time",
            "manifest: time: noon (expected: such as 2026-11-28T12:00:00Z)",
            u -> u.edit("2026-11-28T12:00:00Z", "noon")),
        attack("a way out", "../../a: a way out of the tree", u -> u.edit("\"a\"", "\"../../a\"")),
        attack("an absolute path", "/a: an absolute path", u -> u.edit("\"a\"", "\"/a\"")),
        attack("a backslash", "\\a: a backslash in a name", u -> u.edit("\"a\"", "\"\\\\a\"")));
  }

  static Stream<Arguments> paths() {
    return Stream.of(
        attack("a line break", "a?b: a control character", u -> u.edit("\"a\"", "\"a\\nb\"")),
        attack("half a character", "a control character", u -> u.edit("\"a\"", "\"\\ud800\"")),
        attack(
            "a huge name",
            "a name of 256 bytes (expected: at most 255)",
            u -> u.edit("\"a\"", "\"" + "n".repeat(256) + "\"")),
        attack(
            "a huge path",
            "1025 bytes (expected: at most 1024)",
            u -> u.edit("\"a\"", "\"" + "a/".repeat(512) + "a\"")),
        attack(
            "a deep path",
            "33 folders deep (expected: at most 32)",
            u -> u.edit("\"a\"", "\"" + "d/".repeat(32) + "d\"")),
        attack(
            "case twins",
            "A: the same name as a where case or Unicode forms do not count",
            u -> u.named("A", "A").publish()),
        attack(
            "Unicode twins",
            "the same name as",
            u -> u.named("é", "1").named("e\u0301", "2").publish()),
        attack(
            "twins by an unseen joiner",
            "the same name as",
            u -> u.named("a\u200d", "1").publish()),
        attack(
            "twins by a letter that is two in capitals",
            "STRASSE: the same name as straße where",
            u -> u.named("straße", "1").named("STRASSE", "2").publish()),
        attack(
            "a file in pull's own file",
            ".version/x: a name that pull writes itself",
            u -> u.named(".version/x", "1").publish()),
        attack(
            "pull's own file in capitals",
            ".VERSION: a name that pull writes itself",
            u -> u.named(".VERSION", "1").publish()),
        attack(
            "folder twins",
            "the same name as",
            u -> u.named("d/1", "1").named("D/2", "2").publish()),
        attack("a file and a folder", "a: a file and a folder", u -> u.named("a/b", "b").publish()),
        attack("a file twice", "a: there twice", u -> u.named("a", "a").publish()),
        attack(
            "a hash that is none",
            "manifest: sha256: XYZ (expected: 64 digits of 0-9, a-f)",
            u -> u.named("b", 1, "XYZ", Instant.EPOCH).publish()));
  }

  static Stream<Arguments> numbers() {
    return Stream.of(
        attack(
            "a negative size",
            "manifest: bytes: -1 (expected: 0 to ",
            u -> u.named("b", -1, "0".repeat(64), Instant.EPOCH).publish()),
        attack(
            "a size beyond counting",
            "manifest: ",
            u -> u.edit("\"bytes\":1,", "\"bytes\":99999999999999999999,")),
        attack(
            "a sum that is none",
            "manifest: bytes: 7, but its files have 1",
            u -> u.edit("\"bytes\":1,\"tar\"", "\"bytes\":7,\"tar\"")),
        attack(
            "too many bytes",
            "manifest: ",
            u -> u.named("b", 5L << 30, "0".repeat(64), Instant.EPOCH).publish()),
        attack(
            "too many files",
            "manifest: more files than 3 (--max-files)",
            u -> u.named("b", "").named("c", "").named("d", "").publish()),
        attack(
            "a list too deep",
            "manifest: ",
            u ->
                u.edit("\"files\":", "\"x\":" + "[".repeat(100) + "]".repeat(100) + ",\"files\":")),
        attack("a name's bomb", "manifest: ", u -> u.edit("\"a\"", "\"" + "n".repeat(5000) + "\"")),
        attack(
            "a large text",
            "/manifest.json: more than",
            u -> u.edit("}\n", "}" + " ".repeat(1 << 21))),
        attack(
            "an archive of another hash",
            "archive: its hash is not the one of the manifest",
            u -> u.write(u.publish(), HostileUpdates.flipped(u.archive()))),
        attack(
            "a longer archive",
            "archive: ",
            u -> u.write(u.publish(), HostileUpdates.cut(u.archive(), 90_000))),
        attack(
            "a truncated archive",
            "archive: ",
            u -> u.write(u.publish(), HostileUpdates.cut(u.archive(), 60))));
  }

  private static Arguments attack(String name, String reason, Attack attack) {
    return Arguments.of(name, reason, attack);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource({"kinds", "namesAndModes", "contents"})
  void hostileArchive_isRefused(String name, String reason, Attack attack) throws IOException {
    attack.prepare(new HostileUpdates(updates));
    assertRefused(reason);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource({"texts", "paths", "numbers"})
  void hostileManifest_isRefused(String name, String reason, Attack attack) throws IOException {
    HostileUpdates hostile = new HostileUpdates(updates).file("a", "a");
    hostile.publish();
    attack.prepare(hostile);
    assertRefused(reason);
  }

  private void assertRefused(String reason) throws IOException {
    Path worker = home.resolve("worker");
    Map<String, String> before = outside();
    Commands.Result refused =
        Commands.run("pull", "--from", server.url(), "--into", worker, "--max-files", "3");

    assertThat(refused.err()).hasSize(1);
    assertThat(refused.err().get(0))
        .startsWith("balancer: ")
        .contains(reason)
        .doesNotContain("internal");
    assertThat(refused.status()).isEqualTo(2);
    assertThat(worker.resolve("current")).doesNotExist();
    assertThat(worker.resolve("versions")).isEmptyDirectory();
    assertThat(worker.resolve(".pull/fresh")).doesNotExist();
    assertThat(outside()).isEqualTo(before);
  }

  private Map<String, String> outside() throws IOException {
    Map<String, String> all = new TreeMap<>(Trees.read(home));
    all.keySet().removeIf(it -> it.startsWith("worker"));
    return all;
  }

  /** Ten mebibytes of zeros behind the end of the tar that the manifest is of. */
  private static void bomb(Manifest manifest, HostileUpdates updates) throws IOException {
    ByteArrayOutputStream tar = new ByteArrayOutputStream();
    tar.write(gunzip(updates.archive()));
    tar.write(new byte[10 << 20]);
    updates.publish(manifest.tar(), gzip(tar.toByteArray()));
  }

  private static void anotherTar(Manifest manifest, HostileUpdates updates) throws IOException {
    long bytes = manifest.tar().bytes();
    updates.publish(new Manifest.Content(bytes, "0".repeat(64)), updates.archive());
  }

  private static byte[] gzip(byte[] bytes) throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
      out.write(bytes);
    }
    return packed.toByteArray();
  }

  private static void moreBehind(Manifest manifest, HostileUpdates updates) throws IOException {
    ByteArrayOutputStream archive = new ByteArrayOutputStream();
    archive.write(updates.archive());
    archive.write("more".getBytes(StandardCharsets.UTF_8));
    updates.publish(manifest.tar(), archive.toByteArray());
  }

  /** So many that a reader which calls itself for each has no stack left. */
  private static void nothings(Manifest manifest, HostileUpdates updates) throws IOException {
    ByteArrayOutputStream archive = new ByteArrayOutputStream();
    byte[] nothing = gzip(new byte[0]);
    for (int i = 0; i < 50_000; i++) {
      archive.write(nothing);
    }
    archive.write(updates.archive());
    Manifest.Content another = new Manifest.Content(manifest.tar().bytes(), "0".repeat(64));
    updates.publish(another, archive.toByteArray());
  }

  private static byte[] gunzip(byte[] packed) throws IOException {
    return new GZIPInputStream(new ByteArrayInputStream(packed)).readAllBytes();
  }
}
