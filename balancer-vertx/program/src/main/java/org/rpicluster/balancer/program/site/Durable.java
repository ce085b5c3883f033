package org.rpicluster.balancer.program.site;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Writing so that a power cut leaves the old or the new, whole: what is new is written beside,
 * forced to the disk, and renamed; then the folder is forced. Blocks for the disk; stateless.
 * rename(2), fsync(2): a rename is atomic, and lasts once its folder does.
 */
public final class Durable {

  private Durable() {}

  /** Replaces a file, which every user may read: a web server serves it. */
  public static void write(Path file, byte[] bytes) throws IOException {
    Path fresh = file.resolveSibling(file.getFileName() + ".new");
    Files.deleteIfExists(fresh);
    try (FileChannel channel = create(fresh)) {
      for (ByteBuffer left = ByteBuffer.wrap(bytes); left.hasRemaining(); ) {
        channel.write(left);
      }
      channel.force(true);
    }
    rename(fresh, file);
  }

  /** A new file that every user may read, whatever the umask. */
  public static FileChannel create(Path file) throws IOException {
    FileChannel channel =
        FileChannel.open(file, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE));
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
    return channel;
  }

  /** Gives what is forced already its name, and forces the folder. */
  public static void rename(Path fresh, Path name) throws IOException {
    Files.move(fresh, name, StandardCopyOption.ATOMIC_MOVE);
    force(parent(name));
  }

  /** Removes a file, if it is there, for good. */
  public static void delete(Path file) throws IOException {
    if (Files.deleteIfExists(file)) {
      force(parent(file));
    }
  }

  /** Makes a folder that every user may read, with those above it that are missing. */
  public static void makeFolder(Path folder) throws IOException {
    if (Files.isDirectory(folder)) {
      return;
    }
    makeFolder(parent(folder));
    Files.createDirectory(folder);
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
    force(parent(folder));
  }

  /** Forces a folder's names to the disk. */
  public static void force(Path folder) throws IOException {
    try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }

  /** Removes a tree or a file, and follows no link; without effect if there is none. */
  public static void deleteTree(Path tree) throws IOException {
    try {
      Files.walkFileTree(tree, new Removal());
    } catch (NoSuchFileException e) {
      // It is gone already.
    }
  }

  private static Path parent(Path path) {
    Path parent = path.toAbsolutePath().getParent();
    return parent == null ? path.toAbsolutePath().getRoot() : parent;
  }

  private static final class Removal extends SimpleFileVisitor<Path> {

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes any) throws IOException {
      Files.delete(file);
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException failure)
        throws IOException {
      if (failure != null) {
        throw failure;
      }
      Files.delete(folder);
      return FileVisitResult.CONTINUE;
    }
  }
}
