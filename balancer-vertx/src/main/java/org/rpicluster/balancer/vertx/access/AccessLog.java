package org.rpicluster.balancer.vertx.access;

import ch.qos.logback.core.ContextBase;
import ch.qos.logback.core.status.Status;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.rpicluster.balancer.check.Check;
import org.rpicluster.balancer.time.Ticker;
import org.rpicluster.balancer.vertx.line.ExchangeObserver;
import org.rpicluster.balancer.vertx.line.ExchangeSummary;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes one line per exchange to a file, in the format that it is given. The event loop makes the
 * line and hands it to the thread that writes; at most {@value #BACKLOG_BYTES_MAX} bytes wait for a
 * slow disk, further lines are dropped, counted and reported in the program's log. Any thread.
 *
 * <p>Rotation needs no signal: a file that was moved away is opened again within a second. With
 * logrotate, say {@code create} and {@code delaycompress}, or {@code copytruncate}.
 */
public final class AccessLog implements ExchangeObserver, AutoCloseable {

  /** Some 30 000 usual lines: seconds of a full load, and little beside a heap of 64 MiB. */
  static final int BACKLOG_BYTES_MAX = 8 * 1024 * 1024;

  private static final Logger LOG = LoggerFactory.getLogger(AccessLog.class);

  private final LogFormat format;
  private final Backlog backlog = new Backlog(BACKLOG_BYTES_MAX);
  private final LineQueue queue;

  private AccessLog(Path path, LogFormat format, Ticker ticker) {
    this.format = format;
    requireWritable(path);
    makeDirectory(path);
    ContextBase context = new ContextBase();
    LogFile file = new LogFile(context, path, backlog, ticker);
    file.start();
    Check.argument(file.isStarted(), "file", path, "a file that can be written");
    // Only now: what goes wrong at the start has been said.
    context.getStatusManager().add(AccessLog::report);
    queue = new LineQueue(context, BACKLOG_BYTES_MAX, backlog, file);
  }

  /**
   * Checks that a file can be written, without doing so. The last directory may be missing: it is
   * made, so that {@code logs/access.log} works on a fresh machine; a whole missing path is mostly
   * misspelt.
   *
   * @return the file
   * @throws IllegalArgumentException if it cannot
   */
  public static Path requireWritable(Path file) {
    Path directory = file.toAbsolutePath().getParent();
    Check.argument(directory != null, "file", file, "a file, not a directory");
    if (Files.exists(file)) {
      Check.argument(!Files.isDirectory(file), "file", file, "a file, not a directory");
      Check.argument(Files.isWritable(file), "file", file, "a file that can be written");
      return file;
    }
    Path present = Files.exists(directory) ? directory : directory.getParent();
    boolean there = present != null && Files.isDirectory(present);
    Check.argument(there, "file", file, "a file in a directory that exists, or whose parent does");
    Check.argument(Files.isWritable(present), "file", file, present + " to be one to write in");
    return file;
  }

  private static void makeDirectory(Path file) {
    Path directory = file.toAbsolutePath().getParent();
    try {
      Files.createDirectories(directory);
    } catch (IOException e) {
      throw new IllegalArgumentException(
          Check.message("file", file, directory + " to be one that can be made"), e);
    }
  }

  /**
   * An access log that appends to {@code file}, whose directory is made if only that is missing.
   *
   * @throws IllegalArgumentException if the file cannot be written
   */
  public static AccessLog toFile(Path file, LogFormat format) {
    return toFile(file, format, Ticker.system());
  }

  static AccessLog toFile(Path file, LogFormat format, Ticker ticker) {
    return new AccessLog(file, format, ticker);
  }

  @Override
  public void settled(ExchangeSummary summary) {
    queue.doAppend(format.line(summary));
  }

  /** Lines that were lost because the disk fell too far behind. */
  public long dropped() {
    return backlog.dropped();
  }

  /**
   * Writes what waits and closes the file; lines that come later are lost, so end the exchanges
   * first. Blocks for the disk, 10 s at most: not for an event loop.
   */
  @Override
  public void close() {
    queue.stop();
  }

  private static void report(Status status) {
    if (status.getEffectiveLevel() >= Status.WARN) {
      LOG.warn("access log: {}", status.getMessage(), status.getThrowable());
    }
  }
}
