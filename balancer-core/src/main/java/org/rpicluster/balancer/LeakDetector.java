package org.rpicluster.balancer;

import java.lang.ref.PhantomReference;
import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.rpicluster.balancer.fault.Faults;
import org.rpicluster.balancer.member.Outcome;
import org.rpicluster.balancer.pick.Candidate;
import org.rpicluster.balancer.pick.PickContext;

/**
 * Finds leases that were forgotten, for one balancer, as {@link LeakDetection} says. What the
 * garbage collector has found is reported by the next acquire, so that it needs no thread of its
 * own; as many are watched as are held at the same time. Any thread.
 *
 * <p>After Netty's {@code ResourceLeakDetector}, whose sampling interval it has.
 */
final class LeakDetector {

  private static final int SIMPLE_INTERVAL = 128;

  private final LeakDetection level;
  private final Faults faults;
  private final ReferenceQueue<Lease> forgotten = new ReferenceQueue<>();
  private final Set<Watched> held = ConcurrentHashMap.newKeySet();

  /** Racy: which lease is the 128th does not matter. */
  private int count;

  LeakDetector(LeakDetection level, Faults faults) {
    this.level = level;
    this.faults = faults;
  }

  /** Whether the next lease is to be watched. */
  boolean watches() {
    return switch (level) {
      case OFF -> false;
      case SIMPLE -> ++count % SIMPLE_INTERVAL == 0;
      case PARANOID -> true;
    };
  }

  /** A lease that is watched. */
  Lease watched(LeaseEnds ends, Candidate candidate, long beganNanos) {
    Hold hold = new Hold(ends, candidate);
    Lease lease = new Lease(hold, candidate, beganNanos);
    Watched watched = new Watched(lease, hold, forgotten);
    held.add(watched);
    hold.watched = watched;
    return lease;
  }

  /** Reports and ends what was forgotten since it was called last. */
  void report() {
    if (level == LeakDetection.OFF) {
      return;
    }
    for (Reference<?> found = forgotten.poll(); found != null; found = forgotten.poll()) {
      ((Watched) found).hold.forgotten();
    }
  }

  /** Knows when its lease cannot be ended any more. */
  private static final class Watched extends PhantomReference<Lease> {

    private final Hold hold;

    Watched(Lease lease, Hold hold, ReferenceQueue<Lease> forgotten) {
      super(lease, forgotten);
      this.hold = hold;
    }
  }

  /** What a watched lease tells, on its way to those who are told in any case. */
  private final class Hold implements LeaseEnds {

    private final LeaseEnds ends;
    private final Candidate candidate;
    private final Throwable acquired = new Throwable("the lease was acquired here");
    private final AtomicBoolean ended = new AtomicBoolean();
    private Watched watched;

    Hold(LeaseEnds ends, Candidate candidate) {
      this.ends = ends;
      this.candidate = candidate;
    }

    @Override
    public void observed(Candidate candidate, Outcome outcome, long beganNanos) {
      ends.observed(candidate, outcome, beganNanos);
    }

    @Override
    public Outcome outcomeOf(int status) {
      return ends.outcomeOf(status);
    }

    @Override
    public void completed(
        Candidate candidate, Outcome outcome, String detail, PickContext request) {
      if (ended.compareAndSet(false, true)) {
        held.remove(watched);
        watched.clear();
        ends.completed(candidate, outcome, detail, request);
      }
    }

    void forgotten() {
      if (!ended.get()) {
        String member = candidate.member().id();
        faults.report(
            "a lease of the member " + member + " was never ended (expected: complete or close)",
            acquired);
        completed(candidate, Outcome.CANCELLED, "", new PickContext());
      }
    }
  }
}
