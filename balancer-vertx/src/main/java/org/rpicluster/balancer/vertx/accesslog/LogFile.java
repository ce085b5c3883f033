package org.rpicluster.balancer.vertx.accesslog;

import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.rpicluster.balancer.fault.RecurringFault;
import org.rpicluster.balancer.time.Scheduler;
import org.rpicluster.balancer.time.Ticker;
import org.rpicluster.balancer.vertx.fault.SystemError;
import org.rpicluster.balancer.vertx.file.FileKind;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The file of an access log. Lines are kept until none waits behind them: a quiet log is always up
 * to date, a busy one costs few writes. What a full disk does not take is lost, counted, and left
 * out as whole lines; each writing tries again.
 *
 * <p>It puts the file aside itself if it is told to ({@link LogRotation}), after a writing: so a
 * file may be {@value #BUFFER_BYTES} bytes larger than said. The file may also be moved, removed or
 * truncated at any time, by logrotate for one: within a second of new lines it is opened again
 * under its own name, without a signal. Confined to the thread that writes, but for its start.
 */
final class LogFile implements LineQueue.Sink {

  private static final Logger LOG = LoggerFactory.getLogger(LogFile.class);
  private static final long LOOK_NANOS = TimeUnit.SECONDS.toNanos(1);

  /** Some 300 usual lines a writing. */
  private static final int BUFFER_BYTES = 64 * 1024;

  private final Path path;
  private final Backlog backlog;
  private final Ticker ticker;
  private final RecurringFault lost;
  private final RecurringFault tooSlow;
  private final RecurringFault moved;
  private final RecurringFault notRotated;
  private final Supplier<LogRotation> rotation;
  private final ByteBuffer buffer = ByteBuffer.allocate(BUFFER_BYTES);
  private @Nullable OutputStream file;
  private Optional<Object> opened = Optional.empty();
  private boolean broken;
  private long written;
  private Instant begun = Instant.EPOCH;
  private int lines;
  private long lookedNanos;
  private long droppedReported;

  /**
   * Opens the file.
   *
   * @throws IOException if it cannot be written
   */
  LogFile(
      Path path,
      Supplier<LogRotation> rotation,
      Backlog backlog,
      Ticker ticker,
      Scheduler scheduler)
      throws IOException {
    this.path = path;
    this.rotation = rotation;
    this.backlog = backlog;
    this.ticker = ticker;
    String log = "access log " + path + ": ";
    lost =
        new RecurringFault(
            scheduler, LOG::warn, log + "not written: ", log + "lines lost in the last minute: ");
    tooSlow =
        new RecurringFault(
            scheduler, LOG::warn, log + "lines dropped: ", log + "dropped in the last minute: ");
    moved =
        new RecurringFault(
            scheduler,
            LOG::warn,
            log + "cannot be opened again, what was open is written to: ",
            log + "not opened again in the last minute: ");
    notRotated =
        new RecurringFault(
            scheduler,
            LOG::warn,
            log + "not put aside: ",
            log + "not put aside in the last minute: ");
    open();
  }

  private void open() throws IOException {
    if (FileKind.isNamedFifo(path)) {
      throw new FileSystemException(path.toString(), null, "is a FIFO");
    }
    // No channel: an interrupt would close it with lines to be written.
    OutputStream next = new FileOutputStream(path.toFile(), true);
    close();
    file = next;
    broken = false;
    opened = identity();
    lookedNanos = ticker.nanos();
    begin();
  }

  /** How much is in it, and since when. */
  private void begin() {
    written = 0;
    begun = ticker.now();
    try {
      BasicFileAttributes known = Files.readAttributes(path, BasicFileAttributes.class);
      if (known.isRegularFile() && known.size() > 0) {
        written = known.size();
        begun = known.creationTime().toInstant();
      }
    } catch (IOException e) {
      written = 0; // it is new as far as is known
    }
  }

  /** Writes a line, or keeps it while others wait behind it. */
  @Override
  public void append(String line) {
    if (ticker.nanos() - lookedNanos >= LOOK_NANOS) {
      lookedNanos = ticker.nanos();
      reopenIfMoved();
      reportDropped();
    }
    boolean last = backlog.release(line);
    byte[] bytes = line.getBytes(StandardCharsets.US_ASCII); // it is ASCII already
    if (bytes.length > buffer.remaining()) {
      flush();
    }
    lines++;
    if (bytes.length > buffer.capacity()) {
      write(bytes, bytes.length);
    } else {
      buffer.put(bytes);
    }
    if (last) {
      flush();
    }
  }

  private void flush() {
    if (buffer.position() > 0) {
      write(buffer.array(), buffer.position());
      buffer.clear();
    }
  }

  private void write(byte[] bytes, int length) {
    try {
      if (file == null) {
        throw new IOException("it is not open");
      }
      file.write(bytes, 0, length);
      written += length;
      lost.over("access log " + path + ": is written again; lines lost: ");
      rotateIfDue();
    } catch (IOException e) {
      broken = true;
      lost.occurred(SystemError.describe(e), lines);
      dropTornLine();
    }
    lines = 0;
  }

  private void rotateIfDue() {
    LogRotation when = rotation.get();
    if (!isDue(when) || FileKind.of(path) != FileKind.REGULAR) {
      return;
    }
    try {
      written = Math.min(written, Files.size(path));
      if (!opened.equals(identity()) || !isDue(when)) {
        return; // another program has put it aside or emptied it since it was looked at
      }
      Path real = path.toRealPath();
      RotatedFiles.putAside(real, ticker.now());
      open();
      RotatedFiles.prune(real, when.budgetBytes());
      notRotated.over("access log " + path + ": is put aside again; tries that failed: ");
    } catch (IOException e) {
      written = 0; // not with each writing
      begun = ticker.now();
      notRotated.occurred(SystemError.describe(e));
    }
  }

  private boolean isDue(LogRotation when) {
    return when.isDue(written, Duration.between(begun, ticker.now()));
  }

  /** What a full disk took of a line is taken back, so that the next one does not join it. */
  private void dropTornLine() {
    if (FileKind.of(path) != FileKind.REGULAR) {
      return;
    }
    try (RandomAccessFile end = new RandomAccessFile(path.toFile(), "rw")) {
      long length = end.length();
      while (length > 0 && !endsLine(end, length)) {
        length--;
      }
      end.setLength(length);
    } catch (IOException e) {
      lost.occurred("a torn line stays: " + SystemError.describe(e), 0);
    }
  }

  private static boolean endsLine(RandomAccessFile file, long length) throws IOException {
    file.seek(length - 1);
    return file.read() == '\n';
  }

  private void reopenIfMoved() {
    if (!broken && opened.equals(identity())) {
      return;
    }
    try {
      flush();
      open();
      moved.over("access log " + path + ": is open again; tries that failed: ");
    } catch (IOException e) {
      moved.occurred(SystemError.describe(e));
    }
  }

  private void reportDropped() {
    long dropped = backlog.dropped();
    if (dropped != droppedReported) {
      tooSlow.occurred("the disk is too slow", dropped - droppedReported);
      droppedReported = dropped;
    }
  }

  /** What tells this file from another one under the same name; empty if there is none. */
  private Optional<Object> identity() {
    try {
      return Optional.ofNullable(Files.readAttributes(path, BasicFileAttributes.class).fileKey());
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  @Override
  public void end() {
    flush();
    close();
  }

  private void close() {
    try {
      if (file != null) {
        file.close();
      }
    } catch (IOException e) {
      lost.occurred("cannot be closed: " + SystemError.describe(e), 0);
    }
    file = null;
  }
}
