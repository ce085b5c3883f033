package org.rpicluster.balancer.program.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.rpicluster.balancer.check.Check;
import org.rpicluster.balancer.vertx.file.RegularFile;

/**
 * The settings of the state that is to outlive the program: where it is kept.
 *
 * @param file a relative one is in the directory in which the program was started
 */
public record StateSettings(Path file) {

  /** Checks that the file can be there, as the start does: reads what the disk says now. */
  public StateSettings {
    Path absolute = target(file);
    Path directory = absolute.getParent();
    boolean exists = directory != null && Files.isDirectory(directory);
    check(exists, file, "a file in a directory that exists");
    check(!Files.isDirectory(absolute), file, "a file, not a directory");
    requireRegular(absolute); // before what an ordinary user may not do beside a device
    check(Files.isWritable(directory), file, "a file in a directory that can be written to");
    boolean readable = Files.notExists(absolute) || Files.isReadable(absolute);
    check(readable, file, "a file that can be read");
    requireRegular(absolute.resolveSibling(absolute.getFileName() + ".lock"));
  }

  /** What a link leads to is what is replaced. */
  private static Path target(Path file) {
    try {
      return Files.exists(file) ? file.toRealPath() : file.toAbsolutePath();
    } catch (IOException e) {
      return file.toAbsolutePath();
    }
  }

  private static void requireRegular(Path file) {
    try {
      RegularFile.require(file);
    } catch (RegularFile.Unfit e) {
      throw new IllegalArgumentException("stateFile: " + e.getFile() + " " + e.getReason(), e);
    }
  }

  private static void check(boolean good, Path file, String expected) {
    Check.argument(good, "stateFile", file, expected);
  }
}
