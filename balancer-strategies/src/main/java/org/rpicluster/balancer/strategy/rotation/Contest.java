package org.rpicluster.balancer.strategy.rotation;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ObjLongConsumer;
import java.util.function.ToLongFunction;
import org.rpicluster.balancer.pick.Candidate;
import org.rpicluster.balancer.pick.Candidates;
import org.rpicluster.balancer.pick.PickContext;
import org.rpicluster.balancer.pick.Score;
import org.rpicluster.balancer.strategy.parts.Scores;

/**
 * The candidates of one cluster and who of them is in turn: those that are not full, less those
 * that a request excludes, for the time of its pick. It ties the account ({@link Credits}) to the
 * choice ({@link Tournament}).
 *
 * <p>O(log n) for whatever concerns one candidate, O(members) for an update. Guarded by its
 * picker's lock.
 */
public final class Contest {

  private final ToLongFunction<Candidate> load;
  private final Credits credits;
  private final Tournament tournament;
  private Candidates candidates = Candidates.EMPTY;
  private Candidate[] bySlot = {};
  private boolean limited;

  /**
   * A contest without candidates.
   *
   * @param load what the candidate with the least of it wins by; read when a candidate is touched
   */
  public Contest(ToLongFunction<Candidate> load, Credits credits) {
    this.load = load;
    this.credits = credits;
    tournament = new Tournament(credits);
  }

  /** The cluster has changed. */
  public void update(Candidates next) {
    candidates = next;
    limited = next.isLimited();
    credits.update(next);
    tournament.update(next);
    bySlot = new Candidate[next.slots()];
    for (int i = 0; i < next.size(); i++) {
      Candidate candidate = next.get(i);
      bySlot[candidate.slot()] = candidate;
      tournament.load(candidate.slot(), load.applyAsLong(candidate));
      if (!candidate.isFull()) {
        enter(candidate.slot());
      }
    }
    tournament.play();
  }

  /** Those that the request excludes are out of turn until {@link #readmit}. */
  public void exclude(PickContext context) {
    for (int i = 0; i < context.excludedCount(); i++) {
      int slot = context.excludedSlot(i);
      if (tournament.has(slot) && tournament.isInTurn(slot)) {
        leave(slot);
        tournament.play(bySlot[slot]);
      }
    }
  }

  /** Those that the request excluded are in turn again, unless they are full. */
  public void readmit(PickContext context) {
    for (int i = 0; i < context.excludedCount(); i++) {
      int slot = context.excludedSlot(i);
      if (tournament.has(slot)) {
        look(bySlot[slot]);
      }
    }
  }

  /**
   * Who is to be chosen: the one that leads, and still does so after a fresh look at its counters.
   *
   * @return {@link Candidate#NONE} if no candidate is in turn
   */
  public Candidate leader() {
    int slot = tournament.first();
    while (slot >= 0 && look(bySlot[slot])) {
      int now = tournament.first();
      if (now == slot) {
        break;
      }
      slot = now;
    }
    return slot < 0 ? Candidate.NONE : bySlot[slot];
  }

  /** The leader was chosen: each candidate in turn is credited, and it pays. */
  public void pick(Candidate chosen) {
    credits.pick(chosen.slot());
    look(chosen, true);
  }

  /** A member was taken out of turn. */
  public void charge(Candidate chosen) {
    if (!credits.knows(chosen)) {
      return;
    }
    credits.charge(chosen.slot());
    if (tournament.has(chosen.slot())) {
      look(bySlot[chosen.slot()], true);
    }
  }

  /** A member's counters have changed. */
  public void touch(Candidate candidate) {
    if (credits.knows(candidate) && tournament.has(candidate.slot())) {
      look(bySlot[candidate.slot()]);
    }
  }

  /** Reads a candidate's counters; whether that changed anything. */
  private boolean look(Candidate candidate) {
    return look(candidate, false);
  }

  private boolean look(Candidate candidate, boolean creditChanged) {
    int slot = candidate.slot();
    long now = load.applyAsLong(candidate);
    boolean room = !limited || !candidate.isFull();
    boolean changed =
        creditChanged || now != tournament.load(slot) || room != tournament.isInTurn(slot);
    if (changed) {
      tournament.load(slot, now);
      if (room != tournament.isInTurn(slot)) {
        if (room) {
          enter(slot);
        } else {
          leave(slot);
        }
      }
      tournament.play(candidate);
    }
    return changed;
  }

  private void enter(int slot) {
    credits.enter(slot);
    tournament.enter(slot);
  }

  private void leave(int slot) {
    credits.leave(slot);
    tournament.leave(slot);
  }

  /** Puts to account the first {@code turns} of a rotation that has ended. */
  public void replay(Rotation ended, int turns) {
    if (ended == Rotation.NONE) {
      return;
    }
    for (int turn = 0; turn < turns; turn++) {
      credits.pick(ended.at(turn).slot());
    }
    tournament.play();
  }

  /** Each member's credit, when {@code turns} of a rotation are not put to account yet. */
  public List<Score> creditScores(Rotation rotation, int turns) {
    List<Score> scores = new ArrayList<>();
    credits(rotation, turns, (member, credit) -> scores.add(new Score(member, "credit", credit)));
    return scores;
  }

  /** The same by id and exactly, to outlive this contest. */
  public Map<String, Long> credits(Rotation rotation, int turns) {
    Map<String, Long> byId = new HashMap<>();
    credits(rotation, turns, (member, credit) -> byId.put(member.member().id(), credit));
    return byId;
  }

  private void credits(Rotation rotation, int turns, ObjLongConsumer<Candidate> consumer) {
    long[] owed = new long[bySlot.length];
    for (int turn = 0; turn < turns; turn++) {
      owed[rotation.at(turn).slot()] += credits.turnWeight();
    }
    for (Candidate candidate : candidates.members()) {
      int slot = candidate.slot();
      long earned = candidate.isEligible() ? (long) turns * candidate.weight() : 0;
      consumer.accept(candidate, credits.of(slot) + earned - owed[slot]);
    }
  }

  /** Goes on from what {@link #credits} of an earlier contest gave. */
  public void restore(Map<String, Long> byId) {
    for (Candidate candidate : candidates.members()) {
      Long credit = byId.get(candidate.member().id());
      if (credit != null) {
        credits.set(candidate.slot(), credit);
      }
    }
    tournament.play();
  }

  /** Each eligible candidate's load, in their order. */
  public List<Score> loadScores(String name) {
    return Scores.of(candidates, name, load::applyAsLong);
  }
}
