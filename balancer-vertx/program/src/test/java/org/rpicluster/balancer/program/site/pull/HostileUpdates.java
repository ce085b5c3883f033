package org.rpicluster.balancer.program.site.pull;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.rpicluster.balancer.program.site.Manifest;
import org.rpicluster.balancer.program.site.ManifestText;
import org.rpicluster.balancer.program.site.Sha256;
import org.rpicluster.balancer.program.site.SiteFile;
import org.rpicluster.balancer.program.site.UpdateFiles;

/** Updates as {@code publish} would never make them, with hashes that are right all the same. */
final class HostileUpdates {

  static final String VERSION = "20261128T120000Z-0badf00d";
  private static final Instant TIME = Instant.parse("2026-11-28T12:00:00Z");

  private final Path updates;
  private final ByteArrayOutputStream tarBytes = new ByteArrayOutputStream();
  private final TarArchiveOutputStream tar = new TarArchiveOutputStream(tarBytes, "UTF-8");
  private byte[] tarred = {};
  private final List<SiteFile> files = new ArrayList<>();

  HostileUpdates(Path updates) {
    this.updates = updates;
    tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_GNU);
    tar.setBigNumberMode(TarArchiveOutputStream.BIGNUMBER_STAR);
  }

  /** An entry of the archive alone. */
  interface Change {
    void to(TarArchiveEntry entry);
  }

  HostileUpdates entry(String name, byte type, String content, Change change) throws IOException {
    TarArchiveEntry entry = new TarArchiveEntry(name, type, true);
    byte[] bytes = content.getBytes(StandardCharsets.UTF_8);
    entry.setSize(bytes.length);
    entry.setLastModifiedTime(FileTime.from(TIME));
    change.to(entry);
    tar.putArchiveEntry(entry);
    tar.write(bytes);
    tar.closeArchiveEntry();
    return this;
  }

  HostileUpdates entry(String name, byte type) throws IOException {
    return entry(name, type, "", any -> {});
  }

  /** A file of the archive and the manifest. */
  HostileUpdates file(String name, String content) throws IOException {
    return entry(name, (byte) '0', content, any -> {}).named(name, content);
  }

  /** A file of the manifest alone. */
  HostileUpdates named(String name, String content) {
    byte[] bytes = content.getBytes(StandardCharsets.UTF_8);
    return named(name, bytes.length, Sha256.of(bytes), TIME);
  }

  HostileUpdates named(String name, long bytes, String sha256, Instant time) {
    files.add(new SiteFile(name, bytes, sha256, time, 0, 0, false));
    return this;
  }

  /** Bytes in the middle of the archive, for what no library would write. */
  HostileUpdates raw(byte[] bytes) throws IOException {
    tar.flush();
    tarBytes.write(bytes);
    return this;
  }

  Manifest publish() throws IOException {
    if (tarred.length == 0) {
      tar.finish();
      tar.flush();
      tarred = tarBytes.toByteArray();
    }
    return publish(tarred);
  }

  private Manifest publish(byte[] bytes) throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
      gzip.write(bytes);
    }
    Manifest.Content unpacked = new Manifest.Content(bytes.length, Sha256.of(bytes));
    return publish(unpacked, packed.toByteArray());
  }

  Manifest publish(Manifest.Content unpacked, byte[] archive) throws IOException {
    Manifest manifest =
        new Manifest(
            VERSION,
            TIME,
            unpacked,
            new Manifest.Content(archive.length, Sha256.of(archive)),
            files,
            List.of());
    write(manifest, archive);
    return manifest;
  }

  void write(Manifest manifest, byte[] archive) throws IOException {
    Files.createDirectories(updates.resolve(UpdateFiles.ARCHIVES));
    Files.write(updates.resolve(UpdateFiles.archive(VERSION)), archive);
    Files.write(updates.resolve(UpdateFiles.MANIFEST), ManifestText.encode(manifest));
  }

  byte[] archive() throws IOException {
    return Files.readAllBytes(updates.resolve(UpdateFiles.archive(VERSION)));
  }

  /** Changes the manifest's text. */
  void edit(String from, String to) throws IOException {
    Path manifest = updates.resolve(UpdateFiles.MANIFEST);
    Files.writeString(manifest, Files.readString(manifest).replace(from, to));
  }

  static byte[] flipped(byte[] bytes) {
    byte[] flipped = bytes.clone();
    flipped[bytes.length / 2] ^= 1;
    return flipped;
  }

  static byte[] cut(byte[] bytes, int length) {
    return Arrays.copyOf(bytes, length);
  }
}
