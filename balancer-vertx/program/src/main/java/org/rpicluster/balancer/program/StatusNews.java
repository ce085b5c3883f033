package org.rpicluster.balancer.program;

import org.rpicluster.balancer.program.peers.PeerStatus;

/**
 * Decides at which looks a balancer tells its status: at once if that is another than it has told
 * last, and now and then anyway. That it knows other edits it tells once they have settled: each
 * edit is told by itself, and with hundreds of balancers each would tell all of them about every
 * one. O(1); for one thread at a time.
 */
final class StatusNews {

  /** The status is told at least after so many looks: so long two may know different edits. */
  private static final int QUIET_LOOKS = 5;

  private PeerStatus told = PeerStatus.NONE;
  private String digestBefore = "";
  private int quietLooks;

  /** Whether it is to be told now; then it has been. */
  boolean isToldAt(PeerStatus now) {
    boolean isSettled = now.digest().equals(digestBefore);
    digestBefore = now.digest();
    quietLooks++;
    boolean isNews = isSettled ? !now.equals(told) : !now.hasOnlyOtherEditsThan(told);
    boolean isTold = isNews || quietLooks >= QUIET_LOOKS;
    if (isTold) {
      told = now;
      quietLooks = 0;
    }
    return isTold;
  }
}
