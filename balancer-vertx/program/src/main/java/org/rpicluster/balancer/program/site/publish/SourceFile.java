package org.rpicluster.balancer.program.site.publish;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import org.rpicluster.balancer.program.site.SiteFile;

/**
 * A file or a folder that goes into an archive. Immutable.
 *
 * @param path below the root, with slashes
 * @param bytes of a file; -1 for a folder
 * @param content of a file, read once
 * @param isKept whether it is another version's: the next one need not have it
 */
record SourceFile(String path, long bytes, Bytes content, boolean isKept) {

  /** By bytes, as {@code LC_ALL=C sort} has it; a folder's name counts with its slash. */
  static final Comparator<SourceFile> ORDER =
      Comparator.comparing(SourceFile::sortKey, Arrays::compareUnsigned);

  /** Opens what a file holds. */
  @FunctionalInterface
  interface Bytes {

    InputStream open() throws IOException;
  }

  static SourceFile folder(String path) {
    return new SourceFile(path, -1, InputStream::nullInputStream, false);
  }

  static SourceFile file(String path, long bytes, Path place) {
    return new SourceFile(path, bytes, () -> Files.newInputStream(place), false);
  }

  static SourceFile kept(SiteFile file, Path archive) {
    return new SourceFile(file.path(), file.bytes(), () -> KeptAssets.open(archive, file), true);
  }

  /** A file of the version before as it was in it. */
  static SourceFile again(SiteFile file, Path archive) {
    SourceFile kept = kept(file, archive);
    return new SourceFile(kept.path, kept.bytes, kept.content, file.isKept());
  }

  SourceFile asKept() {
    return new SourceFile(path, bytes, content, true);
  }

  boolean isFolder() {
    return bytes < 0;
  }

  private byte[] sortKey() {
    return (isFolder() ? path + "/" : path).getBytes(StandardCharsets.UTF_8);
  }
}
