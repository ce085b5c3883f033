package org.rpicluster.balancer;

import java.util.concurrent.atomic.AtomicBoolean;
import org.rpicluster.balancer.member.Member;
import org.rpicluster.balancer.member.Outcome;
import org.rpicluster.balancer.pick.Candidate;

/**
 * The hold of one request on one member. It ends once, with an outcome: whoever completes it first
 * decides, later calls do nothing. Closing one that nobody completed ends it as cancelled, so that
 * a request that goes astray still frees its member. Any thread.
 */
public final class Lease implements AutoCloseable {

  private final Balancer balancer;
  private final Candidate candidate;
  private final AtomicBoolean ended = new AtomicBoolean();

  Lease(Balancer balancer, Candidate candidate) {
    this.balancer = balancer;
    this.candidate = candidate;
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

  /** Ends the hold. Without effect if it has ended. */
  public void complete(Outcome outcome) {
    if (ended.compareAndSet(false, true)) {
      balancer.completed(candidate, outcome);
    }
  }

  /** Ends the hold as {@link Outcome#CANCELLED} unless it has ended. */
  @Override
  public void close() {
    complete(Outcome.CANCELLED);
  }
}
