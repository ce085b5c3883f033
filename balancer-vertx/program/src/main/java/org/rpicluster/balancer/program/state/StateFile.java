package org.rpicluster.balancer.program.state;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.rpicluster.balancer.check.Check;
import org.rpicluster.balancer.vertx.fault.SystemError;
import org.rpicluster.balancer.vertx.file.RegularFile;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The file of a program's state, which is its own as long as this is open: another program that
 * wants the same one is refused, by a lock that ends with the process, however it ends.
 *
 * <p>A file that cannot be understood is reported and set aside, and never in the way of a start.
 * Blocks for the disk; for one thread at a time.
 */
public final class StateFile implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(StateFile.class);

  /** Ten thousand members take about 6 MiB. */
  static final int BYTES_MAX = 32 << 20;

  /** Of those set aside, the last ones are kept: enough to see a pattern in them. */
  static final int DAMAGED_MAX = 5;

  private static final DateTimeFormatter STAMP =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss.SSS'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

  private final Path file;
  private final WholeFile whole;
  private final FileChannel lock;

  private StateFile(Path file, FileChannel lock) {
    this.file = file;
    this.lock = lock;
    whole = new WholeFile(file);
  }

  /**
   * Takes hold of a file, which need not be there yet.
   *
   * @throws IllegalArgumentException if it is another program's, or there can be none
   */
  public static StateFile open(Path file) {
    Set<OpenOption> options = Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    try {
      // What a link leads to: it would be the link that is replaced.
      Path absolute = Files.exists(file) ? file.toRealPath() : file.toAbsolutePath();
      Path lockFile = absolute.resolveSibling(absolute.getFileName() + ".lock");
      RegularFile.require(absolute);
      RegularFile.require(lockFile);
      FileChannel lock = FileChannel.open(lockFile, options, WholeFile.oursAlone(lockFile));
      if (!isTaken(lock)) {
        lock.close();
        throw wrong(file, "a file that no other balancer uses");
      }
      return new StateFile(absolute, lock);
    } catch (RegularFile.Unfit e) {
      throw new IllegalArgumentException("stateFile: " + e.getFile() + " " + e.getReason(), e);
    } catch (IOException e) {
      throw wrong(
          file, "a file in a directory that can be written to, but " + SystemError.describe(e));
    }
  }

  private static boolean isTaken(FileChannel channel) throws IOException {
    try {
      FileLock lock = channel.tryLock();
      return lock != null;
    } catch (OverlappingFileLockException e) {
      return false; // It is another one's in this process.
    }
  }

  private static IllegalArgumentException wrong(Path file, String expected) {
    return new IllegalArgumentException(Check.message("stateFile", file, expected));
  }

  /**
   * What was kept; nothing if there is no file, or it was damaged and is set aside now.
   *
   * @param now for the name of what is set aside
   * @throws IllegalArgumentException if there is a file that must not be read
   */
  public Optional<SavedState> read(Instant now) {
    try {
      return Optional.of(StateText.decode(bytes()));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (AccessDeniedException e) {
      throw wrong(file, "a file that can be read");
    } catch (RegularFile.Unfit e) {
      setAside(now, e.getReason());
      return Optional.empty();
    } catch (DamagedState e) {
      setAside(now, e.getMessage());
      return Optional.empty();
    } catch (IOException e) {
      setAside(now, SystemError.describe(e));
      return Optional.empty();
    }
  }

  private byte[] bytes() throws IOException {
    return RegularFile.read(file, BYTES_MAX);
  }

  private void setAside(Instant now, String why) {
    Path aside = file.resolveSibling(file.getFileName() + ".damaged-" + STAMP.format(now));
    try {
      removeOldest();
      Files.move(file, aside, StandardCopyOption.REPLACE_EXISTING);
      LOG.error(
          "{}: damaged ({}); set aside as {}, the configuration alone counts",
          file,
          why,
          aside.getFileName());
    } catch (IOException e) {
      LOG.error(
          "{}: damaged ({}), and cannot be set aside; the configuration alone counts",
          file,
          why,
          e);
    }
  }

  private void removeOldest() throws IOException {
    TreeSet<Path> oldestFirst = new TreeSet<>();
    String pattern = file.getFileName() + ".damaged-";
    DirectoryStream.Filter<Path> ours = p -> p.getFileName().toString().startsWith(pattern);
    try (DirectoryStream<Path> found = Files.newDirectoryStream(file.getParent(), ours)) {
      found.forEach(oldestFirst::add);
    }
    while (oldestFirst.size() >= DAMAGED_MAX) {
      Files.deleteIfExists(oldestFirst.pollFirst());
    }
  }

  /**
   * Keeps this from now on, in the place of what was kept before; it is on the disk then.
   *
   * @throws IOException if it could not be written; what was kept before still is
   */
  void write(byte[] text) throws IOException {
    if (text.length > BYTES_MAX) {
      throw new IOException(text.length + " bytes are more than will be read");
    }
    whole.write(text);
  }

  /** Where it is, for the log. */
  Path path() {
    return file;
  }

  /** Another program may have it. */
  @Override
  public void close() {
    try {
      lock.close();
    } catch (IOException e) {
      LOG.warn("{}: its lock cannot be let go", file, e);
    }
  }
}
