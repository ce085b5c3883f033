package org.rpicluster.balancer.health;

import java.util.function.Consumer;
import org.rpicluster.balancer.member.Member;

/**
 * Asks one member whether it lives. Implementations must not block, and may be asked about many
 * members at once by any thread; about one member never while an answer is waited for.
 */
@FunctionalInterface
public interface Probe {

  /**
   * Begins one probe. If it throws, it says nothing about the member.
   *
   * @param member the one to probe
   * @param told is told once; what comes later, or after it was broken off, does not count
   */
  UnderWay begin(Member member, Consumer<Finding> told);

  /** A probe that has begun. */
  @FunctionalInterface
  interface UnderWay {

    /**
     * Breaks it off: its time is over, or its result is not wanted any more. Without effect once it
     * has ended.
     *
     * @return what it was waiting for, as in "no … within 2000 ms": {@code connection}
     */
    String breakOff();

    /**
     * Its time is over: runs {@code late} once what has come from the member by now has been looked
     * at, so that an answer is not missed because this machine is behind. At once, unless the probe
     * knows better.
     */
    default void whenCaughtUp(Runnable late) {
      late.run();
    }
  }

  /**
   * What a probe found. Immutable.
   *
   * @param passed whether the member lives
   * @param counts whether it says anything about the member
   * @param detail what it has shown, or why it failed, in words for an operator
   */
  record Finding(boolean passed, boolean counts, String detail) {

    /** The member lives. */
    public static Finding passed(String detail) {
      return new Finding(true, true, detail);
    }

    /** The member does not live, or not well. */
    public static Finding failed(String why) {
      return new Finding(false, true, why);
    }

    /** The member could not be asked, for a reason that is this machine's: it stays as it is. */
    public static Finding inconclusive(String why) {
      return new Finding(false, false, why);
    }
  }
}
