package org.rpicluster.balancer.pick;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.rpicluster.balancer.health.Health;
import org.rpicluster.balancer.health.Health.Down.Cause;
import org.rpicluster.balancer.health.HealthRules;
import org.rpicluster.balancer.member.Member;
import org.rpicluster.balancer.member.MemberBuilder;
import org.rpicluster.balancer.member.MemberCounters;
import org.rpicluster.balancer.member.Outcome;
import org.rpicluster.balancer.time.Chance;
import org.rpicluster.balancer.time.ManualTime;

/**
 * A cluster around one picker that a test drives by hand, without a balancer: it is changed, picks,
 * ends requests, and spells the choices as a word. {@code with(strategy, 5, 1, 1).serves(7)} is
 * {@code "aabacaa"}.
 *
 * <p>Each change is published at once, as the balancer would. Chance is seeded and time is manual,
 * so a test sees the same every time. For one thread, except that requests may be made on {@link
 * #picker()} by others.
 */
public final class TestCluster {

  /** What a pick without a choice is spelled as. */
  public static final String NO_MEMBER = "-";

  private final ManualTime time = new ManualTime();
  private final Picker picker;
  private final Supplier<MemberCounters> counters;
  private final List<Candidate> members = new ArrayList<>();
  private final BitSet slots = new BitSet();
  private Candidates candidates = Candidates.EMPTY;

  /** A cluster without members. */
  public TestCluster(Strategy strategy) {
    this(strategy, MemberCounters::new);
  }

  /** A cluster without members, and where the counters of those that join come from. */
  public TestCluster(Strategy strategy, Supplier<MemberCounters> counters) {
    this.counters = counters;
    picker = strategy.newPicker(time, Chance.seeded(7));
    publish();
  }

  /** A cluster whose members {@code a}, {@code b}, {@code c} … have these weights. */
  public static TestCluster with(Strategy strategy, double... weights) {
    TestCluster cluster = new TestCluster(strategy);
    for (int i = 0; i < weights.length; i++) {
      cluster.join(member(name(i)).weight(weights[i]).build());
    }
    cluster.publish();
    return cluster;
  }

  /** A cluster of {@code size} members of weight 1, named as {@link #name} says. */
  public static TestCluster ofSize(Strategy strategy, int size) {
    double[] weights = new double[size];
    Arrays.fill(weights, 1);
    return with(strategy, weights);
  }

  /** A member to set up, with only an id. */
  public static MemberBuilder member(String id) {
    return Member.at("http://127.0.0.1:80").id(id);
  }

  /** {@code a} to {@code z}, then {@code m26} and so on. */
  public static String name(int index) {
    return index < 26 ? Character.toString('a' + index) : "m" + index;
  }

  // ---- changes

  /** Adds a member at the end. */
  public TestCluster add(Member member) {
    join(member);
    publish();
    return this;
  }

  private void join(Member member) {
    int slot = slots.nextClearBit(0);
    slots.set(slot);
    Health health = HealthRules.joined(Instant.EPOCH);
    members.add(new Candidate(slot, member, counters.get(), health, Eligibility.ELIGIBLE));
  }

  /** Removes a member; its slot is free for the next one. */
  public void remove(String id) {
    Candidate leaving = candidate(id);
    members.removeIf(c -> c.slot() == leaving.slot());
    publish();
    slots.clear(leaving.slot());
  }

  /** Changes a member's settings. */
  public void edit(String id, UnaryOperator<MemberBuilder> edit) {
    Candidate old = candidate(id);
    replace(old, edit.apply(old.member().but()).build(), old.health());
  }

  /** Takes a member down. */
  public void down(String id) {
    Candidate old = candidate(id);
    replace(
        old,
        old.member(),
        new Health.Down("by the test", Instant.EPOCH, Cause.REQUESTS, 1, Duration.ZERO));
  }

  /** Brings a member up. */
  public void up(String id) {
    Candidate old = candidate(id);
    replace(old, old.member(), HealthRules.joined(Instant.EPOCH));
  }

  /** Publishes the cluster as it is, as the balancer does for changes that change nothing here. */
  public void publish() {
    Candidates next = EligibilityRules.of(members);
    picker.update(next);
    candidates = next;
  }

  private void replace(Candidate old, Member member, Health health) {
    members.replaceAll(
        c ->
            c.slot() == old.slot()
                ? new Candidate(c.slot(), member, c.counters(), health, c.eligibility())
                : c);
    publish();
  }

  // ---- requests

  /** Picks and begins a request, which stays open; {@link #NO_MEMBER} if there is none. */
  public String pick() {
    return pick(new PickContext());
  }

  /** As {@link #pick()}, for a request of which something is known. */
  public String pick(PickContext context) {
    Candidate picked = begin(context);
    return picked == Candidate.NONE ? NO_MEMBER : picked.member().id();
  }

  /** What the balancer does for a request: picks, and sees that it is begun exactly once. */
  public Candidate begin(PickContext context) {
    if (picker.isTimed()) {
      context.nowNanos(time.nanos());
    }
    Candidate picked = picker.pick(context);
    if (picked != Candidate.NONE && context.taken() != picked && !context.take(picked)) {
      throw new AssertionError("picked a full member: " + picked);
    }
    context.handOver();
    return picked;
  }

  /** Ends one of a member's requests. */
  public void end(String id) {
    end(candidate(id));
  }

  /** Ends a request on what was picked, which may have left. */
  public void end(Candidate picked) {
    picked.counters().end(Outcome.SUCCESS);
    picker.completed(picked, Outcome.SUCCESS);
  }

  /** Tells a picker that asks for times how long a request took, which ends now. */
  public void observe(Candidate picked, Outcome outcome, long nanos) {
    if (picker.isTimed()) {
      picker.observed(picked, outcome, nanos, time.nanos());
    }
  }

  /** A whole request: picked, begun, a millisecond and some bytes later ended. */
  public String serve() {
    return serve(new PickContext());
  }

  /** As {@link #serve()}, for a request of which something is known. */
  public String serve(PickContext context) {
    Candidate picked = begin(context);
    if (picked == Candidate.NONE) {
      return NO_MEMBER;
    }
    time.advanceNanos(1_000_000);
    picked.counters().addBytesToMember(1_000_000);
    picked.counters().addBytesFromMember(1_000_000);
    observe(picked, Outcome.SUCCESS, 1_000_000);
    end(picked);
    return picked.member().id();
  }

  /** The members that serve {@code count} requests, one after the other. */
  public String serves(int count) {
    return spell(count, this::serve);
  }

  /** The members that are picked for {@code count} requests, all of which stay open. */
  public String picks(int count) {
    return spell(count, this::pick);
  }

  /** A sticky request: it is begun on this member without a pick, and stays open. */
  public void stick(String id) {
    Candidate chosen = candidate(id);
    chosen.counters().begin();
    picker.charged(chosen);
  }

  /** Moves bytes. */
  public void bytes(String id, long toMember, long fromMember) {
    candidate(id).counters().addBytesToMember(toMember);
    candidate(id).counters().addBytesFromMember(fromMember);
  }

  private static String spell(int count, Supplier<String> next) {
    StringBuilder word = new StringBuilder();
    for (int i = 0; i < count; i++) {
      word.append(next.get());
    }
    return word.toString();
  }

  // ---- what there is

  /** The picker. */
  public Picker picker() {
    return picker;
  }

  /** The cluster as it was published last. */
  public Candidates candidates() {
    return candidates;
  }

  /** The time that the picker was given. */
  public ManualTime time() {
    return time;
  }

  /** A member as it was published last. */
  public Candidate candidate(String id) {
    return candidates.members().stream()
        .filter(c -> c.member().id().equals(id))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no member " + id));
  }

  /** A member's score as its picker sees it. */
  public double score(String id) {
    return picker.scores().stream()
        .filter(s -> s.candidate().member().id().equals(id))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no score of " + id))
        .value();
  }
}
