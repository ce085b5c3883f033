package org.rpicluster.balancer.vertx.accesslog;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.rpicluster.balancer.time.Scheduler;

/**
 * Hands lines from any thread to the one that writes them, behind the bound of a {@link Backlog}. A
 * line costs a node of the queue; it wakes no thread and never waits for the disk, as what comes
 * within a few milliseconds is written together: to wake a thread costs more than the line. Any
 * thread.
 */
final class LineQueue {

  /** Where lines go, on the thread that writes: the file. */
  interface Sink {

    /** Takes a line, and releases it from the backlog. */
    void append(String line);

    /** No line follows: writes what it keeps, and closes. */
    void end();
  }

  /** As long as no eye notices, and at a thousand requests a second ten lines for one wake-up. */
  private static final long GATHER_NANOS = TimeUnit.MILLISECONDS.toNanos(10);

  /** How long a stop may take to write what waits. */
  private static final int STOP_SECONDS_MAX = 10;

  private final Backlog backlog;
  private final Sink file;
  private final Scheduler writer;
  private final Queue<String> lines = new ConcurrentLinkedQueue<>(); // the backlog is its bound
  private final AtomicBoolean writing = new AtomicBoolean();
  private volatile boolean stopped;

  /**
   * An empty queue.
   *
   * @param file writes the lines
   * @param writer one thread, of this queue alone: the disk may hold it up
   */
  LineQueue(Backlog backlog, Sink file, Scheduler writer) {
    this.backlog = backlog;
    this.file = file;
    this.writer = writer;
  }

  /** Takes a line, unless the backlog is full or the queue has been stopped. */
  void append(String line) {
    if (!stopped && backlog.admit(line)) {
      lines.add(line);
      write();
    }
  }

  private void write() {
    if (!writing.get() && writing.compareAndSet(false, true)) {
      writer.schedule(GATHER_NANOS, this::drain);
    }
  }

  private void drain() {
    try {
      appendAll();
    } finally {
      writing.set(false);
    }
    if (!lines.isEmpty()) {
      write(); // added after the last look, by a thread that still saw a writer
    }
  }

  private void appendAll() {
    for (String line = lines.poll(); line != null; line = lines.poll()) {
      file.append(line);
    }
  }

  /** Writes what waits and closes the file; waits for that, within bounds. */
  void stop() {
    stopped = true;
    CountDownLatch ended = new CountDownLatch(1);
    writer.schedule(
        0,
        () -> {
          appendAll();
          file.end();
          ended.countDown();
        });
    try {
      ended.await(STOP_SECONDS_MAX, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
