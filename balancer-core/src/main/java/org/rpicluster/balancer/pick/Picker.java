package org.rpicluster.balancer.pick;

import java.util.List;
import org.rpicluster.balancer.member.Outcome;

/**
 * Chooses members for one cluster, as its {@link Strategy} says.
 *
 * <ol>
 *   <li>{@link #pick}, {@link #charged} and {@link #completed} are called by many threads at once,
 *       and while {@link #update} runs. They must not block for long, allocate, read a clock or
 *       call out.
 *   <li>{@link #update} is called by one thread at a time, before the first pick and for every
 *       change. What was counted for members that stay is kept. A slot whose {@link
 *       Candidate#counters} are another object than before has a new member.
 *   <li>A pick that begins after {@link #update} has returned answers with an eligible candidate of
 *       that update.
 * </ol>
 */
public interface Picker {

  /** The cluster has changed; {@code candidates} is what it is now. */
  void update(Candidates candidates);

  /**
   * Chooses one of the eligible candidates that the context does not exclude, and that has room.
   *
   * @return the choice, or {@link Candidate#NONE} if there is none
   */
  Candidate pick(PickContext context);

  /** A member was taken that this picker did not choose, by a sticky route: put it to account. */
  default void charged(Candidate candidate) {}

  /** A request on this member has ended; its counters say so already. */
  default void completed(Candidate candidate, Outcome outcome) {}

  /** How each eligible candidate stands for the next pick, in their order; empty if not known. */
  default List<Score> scores() {
    return List.of();
  }
}
