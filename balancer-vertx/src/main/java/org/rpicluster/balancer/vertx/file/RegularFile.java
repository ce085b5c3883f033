package org.rpicluster.balancer.vertx.file;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/**
 * Reads files that a user names, whole and within a bound, and nothing but regular ones: a FIFO
 * would be waited for, a device may never end. Blocks for the disk; stateless, any thread.
 */
public final class RegularFile {

  private RegularFile() {}

  /**
   * The bytes of a file.
   *
   * @param bytesMax how many there may be
   * @throws NoSuchFileException if there is no such file
   * @throws Unfit if it is not a regular file, or larger; the reason says which
   */
  public static byte[] read(Path file, int bytesMax) throws IOException {
    require(file);
    try (InputStream in = Files.newInputStream(file)) {
      byte[] bytes = in.readNBytes(bytesMax + 1);
      if (bytes.length > bytesMax) {
        throw new Unfit(file, "is too large (expected: at most " + size(bytesMax) + ")");
      }
      return bytes;
    }
  }

  /**
   * Checks that a file is a regular one, if there is any.
   *
   * @throws Unfit if it is another kind of file
   */
  public static void require(Path file) throws Unfit {
    FileKind kind = FileKind.of(file);
    if (kind != FileKind.REGULAR && kind != FileKind.MISSING) {
      throw new Unfit(file, "is " + kind.words() + " (expected: a regular file)");
    }
  }

  /** A file that is not read; its reason says why, and what was expected. */
  public static final class Unfit extends FileSystemException {

    private static final long serialVersionUID = 1L;

    private Unfit(Path file, String reason) {
      super(file.toString(), null, reason);
    }

    /** The file and the reason, as a message shows them. */
    public String words() {
      return getFile() + ": " + getReason();
    }
  }

  private static String size(int bytes) {
    boolean whole = bytes >= 1 << 20 && bytes % (1 << 20) == 0;
    return whole ? (bytes >> 20) + " MiB" : bytes + " bytes";
  }
}
