package org.rpicluster.balancer.vertx.memory;

/**
 * The budget of the heap for the program: what it holds itself, and what clients may make it hold.
 * The rest is for what lives shortly, without which the collector would run all the time.
 * Immutable.
 *
 * @param bytes of the heap that are in use at most, after a collection
 * @param clientBytes of these, for what clients make it hold
 */
public record HeapBudget(long bytes, long clientBytes) {

  /** Java's collectors begin to run one after the other when much more than this is in use. */
  private static final int PERCENT = 60;

  /** Classes, tables, caches. Measured: 13.4 MiB after the first requests of each kind. */
  private static final long OWN_BYTES = 14L << 20;

  /** Of a heap that is too small for both, clients have this part: few, but some. */
  private static final int CLIENTS_PART_MIN = 4;

  /** For tests alone: charges are counted, and nothing is refused. */
  private static final String UNBOUNDED = "balancer.memory.unbounded";

  /** Of a heap of this size. */
  public static HeapBudget of(long heapBytes) {
    long bytes = heapBytes / 100 * PERCENT;
    return new HeapBudget(bytes, Math.max(bytes - OWN_BYTES, bytes / CLIENTS_PART_MIN));
  }

  /** Of this JVM's heap. */
  public static HeapBudget here() {
    return of(Runtime.getRuntime().maxMemory());
  }

  /** What one share has of it at most: it leaves as much free. */
  public long shareBytes() {
    return clientBytes / 2;
  }

  /** The account of what clients make the program hold. */
  public MemoryAccount account() {
    return Boolean.getBoolean(UNBOUNDED)
        ? MemoryAccount.unbounded()
        : new MemoryAccount(clientBytes);
  }
}
