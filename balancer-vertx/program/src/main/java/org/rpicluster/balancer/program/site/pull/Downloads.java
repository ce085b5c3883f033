package org.rpicluster.balancer.program.site.pull;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.rpicluster.balancer.program.site.Manifest;
import org.rpicluster.balancer.program.site.Sha256;
import org.rpicluster.balancer.program.site.SiteException;
import org.rpicluster.balancer.program.site.UpdateFiles;

/**
 * Fetches archives into files. One that was cut off is gone on with, if the server still has the
 * same: by {@code Range} and {@code If-Range} (RFC 9110, 13.1.5, 14). Blocks; for one thread.
 */
final class Downloads {

  private static final int BUFFER_BYTES = 16 << 10;
  private static final int OK = 200;
  private static final int PARTIAL = 206;
  private static final int RANGE_NOT_SATISFIABLE = 416;

  private final UpdateServer server;
  private final Path folder;
  private final RateLimit rate;
  private final byte[] buffer = new byte[BUFFER_BYTES];
  private long fetched;

  Downloads(UpdateServer server, Path folder, RateLimit rate) {
    this.server = server;
    this.folder = folder;
    this.rate = rate;
  }

  /** The bytes of archives that came over the wire. */
  long fetched() {
    return fetched;
  }

  /**
   * A version's whole archive, with the hash of the manifest.
   *
   * @throws SiteException if it has another one
   */
  Path whole(Manifest manifest) throws IOException {
    Path file = folder.resolve(manifest.version() + ".tar.gz");
    boolean wasBegun = Files.exists(file);
    fetchRest(manifest, file);
    if (!isGood(manifest, file) && wasBegun) {
      // A power cut may have left zeros where the first part was.
      Files.delete(file);
      fetchRest(manifest, file);
    }
    if (!isGood(manifest, file)) {
      long bytes = Files.size(file);
      removeAll();
      throw new SiteException(
          bytes == manifest.archive().bytes()
              ? "archive: its hash is not the one of the manifest"
              : "archive: " + bytes + " bytes (expected: " + manifest.archive().bytes() + ")");
    }
    return file;
  }

  private static boolean isGood(Manifest manifest, Path file) throws IOException {
    return Files.size(file) == manifest.archive().bytes()
        && Sha256.of(file).toString().equals(manifest.archive().sha256());
  }

  private void fetchRest(Manifest manifest, Path file) throws IOException {
    long have = Files.exists(file) ? Files.size(file) : 0;
    Path tagFile = folder.resolve(manifest.version() + ".tag");
    Optional<String> tag =
        have > 0 && Files.exists(tagFile)
            ? Optional.of(Files.readString(tagFile))
            : Optional.empty();
    if (have >= manifest.archive().bytes()) {
      return;
    }
    Map<String, String> fields =
        tag.<Map<String, String>>map(it -> Map.of("Range", "bytes=" + have + "-", "If-Range", it))
            .orElse(Map.of());
    String path = UpdateFiles.archive(manifest.version());
    try (UpdateServer.Answer answer = server.get(path, fields)) {
      boolean goesOn = answer.status() == PARTIAL && beginsAt(answer, have);
      boolean isStale = answer.status() == RANGE_NOT_SATISFIABLE;
      server.expect(answer.status() == OK || goesOn || isStale, path, answer.status());
      if (!goesOn) {
        Files.deleteIfExists(file);
        Files.writeString(tagFile, validator(answer).orElse(""));
      }
      if (isStale) {
        throw new SiteException("archive: has changed on the server; the next pull begins anew");
      }
      append(answer.body(), file, manifest.archive().bytes());
    }
  }

  private static boolean beginsAt(UpdateServer.Answer answer, long offset) {
    return answer.field("Content-Range").orElse("").startsWith("bytes " + offset + "-");
  }

  /** By which a later request asks for the rest of the same file. */
  private static Optional<String> validator(UpdateServer.Answer answer) {
    return answer
        .field("ETag")
        .filter(tag -> tag.startsWith("\""))
        .or(() -> answer.field("Last-Modified"));
  }

  /** One piece of a version's archive, behind what is in a file already. */
  boolean appendPiece(Manifest manifest, long from, long to, Path file) throws IOException {
    String path = UpdateFiles.archive(manifest.version());
    Map<String, String> range = Map.of("Range", "bytes=" + from + "-" + (to - 1));
    try (UpdateServer.Answer answer = server.get(path, range)) {
      boolean isPiece = answer.status() == PARTIAL && beginsAt(answer, from);
      server.expect(isPiece || answer.status() == OK, path, answer.status());
      if (isPiece) {
        long before = Files.exists(file) ? Files.size(file) : 0;
        append(answer.body(), file, before + to - from);
      }
      return isPiece;
    }
  }

  private void append(InputStream body, Path file, long bytesMax) throws IOException {
    try (FileChannel channel =
        FileChannel.open(
            file, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.APPEND)) {
      for (int read = body.read(buffer); read >= 0; read = body.read(buffer)) {
        fetched += read;
        if (channel.size() + read > bytesMax) {
          throw new SiteException("archive: more than " + bytesMax + " bytes");
        }
        for (ByteBuffer left = ByteBuffer.wrap(buffer, 0, read); left.hasRemaining(); ) {
          channel.write(left);
        }
        rate.take(read);
      }
    }
  }

  /** Where pieces are put together. */
  Path pieces(Manifest manifest) throws IOException {
    Path file = folder.resolve(manifest.version() + ".pieces");
    Files.deleteIfExists(file);
    return file;
  }

  /** Removes what belongs to other versions than this one. */
  void removeOthers(String version) throws IOException {
    remove(folder, name -> !name.startsWith(version + "."));
  }

  void removeAll() throws IOException {
    remove(folder, any -> true);
  }

  /** Removes the files with such names. */
  static void remove(Path folder, Predicate<String> which) throws IOException {
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
      for (Path file : files) {
        if (which.test(file.getFileName().toString())) {
          Files.deleteIfExists(file);
        }
      }
    }
  }
}
