package org.rpicluster.balancer.strategy.rotation;

import java.util.Arrays;
import org.rpicluster.balancer.pick.Candidate;
import org.rpicluster.balancer.pick.Candidates;

/**
 * The choice of the next candidate: of those in turn the one with the least load; among equals the
 * one with the most credit; among these the first.
 *
 * <p>A kinetic tournament: a binary tree over the candidates in their order. Each node holds the
 * winner of its half and the turn from which on another may win it, because its credit grows
 * faster; only nodes whose turn has come are played again. O(log n) for each change of one
 * candidate, exact. Guarded by its picker's lock. [1] J. Basch, L. Guibas, J. Hershberger, Data
 * Structures for Mobile Data, Journal of Algorithms 31 (1999), doi:10.1006/jagm.1998.0988.
 */
final class Tournament {

  private static final int NONE = -1;
  private static final long NEVER = Long.MAX_VALUE;

  private final Credits credits;
  private long[] loads = {};
  // The tree: node 1 is the root, node n has the children 2n and 2n + 1, candidate i is the leaf
  // leaves + i. A leaf's winner is the candidate's slot while it is in turn.
  private int leaves = 1;
  private int[] winners = {NONE, NONE};
  private long[] until = {NEVER, NEVER};
  private int[] leafOf = {};

  Tournament(Credits credits) {
    this.credits = credits;
  }

  /** The candidates have changed; none is in turn before {@link #enter} and {@link #play}. */
  void update(Candidates candidates) {
    leaves = 1;
    while (leaves < candidates.size()) {
      leaves *= 2;
    }
    winners = new int[2 * leaves];
    until = new long[2 * leaves];
    Arrays.fill(winners, NONE);
    Arrays.fill(until, NEVER);
    loads = new long[candidates.slots()];
    leafOf = new int[candidates.slots()];
    for (int i = 0; i < candidates.size(); i++) {
      leafOf[candidates.get(i).slot()] = leaves + i;
    }
  }

  /** Whether this slot has an eligible candidate. */
  boolean has(int slot) {
    return slot < leafOf.length && leafOf[slot] != 0;
  }

  boolean isInTurn(int slot) {
    return winners[leafOf[slot]] == slot;
  }

  void enter(int slot) {
    winners[leafOf[slot]] = slot;
  }

  void leave(int slot) {
    winners[leafOf[slot]] = NONE;
  }

  long load(int slot) {
    return loads[slot];
  }

  void load(int slot, long load) {
    loads[slot] = load;
  }

  /** Plays every node: after an update, or when many credits have changed. */
  void play() {
    for (int node = leaves - 1; node > 0; node--) {
      play(node);
    }
  }

  /** Plays the nodes above a candidate: it has entered or left, its load or credit has changed. */
  void play(Candidate candidate) {
    int slot = candidate.slot();
    int node = leafOf[slot] / 2;
    while (node > 0 && (play(node) || winners[node] == slot)) {
      node /= 2;
    }
  }

  /** The slot of who is next, or a negative number if none is in turn. */
  int first() {
    if (until[1] <= credits.turns()) {
      replay(1);
    }
    return winners[1];
  }

  private void replay(int node) {
    long now = credits.turns();
    if (until[2 * node] <= now) {
      replay(2 * node);
    }
    if (until[2 * node + 1] <= now) {
      replay(2 * node + 1);
    }
    play(node);
  }

  /** Whether that changed who wins, or for how long. */
  private boolean play(int node) {
    int left = winners[2 * node];
    int right = winners[2 * node + 1];
    int winner;
    long end = Math.min(until[2 * node], until[2 * node + 1]);
    if (left == NONE || right == NONE || loads[left] != loads[right]) {
      winner = right == NONE || left != NONE && loads[left] < loads[right] ? left : right;
    } else {
      long lead = credits.next(left) - credits.next(right);
      winner = lead >= 0 ? left : right;
      end = sooner(end, lead, credits.weight(left) - credits.weight(right));
    }
    boolean changed = winner != winners[node] || end != until[node];
    winners[node] = winner;
    until[node] = end;
    return changed;
  }

  /** The turn in which a lead that grows by {@code growth} changes sides, if that is before end. */
  private long sooner(long end, long lead, long growth) {
    // A lead of 0 is the left's, so the right must gain one more than the left.
    long gap = lead >= 0 ? lead + 1 : -lead;
    long gain = lead >= 0 ? -growth : growth;
    long now = credits.turns();
    // The product is there to spare most divisions.
    if (gain <= 0 || end <= now || end != NEVER && gap > gain * (end - now - 1)) {
      return end;
    }
    return Math.min(end, now + (gap + gain - 1) / gain);
  }
}
