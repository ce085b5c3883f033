package org.rpicluster.balancer.pick;

import java.util.List;
import java.util.Map;
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

  /**
   * Whether it wants to be told times: {@link PickContext#nowNanos} with each pick, and {@link
   * #observed}. Always the same answer. Others cost no reading of a clock.
   */
  default boolean isTimed() {
    return false;
  }

  /**
   * For one that {@link #isTimed}: a member took {@code nanos} to answer, or to fail. Called when
   * the caller says that the answer has begun, else at the end of the request; and at the end again
   * if an answer that had begun failed after all. Not called for requests that were cancelled,
   * which teach nothing.
   *
   * @param outcome {@link Outcome#SUCCESS}, or an outcome that blames the member
   * @param nanos since the pick, 0 or more
   * @param nowNanos the time on the clock of {@link PickContext#nowNanos}
   */
  default void observed(Candidate candidate, Outcome outcome, long nanos, long nowNanos) {}

  /**
   * How each eligible candidate stands for the next pick, in their order; empty if not known. A
   * member may have several lines. For people: it may be slow, and must not change anything.
   */
  default List<Score> scores() {
    return List.of();
  }

  /**
   * The account that it keeps of each member and could not know anew after a restart, by id; empty
   * if it keeps none. It may be slow, and must not change anything.
   */
  default Map<String, Long> credits() {
    return Map.of();
  }

  /**
   * Goes on from what {@link #credits()} of another picker of this strategy gave; members that it
   * does not name keep what they have. Called after the first update, before the first pick.
   */
  default void restore(Map<String, Long> credits) {}

  /**
   * Who would be picked now for a request of which nothing is known; {@link Candidate#NONE} if
   * there is no member, or if chance has a say. For people: it may be slow, and must not change
   * anything.
   */
  default Candidate next() {
    return Candidate.NONE;
  }
}
