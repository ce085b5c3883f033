package org.rpicluster.balancer.vertx.accesslog;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.rpicluster.balancer.check.Check;
import org.rpicluster.balancer.time.Scheduler;
import org.rpicluster.balancer.time.Ticker;
import org.rpicluster.balancer.vertx.file.FileKind;
import org.rpicluster.balancer.vertx.memory.MemoryShare;

/**
 * One open file with the queue before it, for the logs that share it. Lines may come from any
 * thread; the logs are counted under the lock of {@link AccessLogs}.
 */
final class LogWriter {

  private final Path key;
  private final Backlog backlog;
  private final LineQueue queue;
  private volatile LogRotation rotation = LogRotation.OFF;
  private int logs;

  LogWriter(Path key, Path path, MemoryShare share, Ticker ticker, Scheduler scheduler) {
    this.key = key;
    backlog = new Backlog(AccessLog.BACKLOG_BYTES_MAX, share);
    LogFile file = opened(path, ticker, scheduler);
    queue = new LineQueue(backlog, file, Scheduler.daemon("balancer-access-log-writer"));
  }

  private LogFile opened(Path path, Ticker ticker, Scheduler scheduler) {
    try {
      return new LogFile(path, () -> rotation, backlog, ticker, scheduler);
    } catch (IOException e) {
      String message = Check.message("file", path, "a file that can be written");
      throw new IllegalArgumentException(message, e);
    }
  }

  /**
   * Where a file is, however its path is spelt; its directory is made if only that is missing.
   *
   * @throws IllegalArgumentException if it cannot be written
   */
  static Path place(Path file) {
    AccessLog.requireWritable(file);
    Path directory = file.toAbsolutePath().getParent();
    try {
      Files.createDirectories(directory);
      boolean real = FileKind.of(file) == FileKind.REGULAR;
      return real ? file.toRealPath() : directory.toRealPath().resolve(file.getFileName());
    } catch (IOException e) {
      throw new IllegalArgumentException(
          Check.message("file", file, directory + " to be one that can be made"), e);
    }
  }

  Path key() {
    return key;
  }

  /** From now on it is put aside so. */
  void rotate(LogRotation when) {
    rotation = when;
  }

  void hold() {
    logs++;
  }

  /** Whether it was the last one. */
  boolean release() {
    logs--;
    return logs == 0;
  }

  void append(String line) {
    queue.append(line);
  }

  long dropped() {
    return backlog.dropped();
  }

  void stop() {
    queue.stop();
  }
}
