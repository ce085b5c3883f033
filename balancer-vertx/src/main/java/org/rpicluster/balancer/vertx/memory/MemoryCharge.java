package org.rpicluster.balancer.vertx.memory;

/**
 * The charge of one holder to its share: it grows and shrinks, and is released once, however often
 * that is asked for. Costs nothing while it stays the same; for one thread.
 */
public final class MemoryCharge implements Runnable {

  private final MemoryShare share;
  private long bytes;
  private boolean released;

  /** A charge of nothing. */
  public MemoryCharge(MemoryShare share) {
    this.share = share;
  }

  /**
   * Holds this much from now on.
   *
   * @return whether there was room; if not, it stays as it was
   */
  public boolean resize(long next) {
    if (released) {
      return false;
    }
    if (next > bytes && !share.charge(next - bytes)) {
      return false;
    }
    if (next < bytes) {
      share.release(bytes - next);
    }
    bytes = next;
    return true;
  }

  /** Holds so much more from now on, if there is room. */
  public boolean grow(long more) {
    return resize(bytes + more);
  }

  /** How much it holds. */
  public long bytes() {
    return bytes;
  }

  /** The same as {@link #release}. */
  @Override
  public void run() {
    release();
  }

  /** Holds nothing any more, for good. */
  public void release() {
    resize(0);
    released = true;
  }
}
