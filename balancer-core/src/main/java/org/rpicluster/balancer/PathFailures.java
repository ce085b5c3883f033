package org.rpicluster.balancer;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.rpicluster.balancer.health.Detection;
import org.rpicluster.balancer.health.Health;
import org.rpicluster.balancer.health.HealthRules;
import org.rpicluster.balancer.member.MemberCounters;
import org.rpicluster.balancer.member.Outcome;
import org.rpicluster.balancer.pick.Candidate;
import org.rpicluster.balancer.pick.PickContext;

/**
 * Runs of failures that may be the fault of what was asked, and not of the member: all of one path.
 * A run counts once it holds a second path, or another member has answered its path well. When a
 * run is long enough to take its member out, requests for the path go to other members first, so
 * that there is an answer to compare with, whatever the strategy.
 *
 * <table>
 * <caption>Members a and b, five failures of a in a row</caption>
 * <tr><th>a fails</th><th>b</th><th>then</th></tr>
 * <tr><td>different paths</td><td></td><td>a goes down</td></tr>
 * <tr><td>{@code /x} only</td><td>answers {@code /x} well</td><td>a goes down</td></tr>
 * <tr><td>{@code /x} only</td><td>fails {@code /x} as well</td><td>both stay: it is {@code /x}</td></tr>
 * <tr><td>{@code /x} only</td><td>is not asked for it</td><td>b is asked for it next</td></tr>
 * <tr><td>{@code /x?1} only</td><td>answers {@code /x?2} well</td><td>that says nothing</td></tr>
 * <tr><td>{@code /x?1}, {@code /x?2} …</td><td>answers {@code /x?9} well</td><td>a goes
 * down</td></tr>
 * </table>
 *
 * <p>One run for each member that fails, and one long per run: bounded by the members. While there
 * is none, a request reads one volatile field; a lock of its own otherwise. Any thread.
 */
final class PathFailures {

  /** Where more members than this fail one path, it is hardly all of them that are broken. */
  static final int STEERED_MAX = 8;

  private static final Doubt[] NONE = {};

  /**
   * One run of failures, of one path so far. Immutable.
   *
   * @param exactly the method and query as well, of the first
   * @param mixed whether it holds several of these
   */
  record Doubt(
      Candidate candidate,
      long asked,
      long exactly,
      boolean mixed,
      boolean counts,
      boolean ripe,
      Outcome last,
      String detail) {

    Doubt counting() {
      return new Doubt(candidate, asked, exactly, mixed, true, ripe, last, detail);
    }

    /** Whether an answer to this request may be compared with what failed. */
    boolean isAbout(PickContext request) {
      return asked == request.asked() && (mixed || exactly == request.askedExactly());
    }
  }

  private final Map<MemberCounters, Doubt> runs = new IdentityHashMap<>();

  /** The runs that do not count yet. */
  private volatile Doubt[] open = NONE;

  /**
   * A request has ended with {@code outcome}.
   *
   * @param now its member, before that
   * @return whether its run of failures counts
   */
  synchronized boolean count(
      Candidate now, PickContext request, Detection detection, Outcome outcome, String detail) {
    if (outcome == Outcome.SUCCESS || !now.health().usable()) {
      return true;
    }
    Doubt before = runs.get(now.counters());
    boolean ripe = HealthRules.failuresOf(now.health()) + 1 >= detection.limit(outcome);
    boolean counts = !request.hasAsked() || detection.countsOnAnyPath(outcome);
    long asked = request.asked();
    long exactly = request.askedExactly();
    boolean mixed = false;
    if (before != null) {
      counts |= before.counts || before.asked != asked;
      mixed = before.mixed || before.exactly != exactly;
      asked = before.asked;
      exactly = before.exactly;
    }
    Doubt failed = new Doubt(now, asked, exactly, mixed, counts, ripe, outcome, detail);
    if (!isKnown(before, failed)) {
      runs.put(now.counters(), failed);
      publish();
    }
    return counts;
  }

  /** Then nothing is published: where everything fails, that would be with each request. */
  private static boolean isKnown(@Nullable Doubt before, Doubt now) {
    return before != null
        && (before.counts
            || before.counts == now.counts
                && before.mixed == now.mixed
                && before.ripe == now.ripe
                && before.last == now.last);
  }

  /** The member's health has become this: it may fail no more, or be out. */
  void changed(MemberCounters member, Health health) {
    if (HealthRules.failuresOf(health) == 0) {
      forget(member);
    }
  }

  /** The member has left. */
  synchronized void forget(MemberCounters member) {
    if (runs.remove(member) != null) {
      publish();
    }
  }

  /** Whether a good answer of {@code candidate} to this request says something about another. */
  boolean concern(Candidate candidate, PickContext request) {
    Doubt[] now = open;
    if (now.length > 0 && request.hasAsked()) {
      for (Doubt doubt : now) {
        if (isAbout(doubt, candidate, request)) {
          return true;
        }
      }
    }
    return false;
  }

  private static boolean isAbout(Doubt doubt, Candidate candidate, PickContext request) {
    return doubt.isAbout(request) && doubt.candidate.slot() != candidate.slot();
  }

  /**
   * {@code candidate} has answered well what others have not: their runs count from now on.
   *
   * @return those that are long enough
   */
  synchronized List<Doubt> answeredWell(Candidate candidate, PickContext request) {
    List<Doubt> convicted = new ArrayList<>();
    for (Doubt d : open) {
      if (isAbout(d, candidate, request)) {
        Doubt counted = d.counting();
        runs.put(d.candidate.counters(), counted);
        convicted.add(counted);
      }
    }
    publish();
    convicted.removeIf(doubt -> !doubt.ripe);
    return convicted;
  }

  /**
   * Excludes those who have failed what is asked for so often that others are to be asked first.
   *
   * @return whether any was
   */
  boolean steer(PickContext request) {
    Doubt[] now = open;
    if (now.length == 0 || !request.hasAsked()) {
      return false;
    }
    int before = request.excludedCount();
    for (Doubt doubt : now) {
      if (doubt.ripe && doubt.isAbout(request)) {
        request.exclude(doubt.candidate);
      }
    }
    if (request.excludedCount() - before > STEERED_MAX) {
      request.excludeOnly(before);
    }
    return request.excludedCount() > before;
  }

  private void publish() {
    open = runs.values().stream().filter(run -> !run.counts).toArray(Doubt[]::new);
  }
}
