package org.rpicluster.balancer.member;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * The counters of one member, live, and kept as long as its id stays in the cluster, whatever
 * happens to its settings.
 *
 * <p>Requests in flight are not a counter of their own: they are those begun less those ended, two
 * numbers that only grow. So nothing can drift, and a wrap of either does not show.
 *
 * <p>Each call is one atomic instruction, without allocation; any thread. Numbers that are read
 * together may be an instant apart.
 */
public final class MemberCounters {

  private static final VarHandle BEGUN = field("begun");
  private static final VarHandle ENDED = field("ended");
  private static final VarHandle FAILED = field("failed");
  private static final VarHandle BYTES_TO = field("bytesToMember");
  private static final VarHandle BYTES_FROM = field("bytesFromMember");

  private volatile long begun;
  private volatile long ended;
  private volatile long failed;
  private volatile long bytesToMember;
  private volatile long bytesFromMember;

  /** Of those that failed, by the number of their outcome. */
  private final AtomicLongArray failedBy = new AtomicLongArray(Outcome.values().length);

  /** All at zero. */
  public MemberCounters() {
    this(Totals.NONE);
  }

  /** Goes on from what was counted before, with nothing in flight. */
  public MemberCounters(Totals before) {
    this(before.picks());
    failed = before.failures();
    bytesToMember = before.bytesToMember();
    bytesFromMember = before.bytesFromMember();
  }

  /** With the begun and ended requests at {@code start}: a test begins at the edge of the range. */
  MemberCounters(long start) {
    begun = start;
    ended = start;
  }

  /** Counts a request as begun. */
  public void begin() {
    BEGUN.getAndAdd(this, 1L);
  }

  /**
   * Counts a request as begun if fewer than {@code maxInFlight} are in flight.
   *
   * @param maxInFlight the limit; 0 for none
   * @return whether it was counted
   */
  public boolean tryBegin(int maxInFlight) {
    if (maxInFlight == 0) {
      begin();
      return true;
    }
    long now;
    do {
      now = begun;
      // Ended can only grow in the meantime, so the limit is never passed.
      if (now - ended >= maxInFlight) {
        return false;
      }
    } while (!BEGUN.compareAndSet(this, now, now + 1));
    return true;
  }

  /** Counts a request as ended. Exactly once for each that began; {@code Lease} sees to it. */
  public void end(Outcome outcome) {
    if (outcome.blamesMember()) {
      FAILED.getAndAdd(this, 1L);
      failedBy.getAndIncrement(outcome.ordinal());
    }
    ENDED.getAndAdd(this, 1L);
  }

  /** Adds bytes sent to the member, 0 or more. */
  public void addBytesToMember(long bytes) {
    BYTES_TO.getAndAdd(this, bytes);
  }

  /** Adds bytes received from the member, 0 or more. */
  public void addBytesFromMember(long bytes) {
    BYTES_FROM.getAndAdd(this, bytes);
  }

  /** Requests begun and not ended. */
  public int inFlight() {
    // Ended first: read the other way round, the difference could be negative.
    long endedNow = ended;
    return (int) (begun - endedNow);
  }

  /** Requests begun since the member joined. */
  public long picks() {
    return begun;
  }

  /** Requests that ended with an outcome that blames the member. */
  public long failures() {
    return failed;
  }

  /**
   * Requests that ended with this outcome, which blames the member; 0 for any other. Counted since
   * these counters were made: what was counted before has no kinds.
   */
  public long failures(Outcome outcome) {
    return failedBy.get(outcome.ordinal());
  }

  /** Bytes sent to the member: request lines, fields and bodies. */
  public long bytesToMember() {
    return bytesToMember;
  }

  /** Bytes received from the member: status lines and bodies. */
  public long bytesFromMember() {
    return bytesFromMember;
  }

  /** What has been counted in all; a counter that has wrapped begins anew. */
  public Totals totals() {
    return new Totals(
        begun & Long.MAX_VALUE,
        failed & Long.MAX_VALUE,
        bytesToMember & Long.MAX_VALUE,
        bytesFromMember & Long.MAX_VALUE);
  }

  private static VarHandle field(String name) {
    try {
      return MethodHandles.lookup().findVarHandle(MemberCounters.class, name, long.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }
}
