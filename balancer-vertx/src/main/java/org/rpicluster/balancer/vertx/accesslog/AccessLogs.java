package org.rpicluster.balancer.vertx.accesslog;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.rpicluster.balancer.time.Scheduler;
import org.rpicluster.balancer.time.Ticker;
import org.rpicluster.balancer.vertx.memory.MemoryAccount;
import org.rpicluster.balancer.vertx.memory.MemoryShare;

/**
 * The files of access logs that are open. Logs of one file share its writer, whatever their formats
 * are, so that their lines do not mix; the file is closed with the last of them. Thus a log that a
 * reload has replaced goes on until the exchanges that began with it have ended. Opening and
 * closing take a lock and wait for the disk: not for an event loop.
 */
public final class AccessLogs {

  private final MemoryShare share;
  private final Ticker ticker;
  private final Scheduler scheduler;
  private final Map<Path, LogWriter> open = new HashMap<>();

  /**
   * None yet, with the system's clocks.
   *
   * @param memory is charged the lines that wait
   */
  public AccessLogs(MemoryAccount memory) {
    this(memory, Ticker.system(), Scheduler.daemon("balancer-access-log"));
  }

  AccessLogs(MemoryAccount memory, Ticker ticker, Scheduler scheduler) {
    share = memory.share("lines of the log");
    this.ticker = ticker;
    this.scheduler = scheduler;
  }

  /**
   * A log that appends to {@code file}, whose directory is made if only that is missing.
   *
   * @throws IllegalArgumentException if the file cannot be written
   */
  public AccessLog open(Path file, LogFormat format) {
    return open(file, format, LogRotation.OFF, LogCondition.ALWAYS);
  }

  /**
   * The same, with a file that is put aside now and then; of several logs the last one says when.
   *
   * @throws IllegalArgumentException if the file cannot be written
   */
  public AccessLog open(Path file, LogFormat format, LogRotation rotation) {
    return open(file, format, rotation, LogCondition.ALWAYS);
  }

  /**
   * The same for some exchanges alone.
   *
   * @param which exchanges have a line
   * @throws IllegalArgumentException if the file cannot be written
   */
  public synchronized AccessLog open(
      Path file, LogFormat format, LogRotation rotation, LogCondition which) {
    Path key = LogWriter.place(file);
    LogWriter writer = open.get(key);
    if (writer == null) {
      writer = new LogWriter(key, file, share, ticker, scheduler);
      open.put(key, writer);
    }
    writer.rotate(rotation);
    return new AccessLog(this, writer, format, which);
  }

  /** A log is no more: its file is closed unless others write to it. */
  synchronized void closed(LogWriter writer) {
    if (writer.release()) {
      open.remove(writer.key());
      writer.stop();
    }
  }
}
