package org.rpicluster.balancer.vertx.access;

import ch.qos.logback.core.Appender;
import ch.qos.logback.core.AsyncAppenderBase;
import ch.qos.logback.core.Context;

/**
 * Hands lines from any thread to the one that writes them: Logback's queue and thread, behind the
 * bound of a {@link Backlog}. A line costs a brief lock and never waits for the disk. Any thread.
 */
final class LineQueue extends AsyncAppenderBase<String> {

  /** How long a stop may take to write what waits. */
  private static final int STOP_MILLIS_MAX = 10_000;

  private final Backlog backlog;

  /**
   * A started queue.
   *
   * @param bytesMax the backlog's bound, from which the number of places follows
   * @param target writes the lines and releases them from the backlog
   */
  LineQueue(Context context, long bytesMax, Backlog backlog, Appender<String> target) {
    this.backlog = backlog;
    setContext(context);
    setName("access-log");
    // As many places as the backlog can ever admit: the queue is never full, so nobody waits.
    setQueueSize((int) (bytesMax / Backlog.LINE_OVERHEAD));
    setDiscardingThreshold(0);
    setMaxFlushTime(STOP_MILLIS_MAX);
    addAppender(target);
    start();
  }

  @Override
  protected void append(String line) {
    if (backlog.admit(line)) {
      super.append(line);
    }
  }
}
