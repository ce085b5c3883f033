package org.rpicluster.balancer.vertx.kit;

import io.netty.buffer.ByteBufUtil;
import io.netty.util.ResourceLeakDetector;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Every buffer is tracked, and one that becomes garbage without having been released is found. From
 * its making on, for all tests of the process.
 */
public final class Leaks implements AutoCloseable {

  /** Garbage is found when the collector has run and the next buffer is made. */
  private static final int COLLECTIONS = 3;

  private final List<String> found = new CopyOnWriteArrayList<>();

  /** Begins to look. */
  public Leaks() {
    ResourceLeakDetector.setLevel(ResourceLeakDetector.Level.PARANOID);
    ByteBufUtil.setLeakListener((type, records) -> found.add(type + ": " + records));
  }

  /** Everything that has leaked so far. */
  public List<String> found() {
    for (int i = 0; i < COLLECTIONS; i++) {
      System.gc();
      io.netty.buffer.ByteBufAllocator.DEFAULT.buffer().release();
    }
    return found;
  }

  @Override
  public void close() {
    ByteBufUtil.setLeakListener(null);
  }
}
