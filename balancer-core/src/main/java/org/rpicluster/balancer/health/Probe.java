package org.rpicluster.balancer.health;

import java.util.function.Consumer;
import org.rpicluster.balancer.member.Member;
import org.rpicluster.balancer.time.Scheduler;

/**
 * Asks one member whether it lives. Implementations must not block, and may be asked about many
 * members at once by any thread.
 */
@FunctionalInterface
public interface Probe {

  /**
   * Begins one probe. If it throws, the probe has failed.
   *
   * @param member whom to ask
   * @param finding is told once: empty if the member lives, else why not, in words for an operator
   * @return to break it off: nothing need be told any more
   */
  Scheduler.Timer begin(Member member, Consumer<String> finding);
}
