package org.rpicluster.balancer.program.overlay;

import java.time.Instant;

/**
 * An edit that was made: who, when and what, and by which it can be taken back. Immutable.
 *
 * @param number by which it is undone
 * @param member the member that it was about; empty if it was about the cluster
 * @param what in words
 * @param past what had been changed before it, of what it has changed
 * @param overlay what had been changed with it, of the same
 */
public record MadeEdit(
    long number,
    Instant time,
    String who,
    String cluster,
    String member,
    String what,
    ClusterOverlay past,
    ClusterOverlay overlay) {

  /** Of two overlays it keeps in what they differ: that is all that an undo looks at. */
  public MadeEdit {
    ClusterOverlay before = past;
    past = past.differingFrom(overlay);
    overlay = overlay.differingFrom(before);
  }

  /** The same, which cannot be taken back. */
  public MadeEdit forGood() {
    return new MadeEdit(
        number, time, who, cluster, member, what, ClusterOverlay.NONE, ClusterOverlay.NONE);
  }
}
