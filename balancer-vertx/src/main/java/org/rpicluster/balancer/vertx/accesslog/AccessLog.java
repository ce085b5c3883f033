package org.rpicluster.balancer.vertx.accesslog;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicBoolean;
import org.rpicluster.balancer.check.Check;
import org.rpicluster.balancer.time.Scheduler;
import org.rpicluster.balancer.time.Ticker;
import org.rpicluster.balancer.vertx.file.FileKind;
import org.rpicluster.balancer.vertx.memory.MemoryAccount;
import org.rpicluster.balancer.vertx.proxy.ExchangeObserver;
import org.rpicluster.balancer.vertx.proxy.ExchangeSummary;

/**
 * Writes one line per exchange to a file, in the format that it is given. The event loop makes the
 * line and hands it to the thread that writes; at most {@value #BACKLOG_BYTES_MAX} bytes wait for a
 * slow disk, and no more than their share of the memory; further lines are dropped, counted and
 * reported in the program's log. Any thread.
 *
 * <p>Rotation needs no signal: a file that was moved away is opened again within a second. With
 * logrotate, say {@code create} and {@code delaycompress}, or {@code copytruncate}.
 */
public final class AccessLog implements ExchangeObserver, AutoCloseable {

  /** Some 30 000 usual lines: seconds of a full load, and little beside a heap of 64 MiB. */
  static final int BACKLOG_BYTES_MAX = 8 * 1024 * 1024;

  private static final String REGULAR = "a regular file";

  private final AccessLogs logs;
  private final LogWriter writer;
  private final LogFormat format;
  private final LogCondition which;
  private final AtomicBoolean closed = new AtomicBoolean();

  /** One more of those that write there; under the lock of {@code logs}. */
  AccessLog(AccessLogs logs, LogWriter writer, LogFormat format, LogCondition which) {
    this.logs = logs;
    this.writer = writer;
    this.format = format;
    this.which = which;
    writer.hold();
  }

  /**
   * Checks that a file can be written, without doing so: a regular one, or a device such as {@code
   * /dev/stdout}. The last directory may be missing: it is made, so that {@code logs/access.log}
   * works on a fresh machine; a whole missing path is mostly misspelt.
   *
   * @return the file
   * @throws IllegalArgumentException if it cannot
   */
  public static Path requireWritable(Path file) {
    Path directory = file.toAbsolutePath().getParent();
    Check.argument(directory != null, "file", file, "a file, not a directory");
    FileKind kind = FileKind.of(file);
    if (kind != FileKind.MISSING) {
      Check.argument(kind != FileKind.DIRECTORY, "file", file, "a file, not a directory");
      String shown = file + " is " + kind.words();
      Check.argument(!FileKind.isNamedFifo(file), "file", shown, REGULAR);
      boolean other = kind == FileKind.SOCKET || kind == FileKind.BLOCK_DEVICE;
      Check.argument(!other, "file", shown, REGULAR);
      Check.argument(Files.isWritable(file), "file", file, "a file that can be written");
      return file;
    }
    Path present = Files.exists(directory) ? directory : directory.getParent();
    boolean there = present != null && Files.isDirectory(present);
    Check.argument(there, "file", file, "a file in a directory that exists, or whose parent does");
    Check.argument(Files.isWritable(present), "file", file, present + " to be one to write in");
    return file;
  }

  /**
   * An access log that appends to {@code file}, whose directory is made if only that is missing.
   *
   * @throws IllegalArgumentException if the file cannot be written
   */
  public static AccessLog toFile(Path file, LogFormat format) {
    return new AccessLogs(MemoryAccount.unbounded()).open(file, format);
  }

  static AccessLog toFile(Path file, LogFormat format, Ticker ticker) {
    Scheduler scheduler = Scheduler.daemon("balancer-access-log");
    return new AccessLogs(MemoryAccount.unbounded(), ticker, scheduler).open(file, format);
  }

  @Override
  public void settled(ExchangeSummary summary) {
    if (which.holds(summary)) {
      writer.append(format.line(summary));
    }
  }

  /** From now on its file is put aside so: by this process, or by the one that has taken over. */
  public void rotate(LogRotation when) {
    writer.rotate(when);
  }

  /** Lines that were lost because the disk fell too far behind. */
  public long dropped() {
    return writer.dropped();
  }

  /**
   * Writes what waits and closes the file, unless other logs write to it; lines that come later are
   * lost, so end the exchanges first. Blocks for the disk, 10 s at most: not for an event loop.
   */
  @Override
  public void close() {
    if (closed.compareAndSet(false, true)) {
      logs.closed(writer);
    }
  }
}
