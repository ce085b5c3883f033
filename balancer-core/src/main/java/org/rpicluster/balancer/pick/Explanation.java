package org.rpicluster.balancer.pick;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.rpicluster.balancer.health.Health;

/**
 * A cluster as its next pick would see it, for people: who would be next, and of each member
 * whether it may be chosen, or why not, and how it stands in the strategy's account. Immutable.
 *
 * <p>Made when asked for, O(members) and what the picker needs; nothing is kept for it between
 * picks, and it changes nothing. Under load it is a look at a moving thing: its numbers may be an
 * instant apart.
 *
 * @param next who would be picked for a request of which nothing is known; {@link Candidate#NONE}
 *     if no member can be, or if chance decides
 * @param rows all members, in the order of the configuration
 */
public record Explanation(Candidate next, List<Row> rows) {

  /** Copies the rows. */
  public Explanation {
    rows = List.copyOf(rows);
  }

  /**
   * One member.
   *
   * @param candidate who; its counters are live
   * @param pickable whether it may be chosen now: it is eligible and has room
   * @param why {@code eligible}, or what keeps it out: {@code draining}, {@code down: reset},
   *     {@code full} …
   * @param scores how it stands in the strategy's account; empty if that says nothing about it
   */
  public record Row(Candidate candidate, boolean pickable, String why, List<Score> scores) {

    /** Copies the scores. */
    public Row {
      scores = List.copyOf(scores);
    }
  }

  /** The explanation of a cluster whose picker has been given {@code candidates}. */
  public static Explanation of(Candidates candidates, Picker picker) {
    Map<Integer, List<Score>> scores =
        picker.scores().stream().collect(Collectors.groupingBy(s -> s.candidate().slot()));
    List<Row> rows = new ArrayList<>(candidates.members().size());
    for (Candidate c : candidates.members()) {
      rows.add(
          new Row(
              c, c.isEligible() && !c.isFull(), why(c), scores.getOrDefault(c.slot(), List.of())));
    }
    return new Explanation(picker.next(), rows);
  }

  private static String why(Candidate candidate) {
    if (candidate.eligibility() == Eligibility.DOWN) {
      return Eligibility.DOWN + ": " + candidate.health().reason();
    }
    if (!candidate.isEligible()) {
      return candidate.eligibility().toString();
    } else if (candidate.isFull()) {
      return "full: " + candidate.counters().inFlight() + " in flight";
    }
    return candidate.health() instanceof Health.HalfOpen
        ? "half open: waiting for a trial"
        : candidate.eligibility().toString();
  }
}
