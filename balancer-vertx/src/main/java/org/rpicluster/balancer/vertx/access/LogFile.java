package org.rpicluster.balancer.vertx.access;

import ch.qos.logback.core.Context;
import ch.qos.logback.core.FileAppender;
import ch.qos.logback.core.encoder.EncoderBase;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.rpicluster.balancer.time.Ticker;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The file of an access log. It is buffered and flushed as soon as no line waits: a quiet log is
 * always up to date, a busy one costs few writes. Logback tries again after an error of the disk.
 *
 * <p>The file may be moved, removed or truncated at any time, by logrotate for one: within a second
 * of new lines it is opened again under its own name, without a signal. Confined to the thread that
 * writes.
 */
final class LogFile extends FileAppender<String> {

  private static final Logger LOG = LoggerFactory.getLogger(LogFile.class);
  private static final long LOOK_NANOS = TimeUnit.SECONDS.toNanos(1);

  private final Path path;
  private final Backlog backlog;
  private final Ticker ticker;
  private Optional<Object> opened = Optional.empty();
  private long lookedNanos;
  private long droppedReported;

  LogFile(Context context, Path path, Backlog backlog, Ticker ticker) {
    this.path = path;
    this.backlog = backlog;
    this.ticker = ticker;
    setContext(context);
    setName(path.toString());
    setFile(path.toString());
    setEncoder(new Ascii());
  }

  @Override
  public void openFile(String name) throws IOException {
    super.openFile(name);
    opened = identity();
    lookedNanos = ticker.nanos();
  }

  @Override
  protected void append(String line) {
    if (ticker.nanos() - lookedNanos >= LOOK_NANOS) {
      lookedNanos = ticker.nanos();
      reopenIfMoved();
      reportDropped();
    }
    setImmediateFlush(backlog.release(line));
    super.append(line);
  }

  private void reopenIfMoved() {
    if (opened.equals(identity())) {
      return;
    }
    try {
      openFile(getFile());
    } catch (IOException e) {
      addError("cannot open " + path + " again, still writing to where it was moved", e);
    }
  }

  private void reportDropped() {
    long dropped = backlog.dropped();
    if (dropped != droppedReported) {
      LOG.warn("{}: {} lines dropped, the disk is too slow", path, dropped - droppedReported);
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

  /** The lines are ASCII already. */
  private static final class Ascii extends EncoderBase<String> {

    @Override
    public byte[] headerBytes() {
      return new byte[0];
    }

    @Override
    public byte[] encode(String line) {
      return line.getBytes(StandardCharsets.US_ASCII);
    }

    @Override
    public byte[] footerBytes() {
      return new byte[0];
    }
  }
}
