package org.rpicluster.balancer.program.site.rollout;

/** Is told how a roll-out gets on. Any thread. */
@FunctionalInterface
public interface RolloutProgress {

  /**
   * A member has come to a step.
   *
   * @param member its id; empty if it is about all of them
   * @param step a word that programs may rely on: room, leaving, empty, not-empty, updating,
   *     updated, healthy, serving, unchanged, pause, done
   * @param detail a few words for people
   */
  void reached(String member, String step, String detail);

  /** It begins, or goes on, with what members shall have: before all else. */
  default void began(String target) {}

  /**
   * A member has been asked for its version.
   *
   * @param version what it serves
   */
  default void serves(String member, String version) {}
}
