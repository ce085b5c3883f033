package org.rpicluster.balancer.vertx.file;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;

/**
 * The kind of file that a path leads to, links followed: opening a FIFO waits until another program
 * opens its other end, reading a device may never end. One {@code stat}; any thread. stat(2),
 * inode(7).
 */
public enum FileKind {
  REGULAR("a regular file"),
  DIRECTORY("a directory"),
  FIFO("a FIFO"),
  SOCKET("a socket"),
  CHARACTER_DEVICE("a character device"),
  BLOCK_DEVICE("a block device"),
  OTHER("a special file"),
  MISSING("missing");

  /** {@code S_IFMT}: the bits of a mode that say the kind. */
  private static final int KIND_BITS = 0xF000;

  private final String words;

  FileKind(String words) {
    this.words = words;
  }

  /** The kind as a message names it. */
  public String words() {
    return words;
  }

  /** What a path leads to; {@link #MISSING} as well where that cannot be found out. */
  public static FileKind of(Path path) {
    try {
      BasicFileAttributes found = Files.readAttributes(path, BasicFileAttributes.class);
      if (found.isRegularFile()) {
        return REGULAR;
      }
      return found.isDirectory() ? DIRECTORY : special(path);
    } catch (IOException e) {
      return MISSING;
    }
  }

  /**
   * Whether another program has to open it before this one can go on: a FIFO, unless it is a pipe
   * that this process already has, as {@code /dev/stdout} may be.
   */
  public static boolean isNamedFifo(Path path) {
    return of(path) == FIFO && hasName(path);
  }

  /** A pipe without a name is {@code pipe:[1234]} in /proc: a link that leads nowhere. */
  private static boolean hasName(Path path) {
    try {
      path.toRealPath();
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  private static FileKind special(Path path) {
    try {
      int mode = (Integer) Files.getAttribute(path, "unix:mode");
      return switch (mode & KIND_BITS) {
        case 0x1000 -> FIFO;
        case 0x2000 -> CHARACTER_DEVICE;
        case 0x6000 -> BLOCK_DEVICE;
        case 0xC000 -> SOCKET;
        default -> OTHER;
      };
    } catch (IOException | UnsupportedOperationException | IllegalArgumentException e) {
      return OTHER; // not a Unix
    }
  }
}
