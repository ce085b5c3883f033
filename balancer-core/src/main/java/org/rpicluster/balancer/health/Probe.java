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
   * Begins one probe. If it throws, the probe has failed.
   *
   * @param member whom to ask
   * @param told is told once; what comes later, or after it was broken off, does not count
   */
  UnderWay begin(Member member, Consumer<Finding> told);

  /** A probe that has begun. */
  @FunctionalInterface
  interface UnderWay {

    /**
     * Breaks it off: its time is over, or nobody wants to know any more. Without effect once it has
     * ended.
     *
     * @return what it was waiting for, as in "no … within 2000 ms": {@code connection}
     */
    String breakOff();
  }

  /**
   * What a probe found. Immutable.
   *
   * @param passed whether the member lives
   * @param detail what it has shown, or why it failed, in words for an operator
   */
  record Finding(boolean passed, String detail) {

    /** The member lives. */
    public static Finding passed(String detail) {
      return new Finding(true, detail);
    }

    /** The member does not live, or not well. */
    public static Finding failed(String why) {
      return new Finding(false, why);
    }
  }
}
