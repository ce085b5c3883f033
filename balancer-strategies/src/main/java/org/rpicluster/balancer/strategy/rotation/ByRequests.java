package org.rpicluster.balancer.strategy.rotation;

import java.util.List;
import java.util.Map;
import org.rpicluster.balancer.member.Outcome;
import org.rpicluster.balancer.pick.Candidate;
import org.rpicluster.balancer.pick.Candidates;
import org.rpicluster.balancer.pick.PickContext;
import org.rpicluster.balancer.pick.Picker;
import org.rpicluster.balancer.pick.Score;
import org.rpicluster.balancer.pick.Strategy;
import org.rpicluster.balancer.strategy.parts.Scores;
import org.rpicluster.balancer.strategy.parts.SpinLock;
import org.rpicluster.balancer.time.Chance;
import org.rpicluster.balancer.time.Ticker;

/**
 * Smooth weighted round robin: each pick credits every candidate its weight, takes the one with the
 * most credit (the first among equals), and lets it pay the total.
 *
 * <p>Exact: Apache's sequence for a cluster that stands. Where the cluster changes it goes on where
 * Apache begins anew: members that stay keep their credit when another joins or a weight is edited.
 *
 * <p>O(1) while nothing disturbs the order: one atomic addition, one array read ({@link Rotation}).
 * The order must have been seen once to be known, and be no longer than {@link Recording} keeps;
 * until then, and for longer ones, a pick costs what it does after a disturbance. After a sticky
 * request, an exclusion or a change, and for members with a limit of requests in flight: O(log n)
 * under a {@link SpinLock} ({@link Contest}), until the order has repeated. A pick allocates
 * nothing, but for one with exclusions that ends a rotation.
 *
 * <p>Thread-safe: each pick is one step of the sequence, whichever thread makes it. [1] Apache
 * httpd 2.4, {@code mod_lbmethod_byrequests}.
 *
 * @param patience picks to wait after a disturbance before the order is recorded
 * @param turns picks that are behind it: a test begins where numbers overflow
 */
public record ByRequests(int patience, long turns) implements Strategy {

  /** A sticky request or a retry in a thousand: then a pick under the lock is the cheaper one. */
  private static final int PATIENCE = 1024;

  public ByRequests() {
    this(PATIENCE, 0);
  }

  @Override
  public String name() {
    return "byrequests";
  }

  @Override
  public Picker newPicker(Ticker ticker, Chance chance) {
    return new Picking(patience, turns);
  }

  private static final class Picking extends ContestPicker {

    /** Guarded by the lock. */
    private final Recording recording;

    /** Written under the lock, read by any thread. */
    private volatile Rotation rotation = Rotation.NONE;

    private Picking(int patience, long turns) {
      super(new Contest(candidate -> 0, new Credits(turns)));
      recording = new Recording(patience);
    }

    @Override
    protected void changing(Candidates next) {
      endRotation();
      recording.update(next);
    }

    @Override
    public Candidate pick(PickContext context) {
      if (context.excludesNobody()) {
        Candidate next = rotation.next();
        if (next != Candidate.NONE) {
          return next;
        }
      }
      return contest(context);
    }

    private Candidate contest(PickContext context) {
      lock.lock();
      try {
        return context.excludesNobody() ? undisturbed(context) : disturbed(context);
      } finally {
        lock.unlock();
      }
    }

    private Candidate undisturbed(PickContext context) {
      // Another thread may have found the rotation while this one waited.
      Candidate chosen = rotation.next();
      if (chosen == Candidate.NONE) {
        chosen = choose(context);
        if (chosen != Candidate.NONE) {
          rotation = recording.add(chosen);
        }
      }
      return chosen;
    }

    private Candidate disturbed(PickContext context) {
      disturb();
      contest.exclude(context);
      Candidate chosen = choose(context);
      contest.readmit(context);
      return chosen;
    }

    private Candidate choose(PickContext context) {
      Candidate leader = contest.leader();
      // Where there are limits, the choice must count before the next is made.
      while (leader != Candidate.NONE && isLimited() && !context.take(leader)) {
        leader = contest.leader();
      }
      if (leader != Candidate.NONE) {
        contest.pick(leader);
      }
      return leader;
    }

    @Override
    public void charged(Candidate candidate) {
      lock.lock();
      try {
        disturb();
        contest.charge(candidate);
      } finally {
        lock.unlock();
      }
    }

    @Override
    public void completed(Candidate candidate, Outcome outcome) {
      if (isLimited()) {
        touch(candidate);
      }
    }

    private void disturb() {
      recording.disturbed(endRotation());
    }

    /** Puts to account what the rotation has handed out; from here the contest goes on. */
    private Rotation endRotation() {
      Rotation ended = rotation;
      rotation = Rotation.NONE;
      contest.replay(ended, ended.freeze());
      return ended;
    }

    @Override
    public List<Score> scores() {
      return read(() -> contest.creditScores(rotation, rotation.taken()));
    }

    @Override
    public Map<String, Long> credits() {
      return read(() -> contest.credits(rotation, rotation.taken()));
    }

    @Override
    public void restore(Map<String, Long> credits) {
      change(
          () -> {
            disturb();
            contest.restore(credits);
          });
    }

    @Override
    public Candidate next() {
      return Scores.inTurn(scores(), candidate -> 0);
    }
  }
}
