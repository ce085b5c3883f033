package org.rpicluster.balancer.program;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.rpicluster.balancer.vertx.fault.SystemError;

/**
 * A directory for what the demonstration unpacks, removed by the last thing that the process does:
 * Vert.x removes its own only if its event loops have the time. A SIGKILL leaves it behind.
 */
final class ScratchDirectory {

  /** A try reads the directory again, which takes a while: then there is nothing to be done. */
  private static final int TRIES = 1000;

  private ScratchDirectory() {}

  /**
   * Makes one.
   *
   * @throws Fault if there is no place for it
   */
  static Path create() {
    try {
      Path directory = Files.createTempDirectory("balancer-");
      Runtime.getRuntime().addShutdownHook(new Thread(() -> remove(directory), "scratch"));
      return directory;
    } catch (IOException e) {
      String why = SystemError.describe(e);
      throw new Fault(System.getProperty("java.io.tmpdir") + ": no temporary files: " + why);
    }
  }

  private static void remove(Path directory) {
    for (int tries = 0; tries < TRIES && Files.exists(directory); tries++) {
      if (!isRemoved(directory)) {
        Thread.yield();
      }
    }
  }

  /** Whether it is gone. While Vert.x removes in it, or still unpacks, files come and go. */
  private static boolean isRemoved(Path directory) {
    try (Stream<Path> tree = Files.walk(directory)) {
      List<Path> childrenFirst = tree.sorted(Comparator.reverseOrder()).toList();
      for (Path path : childrenFirst) {
        Files.deleteIfExists(path);
      }
      return true;
    } catch (IOException | UncheckedIOException e) {
      return false;
    }
  }
}
