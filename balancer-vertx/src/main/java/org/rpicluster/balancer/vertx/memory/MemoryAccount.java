package org.rpicluster.balancer.vertx.memory;

import java.lang.ref.WeakReference;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * One account in bytes for all that clients can make this program hold, whatever it is: a bound,
 * and how much of it is in use. Holders charge it through a {@link MemoryShare}, of which each kind
 * has its own. One atomic addition for each charge and each release; any thread.
 *
 * <p>No share may take more than is still free, times its part: the more is in use, the less any
 * one of them may take, and something is always left for the others. Choudhury and Hahne, "Dynamic
 * queue length thresholds for shared-memory packet switches", IEEE/ACM ToN 6(2), 1998.
 */
public final class MemoryAccount {

  private final long bytesMax;
  private final AtomicLong used = new AtomicLong();

  /** For as long as a cluster, or what is charged for it, holds its share: reloads rename them. */
  private final Map<String, WeakReference<MemoryShare>> shares = new ConcurrentHashMap<>();

  /** An account with nothing in use. */
  public MemoryAccount(long bytesMax) {
    this.bytesMax = bytesMax;
  }

  /** One that never refuses: it only counts. */
  public static MemoryAccount unbounded() {
    return new MemoryAccount(Long.MAX_VALUE / 64);
  }

  /** A share that takes as much as it leaves free; always the same for one name, while held. */
  public MemoryShare share(String name) {
    return share(name, 1);
  }

  /**
   * The share of one kind of holders, always the same for one name as long as it is held.
   *
   * @param timesFree how many times as much as it leaves free it may take
   */
  public MemoryShare share(String name, int timesFree) {
    MemoryShare known = known(name);
    return known == null ? added(name, timesFree) : known;
  }

  private @Nullable MemoryShare known(String name) {
    WeakReference<MemoryShare> known = shares.get(name);
    return known == null ? null : known.get();
  }

  private synchronized MemoryShare added(String name, int timesFree) {
    MemoryShare share = known(name);
    if (share == null) {
      share = new MemoryShare(this, timesFree);
      shares.values().removeIf(each -> each.refersTo(null));
      shares.put(name, new WeakReference<>(share));
    }
    return share;
  }

  /** How many shares it knows by name. */
  int names() {
    return shares.size();
  }

  /** How much may be in use. */
  public long bytesMax() {
    return bytesMax;
  }

  /** How much is in use. */
  public long used() {
    return used.get();
  }

  /** How much is not in use; never less than 0. */
  public long free() {
    return Math.max(0, bytesMax - used.get());
  }

  void add(long bytes) {
    used.addAndGet(bytes);
  }
}
