package org.rpicluster.balancer.program.archive;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;

/**
 * The classes of the program as the JVM has them once they are read and verified, in a file that it
 * maps at a start. It fits one jar and one Java: with any other, the JVM leaves it aside. It takes
 * as long as three starts, and about 20 MB; blocks, for the main thread. Stateless.
 *
 * <p>A dynamic archive, JEP 350; with {@code -XX:SharedArchiveFile} it is used.
 */
public final class ClassArchive {

  private ClassArchive() {}

  /**
   * Makes one, in the place of one that is there; processes that run with that keep it.
   *
   * @param jar the program
   * @param archive the file
   * @return its bytes
   * @throws IOException if it cannot be made; then a file that was there is as it was
   */
  public static long make(Path jar, Path archive) throws IOException {
    String unique = archive.getFileName() + "." + ProcessHandle.current().pid();
    Path fresh = archive.toAbsolutePath().resolveSibling(unique);
    try {
      Rehearsal.play(command(jar, fresh));
      if (Files.notExists(fresh)) {
        throw new IOException("this Java makes none");
      }
      store(fresh);
      Files.move(
          fresh, archive, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
      return Files.size(archive);
    } finally {
      Files.deleteIfExists(fresh);
    }
  }

  /** On the disk before it has its name: a JVM that maps a file which a power cut has cut dies. */
  private static void store(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file)) {
      channel.force(true);
    }
  }

  /** By this Java; what the JVM says of classes that it leaves out is of no use to a user. */
  private static List<String> command(Path jar, Path archive) {
    return List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-XX:ArchiveClassesAtExit=" + archive,
        "-Xlog:disable",
        "-Xlog:all=error:stderr",
        "-Xmx64m",
        "-XX:+UseSerialGC",
        "-XX:TieredStopAtLevel=1",
        "-jar",
        jar.toString(),
        "run");
  }
}
