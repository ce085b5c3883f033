package org.rpicluster.balancer.program.state;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/**
 * A file that is the old one or the new one, whole, whenever the process or the power goes: what is
 * new is written beside it, forced to the disk, and then takes its name, which is forced as well.
 *
 * <p>Two flushes of the disk each time: some milliseconds on an SSD, tens on an SD card. Blocks;
 * for one thread at a time. rename(2), fsync(2): a rename is atomic, and lasts once its directory
 * does.
 */
final class WholeFile {

  private static final FileAttribute<?>[] OURS_ALONE = {
    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
  };

  private final Path file;
  private final Path fresh;

  WholeFile(Path file) {
    this.file = file;
    fresh = file.resolveSibling(file.getFileName() + ".new");
  }

  /** Replaces what is in it. When this returns, it is on the disk. */
  void write(byte[] bytes) throws IOException {
    // One that a crash has left may have other permissions.
    Files.deleteIfExists(fresh);
    try {
      writeFresh(bytes);
      Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      // A full disk needs the room.
      Files.deleteIfExists(fresh);
      throw e;
    }
    if (knowsOwners(file)) {
      forceDirectory();
    }
  }

  private void writeFresh(byte[] bytes) throws IOException {
    Set<OpenOption> options = Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    try (FileChannel channel = FileChannel.open(fresh, options, oursAlone(file))) {
      ByteBuffer left = ByteBuffer.wrap(bytes);
      while (left.hasRemaining()) {
        channel.write(left);
      }
      channel.force(true);
    }
  }

  /** Not on Windows, where a directory cannot be opened and need not be. */
  private void forceDirectory() throws IOException {
    try (FileChannel directory = FileChannel.open(file.getParent(), StandardOpenOption.READ)) {
      directory.force(true);
    }
  }

  /** Read and written by its owner alone, where the file system knows owners. */
  static FileAttribute<?>[] oursAlone(Path file) {
    return knowsOwners(file) ? OURS_ALONE.clone() : new FileAttribute<?>[0];
  }

  private static boolean knowsOwners(Path file) {
    return file.getFileSystem().supportedFileAttributeViews().contains("posix");
  }
}
