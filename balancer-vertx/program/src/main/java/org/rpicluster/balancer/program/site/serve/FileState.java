package org.rpicluster.balancer.program.site.serve;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The file that a name leads to, and its state: one that is written anew in its place is another
 * one, and half of each is neither. Immutable.
 *
 * @param file its name
 * @param key what the system knows it by, whatever its name; null if it says nothing
 * @param changed when it was last changed
 * @param bytes its size
 */
record FileState(Path file, @Nullable Object key, FileTime changed, long bytes) {

  /** File systems count time in steps: of two changes within one the second leaves no trace. */
  private static final Duration REST = Duration.ofSeconds(2);

  /** As it is now. Blocks for the disk. */
  static FileState of(Path file) throws IOException {
    BasicFileAttributes now = Files.readAttributes(file, BasicFileAttributes.class);
    return new FileState(file, now.fileKey(), now.lastModifiedTime(), now.size());
  }

  /** The same by another name. */
  FileState named(Path other) {
    return new FileState(other, key, changed, bytes);
  }

  /** Whether its next change will be seen. A clock that was wrong at the last one is no matter. */
  boolean isAtRest(Instant now) {
    return Duration.between(changed.toInstant(), now).abs().compareTo(REST) > 0;
  }

  /** Whether the name still leads to it, unchanged. Blocks for the disk. */
  boolean isStill() {
    try {
      return equals(of(file));
    } catch (IOException gone) {
      return false;
    }
  }

  /**
   * Whether the file itself has been changed since. One that has only lost its name has not. Blocks
   * for the disk.
   */
  boolean hasChanged() {
    try {
      FileState now = of(file);
      boolean isSame = key == null || key.equals(now.key);
      return isSame && !(changed.equals(now.changed) && bytes == now.bytes);
    } catch (IOException gone) {
      return false;
    }
  }
}
