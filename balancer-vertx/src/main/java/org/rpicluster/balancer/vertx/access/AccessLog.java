package org.rpicluster.balancer.vertx.access;

import java.nio.file.Path;
import org.rpicluster.balancer.vertx.line.ExchangeObserver;
import org.rpicluster.balancer.vertx.line.ExchangeSummary;

/** Writes one line per exchange to a file. Any thread. */
public final class AccessLog implements ExchangeObserver, AutoCloseable {

  private AccessLog() {}

  /**
   * An access log that appends to {@code file}; missing directories are made.
   *
   * @throws IllegalArgumentException if the file cannot be written
   */
  public static AccessLog toFile(Path file) {
    return new AccessLog();
  }

  @Override
  public void settled(ExchangeSummary summary) {}

  /** Writes what waits, and closes the file. Blocks for the disk: not for an event loop. */
  @Override
  public void close() {}
}
