package org.rpicluster.balancer.program.peers.group;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jgroups.Address;
import org.jgroups.PhysicalAddress;
import org.jgroups.View;
import org.jgroups.ViewId;
import org.jgroups.conf.ClassConfigurator;
import org.jgroups.protocols.MERGE3;

/**
 * What brings the halves of a split together again. JGroups looks now and then whether one has
 * called that sees others than this one does, and waits for answers for a tenth of the time between
 * two looks: so halves that hear each other wait for a look, and on a busy machine for a second and
 * third one. Here the first such call begins a look. O(1) a call, of which each balancer makes one
 * every other second; any thread.
 */
final class PeerMerge extends MERGE3 {

  /** Each balancer calls all others so often, on average. */
  private static final long CALL_MILLIS = TimeUnit.SECONDS.toMillis(2);

  /**
   * What calls until then is part of the same look: of many that were alone, pairs would merge
   * beside each other, and wait for answers of some that have merged already.
   */
  private static final long GATHERING_MILLIS = TimeUnit.SECONDS.toMillis(1);

  /** Between looks that no call has asked for: ten times what a machine needs to answer one. */
  private static final long LOOK_MILLIS = TimeUnit.SECONDS.toMillis(10);

  private final AtomicBoolean isLooking = new AtomicBoolean();

  /** One to be configured. */
  PeerMerge() {
    setId(ClassConfigurator.getProtocolId(MERGE3.class)); // as peers of other versions call it
    setMaxInterval(CALL_MILLIS);
    setCheckInterval(LOOK_MILLIS);
  }

  @Override
  protected void addInfo(Address caller, ViewId seen, String name, PhysicalAddress at) {
    super.addInfo(caller, seen, name, at);
    View own = view;
    boolean isOther = own != null && !own.getViewId().equals(seen);
    if (isOther && isLooking.compareAndSet(false, true)) {
      timer.schedule(this::look, GATHERING_MILLIS, TimeUnit.MILLISECONDS);
    }
  }

  /** Asks those that have called what they see. */
  private void look() {
    try {
      checkInconsistencies();
    } finally {
      isLooking.set(false);
    }
  }
}
