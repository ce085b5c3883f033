package org.rpicluster.balancer.program.config;

import java.io.IOException;
import java.nio.file.Path;
import org.rpicluster.balancer.check.Check;
import org.rpicluster.balancer.vertx.file.RegularFile;

/** Reads the pages that stand for the proxy's own sentences. Blocks for the disk; stateless. */
public final class ErrorPageFile {

  /** Each answer holds its page only once, but each client has to be sent it. */
  private static final int BYTES_MAX = 256 << 10;

  private ErrorPageFile() {}

  /**
   * Reads one.
   *
   * @param status what it is for
   * @throws IllegalArgumentException if it cannot be read: the message says why
   */
  public static byte[] read(int status, Path file) {
    try {
      return RegularFile.read(file, BYTES_MAX);
    } catch (RegularFile.Unfit e) {
      throw new IllegalArgumentException("errorPages." + status + ": " + e.words(), e);
    } catch (IOException e) {
      String message = Check.message("errorPages." + status, file, "a file that can be read");
      throw new IllegalArgumentException(message, e);
    }
  }
}
