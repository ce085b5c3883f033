package org.rpicluster.balancer.program.site.serve;

import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * The budget of one site for what its answers hold until their clients have taken them. Never
 * waits; any thread.
 */
final class FileBudget {

  /** A file of this size is read at once, and closed; of a larger one a piece at a time. */
  static final int PIECE_BYTES = 64 << 10;

  /** As much as 256 pieces, or thousands of pages. */
  private static final int BYTES_MAX = 16 << 20;

  /** A quarter of what a process may mostly have open; the rest is for connections. */
  private static final int OPEN_MAX = 256;

  private final Semaphore bytes = new Semaphore(BYTES_MAX);
  private final Semaphore open = new Semaphore(OPEN_MAX);

  /** What one answer holds; closing it again does nothing. */
  interface Charge extends AutoCloseable {

    @Override
    void close();
  }

  /** Room for an answer with a file of this size; nothing if there is none now. */
  Optional<Charge> charge(long size) {
    boolean staysOpen = size > PIECE_BYTES;
    int held = (int) Math.min(size, PIECE_BYTES);
    if (staysOpen && !open.tryAcquire()) {
      return Optional.empty();
    }
    if (!bytes.tryAcquire(held)) {
      open.release(staysOpen ? 1 : 0);
      return Optional.empty();
    }
    AtomicBoolean released = new AtomicBoolean();
    return Optional.of(
        () -> {
          if (released.compareAndSet(false, true)) {
            bytes.release(held);
            open.release(staysOpen ? 1 : 0);
          }
        });
  }
}
