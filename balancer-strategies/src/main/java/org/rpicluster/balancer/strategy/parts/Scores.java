package org.rpicluster.balancer.strategy.parts;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.function.ToLongFunction;
import org.rpicluster.balancer.pick.Candidate;
import org.rpicluster.balancer.pick.Candidates;
import org.rpicluster.balancer.pick.Score;

/** Makes the scores that pickers show to people. Stateless; any thread. */
public final class Scores {

  private Scores() {}

  /** One score for each eligible candidate. */
  public static List<Score> of(
      Candidates candidates, String name, ToDoubleFunction<Candidate> value) {
    List<Score> scores = new ArrayList<>(candidates.size());
    for (int i = 0; i < candidates.size(); i++) {
      Candidate candidate = candidates.get(i);
      scores.add(new Score(candidate, name, value.applyAsDouble(candidate)));
    }
    return scores;
  }

  /** For a strategy that keeps no account: the share, 0 to 1, that each can expect. */
  public static List<Score> shares(Candidates candidates) {
    double total = 0;
    for (int i = 0; i < candidates.size(); i++) {
      total += candidates.get(i).weight();
    }
    double weights = total;
    return of(candidates, "share", c -> c.weight() / weights);
  }

  /**
   * Who has the least load, then the most credit once the next pick has credited it, then comes
   * first; {@link Candidate#NONE} if no candidate has room.
   *
   * @param credits what each member has now, in the order of the configuration
   */
  public static Candidate inTurn(List<Score> credits, ToLongFunction<Candidate> load) {
    return credits.stream()
        .filter(s -> s.candidate().isEligible() && !s.candidate().isFull())
        .min(
            Comparator.comparingLong((Score s) -> load.applyAsLong(s.candidate()))
                .thenComparing(s -> -s.value() - s.candidate().weight())
                .thenComparing(s -> s.candidate().member().role()))
        .map(Score::candidate)
        .orElse(Candidate.NONE);
  }

  /** The only one with the lowest score among those with room, or {@link Candidate#NONE}. */
  public static Candidate lowest(List<Score> scores) {
    List<Score> open =
        scores.stream()
            .filter(s -> !s.candidate().isFull())
            .sorted(Comparator.comparingDouble(Score::value))
            .toList();
    boolean tied = open.size() > 1 && open.get(0).value() == open.get(1).value();
    return open.isEmpty() || tied ? Candidate.NONE : open.get(0).candidate();
  }
}
