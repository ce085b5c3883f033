package org.rpicluster.balancer.strategy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.rpicluster.balancer.member.MemberCounters;
import org.rpicluster.balancer.pick.Candidate;
import org.rpicluster.balancer.pick.Candidates;
import org.rpicluster.balancer.pick.Score;

/**
 * The account of smooth weighted round robin, by slot: at each pick every candidate is credited its
 * weight, and the chosen one pays for all. Guarded by its picker's lock. Apache's {@code lbstatus}.
 */
final class Credits {

  private long[] credits = {};
  private @Nullable MemberCounters[] owners = {};

  /** Makes room, and sets members that are new to their slot to zero. */
  void update(Candidates candidates) {
    credits = Arrays.copyOf(credits, candidates.slots());
    owners = Arrays.copyOf(owners, candidates.slots());
    for (Candidate candidate : candidates.members()) {
      int slot = candidate.slot();
      if (owners[slot] != candidate.counters()) {
        owners[slot] = candidate.counters();
        credits[slot] = 0;
      }
    }
  }

  /** Credits a candidate its weight, and tells what it has then. */
  long credit(Candidate candidate) {
    return credits[candidate.slot()] += candidate.weight();
  }

  /** Lets the chosen one pay what all were credited. */
  void debit(Candidate chosen, long total) {
    credits[chosen.slot()] -= total;
  }

  /** A sticky choice: everybody who could serve is credited, in or out of turn. */
  void charge(Candidates candidates, Candidate chosen) {
    long total = 0;
    for (Candidate candidate : candidates.members()) {
      if (candidate.isUsable()) {
        credit(candidate);
        total += candidate.weight();
      }
    }
    debit(chosen, total);
  }

  List<Score> scores(Candidates candidates) {
    List<Score> scores = new ArrayList<>();
    for (Candidate c : candidates.members()) {
      scores.add(new Score(c, "credit", credits[c.slot()]));
    }
    return scores;
  }
}
