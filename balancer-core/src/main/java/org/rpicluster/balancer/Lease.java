package org.rpicluster.balancer;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.lang.ref.Reference;
import org.rpicluster.balancer.check.Check;
import org.rpicluster.balancer.member.Member;
import org.rpicluster.balancer.member.Outcome;
import org.rpicluster.balancer.pick.Candidate;
import org.rpicluster.balancer.pick.PickContext;

/**
 * The hold of one request on one member. It ends once, with an outcome: the first call that
 * completes it decides, later ones do nothing. Closing one that was not completed ends it as
 * cancelled, so that a request that goes astray still frees its member. Any thread.
 */
public final class Lease implements AutoCloseable {

  /** The beginning of a lease whose picker did not ask for times: no clock is read for it. */
  static final long UNTIMED = Long.MIN_VALUE;

  private static final int HELD = 0;
  private static final int ANSWERED = 1;
  private static final int ENDED = 2;
  private static final VarHandle STATE = stateField();

  /** Of a request of which nothing is known; only read. */
  private static final PickContext UNKNOWN = new PickContext();

  private final LeaseEnds ends;
  private final Candidate candidate;
  private final long beganNanos;
  private volatile int state = HELD;

  Lease(LeaseEnds ends, Candidate candidate, long beganNanos) {
    this.ends = ends;
    this.candidate = candidate;
    this.beganNanos = beganNanos;
  }

  /** The member, as it was set up when it was picked. */
  public Member member() {
    return candidate.member();
  }

  /** The member's slot in its cluster, to index arrays with. */
  public int slot() {
    return candidate.slot();
  }

  /** What was picked. */
  public Candidate candidate() {
    return candidate;
  }

  /** Adds bytes sent to the member, as they go. */
  public void addBytesToMember(long bytes) {
    candidate.counters().addBytesToMember(bytes);
  }

  /** Adds bytes received from the member, as they come. */
  public void addBytesFromMember(long bytes) {
    candidate.counters().addBytesFromMember(bytes);
  }

  /**
   * The member's answer has begun: this, not the end of a long download by a slow client, is what
   * strategies that go by latency learn from. The first call counts; a caller that never says so
   * has the end counted instead.
   */
  public void answered() {
    answered(Outcome.SUCCESS);
  }

  /**
   * The member's answer has begun, with this status. As {@link #answered()}, but that an error, or
   * that it has too much to do (429), is never taken for a fast answer.
   */
  public void answered(int status) {
    answered(saysNo(status) ? Outcome.SERVER_ERROR : Outcome.SUCCESS);
  }

  private void answered(Outcome outcome) {
    if (beganNanos != UNTIMED && STATE.compareAndSet(this, HELD, ANSWERED)) {
      ends.observed(candidate, outcome, beganNanos);
    }
  }

  private static boolean saysNo(int status) {
    return status >= 500 || status == 429;
  }

  /**
   * Ends the hold with the status of the member's answer: see {@link #complete(int, PickContext)}.
   */
  public void complete(int status) {
    complete(status, UNKNOWN);
  }

  /**
   * Ends the hold with the status of the member's answer, which has come whole. Without effect if
   * it has ended.
   *
   * <table>
   * <caption>What a status means, unless the failure policy says otherwise</caption>
   * <tr><td>listed by the policy</td><td>{@link Outcome#BAD_STATUS}</td></tr>
   * <tr><td>500 to 999, but for 501 and 505</td><td>{@link Outcome#SERVER_ERROR}</td></tr>
   * <tr><td>any other</td><td>{@link Outcome#SUCCESS}; below 400 also for {@link
   *     PickContext#asked(long) what was asked}</td></tr>
   * </table>
   *
   * @param status 100 to 999
   * @param request what the member was picked for
   */
  public void complete(int status, PickContext request) {
    if (status < 100 || status > 999) { // asked here, as the check makes an object of the number
      Check.argument(false, "status", status, "100 to 999");
    }
    Outcome outcome = ends.outcomeOf(status);
    if (outcome == Outcome.SUCCESS) {
      answered(status);
      complete(outcome, "", status < 400 ? request : UNKNOWN);
    } else {
      complete(outcome, Integer.toString(status), request);
    }
  }

  /** Ends the hold. Without effect if it has ended. */
  public void complete(Outcome outcome) {
    complete(outcome, "");
  }

  /**
   * Ends the hold. Without effect if it has ended.
   *
   * @param detail why, in words for the operator; empty if the outcome says it all
   */
  public void complete(Outcome outcome, String detail) {
    complete(outcome, detail, UNKNOWN);
  }

  /**
   * Ends the hold. Without effect if it has ended.
   *
   * @param detail why, in words for the operator; empty if the outcome says it all
   * @param request what the member was picked for: with what it {@link PickContext#asked(long)
   *     asked}, a single path that fails everywhere takes no member out
   */
  public void complete(Outcome outcome, String detail, PickContext request) {
    // Before anything is changed: an outcome that is missing must not lose the hold.
    boolean blames = outcome.blamesMember();
    int before = (int) STATE.getAndSet(this, ENDED);
    if (before == ENDED) {
      return;
    }
    try {
      boolean counts = blames || outcome == Outcome.SUCCESS && before == HELD;
      if (counts && beganNanos != UNTIMED) {
        ends.observed(candidate, outcome, beganNanos);
      }
    } finally {
      ends.completed(candidate, outcome, detail, request);
      // Until here it is held: a leak detector must not take it for forgotten.
      Reference.reachabilityFence(this);
    }
  }

  /** Ends the hold as {@link Outcome#CANCELLED} unless it has ended. */
  @Override
  public void close() {
    complete(Outcome.CANCELLED);
  }

  private static VarHandle stateField() {
    try {
      return MethodHandles.lookup().findVarHandle(Lease.class, "state", int.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }
}
