package org.rpicluster.balancer.strategy.rotation;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.rpicluster.balancer.member.MemberCounters;
import org.rpicluster.balancer.pick.Candidate;
import org.rpicluster.balancer.pick.Candidates;

/**
 * The account of smooth weighted round robin, by slot: each pick credits every candidate in turn
 * its weight, and the chosen one pays for all; a sticky request credits all that could serve.
 *
 * <p>No member is written to for being credited. A credit is a straight line, what the member had
 * plus its weight times a clock that counts the credits, so a pick costs O(1) here and a change of
 * the cluster O(members). Guarded by its picker's lock. Apache's {@code lbstatus}.
 */
public final class Credits {

  private final boolean counted;
  // Two numbers for each slot, what it had and its weight: they are read together.
  private long[] lines = {};
  private Clock[] clocks = {};
  private @Nullable MemberCounters[] owners = {};
  private long usableWeight;
  private long turnWeight;
  private long turns;
  private long charges;

  /** By which events a member is credited. */
  private enum Clock {
    /** By none: it cannot serve. */
    NONE,
    /** By sticky requests: it could serve, but not now or not in turn. */
    CHARGES,
    /** By picks and by sticky requests. */
    TURNS
  }

  /** From the start. */
  public Credits() {
    this(0);
  }

  /** With {@code turns} behind it: a test begins where the products overflow. */
  public Credits(long turns) {
    this(true, turns);
  }

  private Credits(boolean counted, long turns) {
    this.counted = counted;
    this.turns = turns;
  }

  /** An account in which no member is ever credited, so that all are equal. */
  public static Credits none() {
    return new Credits(false, 0);
  }

  /** The cluster has changed. None is in turn then; members that stay keep their credit. */
  public void update(Candidates candidates) {
    settleAll();
    resize(candidates.slots());
    usableWeight = 0;
    turnWeight = 0;
    for (Candidate candidate : candidates.members()) {
      admit(candidate);
    }
  }

  private void settleAll() {
    for (int slot = 0; slot < clocks.length; slot++) {
      moveTo(slot, Clock.NONE);
    }
  }

  private void resize(int slots) {
    int before = clocks.length;
    lines = Arrays.copyOf(lines, 2 * slots);
    owners = Arrays.copyOf(owners, slots);
    clocks = Arrays.copyOf(clocks, slots);
    if (slots > before) {
      Arrays.fill(clocks, before, slots, Clock.NONE);
    }
  }

  private void admit(Candidate candidate) {
    int slot = candidate.slot();
    if (owners[slot] != candidate.counters()) {
      owners[slot] = candidate.counters();
      lines[2 * slot] = 0;
    }
    lines[2 * slot + 1] = counted ? candidate.weight() : 0;
    if (candidate.isUsable()) {
      usableWeight += candidate.weight();
      moveTo(slot, Clock.CHARGES);
    }
  }

  /** Whether this is a member of the cluster as it is now. */
  public boolean knows(Candidate candidate) {
    return candidate.slot() < owners.length && owners[candidate.slot()] == candidate.counters();
  }

  /** A candidate is in turn from the next pick on. */
  public void enter(int slot) {
    moveTo(slot, Clock.TURNS);
    turnWeight += weight(slot);
  }

  /** A candidate is out of turn from the next pick on. */
  public void leave(int slot) {
    moveTo(slot, Clock.CHARGES);
    turnWeight -= weight(slot);
  }

  /** A pick: each candidate in turn is credited, and the chosen one pays. */
  public void pick(int chosen) {
    turns++;
    lines[2 * chosen] -= turnWeight;
  }

  /** A sticky request: each that could serve is credited, and the chosen one pays. */
  public void charge(int chosen) {
    turns++;
    charges++;
    lines[2 * chosen] -= usableWeight;
  }

  /** What a member has. */
  public long of(int slot) {
    return lines[2 * slot] + weight(slot) * time(clocks[slot]);
  }

  /** A member has this much from now on, whatever it had. */
  public void set(int slot, long credit) {
    lines[2 * slot] += credit - of(slot);
  }

  /** What a member who is in turn has when the next pick has credited it. */
  public long next(int slot) {
    return lines[2 * slot] + weight(slot) * (turns + 1);
  }

  public long weight(int slot) {
    return lines[2 * slot + 1];
  }

  /** The sum of the weights of those in turn. */
  public long turnWeight() {
    return turnWeight;
  }

  /** How often those in turn were credited. */
  public long turns() {
    return turns;
  }

  private void moveTo(int slot, Clock clock) {
    lines[2 * slot] += weight(slot) * (time(clocks[slot]) - time(clock));
    clocks[slot] = clock;
  }

  private long time(Clock clock) {
    return switch (clock) {
      case NONE -> 0;
      case CHARGES -> charges;
      case TURNS -> turns;
    };
  }
}
