package org.rpicluster.balancer.strategy;

import java.util.Set;
import org.jetbrains.lincheck.datastructures.IntGen;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Param;
import org.jetbrains.lincheck.datastructures.ThreadIdGen;
import org.rpicluster.balancer.member.Outcome;
import org.rpicluster.balancer.pick.Candidate;
import org.rpicluster.balancer.pick.Candidates;
import org.rpicluster.balancer.pick.PickContext;
import org.rpicluster.balancer.pick.Picker;
import org.rpicluster.balancer.pick.Strategy;
import org.rpicluster.balancer.pick.TestCluster;
import org.rpicluster.balancer.pick.reference.ApacheReference;
import org.rpicluster.balancer.pick.reference.ByBusynessReference;
import org.rpicluster.balancer.pick.reference.ByRequestsReference;
import org.rpicluster.balancer.pick.reference.ByTrafficReference;
import org.rpicluster.balancer.pick.reference.Worker;
import org.rpicluster.balancer.time.Chance;
import org.rpicluster.balancer.time.Ticker;
import org.rpicluster.balancer.strategy.leastload.ByBusyness;
import org.rpicluster.balancer.strategy.rotation.ByRequests;
import org.rpicluster.balancer.strategy.traffic.ByTraffic;

/** The pickers as Lincheck drives them, and the same calls on Apache's reference. */
public final class Concurrent {

  private static final String[] IDS = {"a", "b", "c"};
  private static final String HOLDS = "holds one";
  private static final int THREADS = 8;

  private Concurrent() {}

  static Class<?> specification(Class<?> subject) {
    if (subject == Requests.class) {
      return RequestsSpecification.class;
    }
    return subject == Busyness.class ? BusynessSpecification.class : TrafficSpecification.class;
  }

  /** A picker and what each thread holds. */
  abstract static class Subject {

    final Candidates candidates;
    final Picker picker;
    private final Candidate[] held = new Candidate[THREADS];

    Subject(Strategy strategy, Candidates candidates) {
      this.candidates = candidates;
      picker = strategy.newPicker(Ticker.system(), Chance.seeded(7));
      picker.update(candidates);
    }

    /** A cluster of its own, where what its members count matters. */
    Subject(Strategy strategy) {
      this(strategy, TestCluster.with(strategy, 2, 1, 1).candidates());
    }

    /** Picks unless the thread still holds one: to end it first would be a second step. */
    String pick(int thread, int without) {
      if (held[thread] != null) {
        return HOLDS;
      }
      PickContext context = new PickContext();
      if (without >= 0) {
        context.exclude(candidates.members().get(without));
      }
      Candidate picked = picker.pick(context);
      if (context.taken() != picked) {
        context.take(picked);
      }
      held[thread] = picked;
      return picked.member().id();
    }

    void end(int thread) {
      if (held[thread] != null) {
        held[thread].counters().end(Outcome.SUCCESS);
        picker.completed(held[thread], Outcome.SUCCESS);
        held[thread] = null;
      }
    }
  }

  /** What a subject should do. */
  abstract static class Specification {

    final ApacheReference reference;
    private final Worker[] held = new Worker[THREADS];

    Specification(ApacheReference reference) {
      this.reference = reference;
      for (String id : IDS) {
        reference.workers.add(new Worker(id));
      }
      reference.workers.get(0).factor = 200;
    }

    String pick(int thread, int without) {
      if (held[thread] != null) {
        return HOLDS;
      }
      Worker picked = reference.pick(without < 0 ? Set.of() : Set.of(IDS[without]));
      held[thread] = picked;
      return picked.id;
    }

    void end(int thread) {
      if (held[thread] != null) {
        held[thread].busy--;
        held[thread] = null;
      }
    }
  }

  /** byrequests, which finds its rotation at once. */
  @Param(name = "member", gen = IntGen.class, conf = "0:1")
  public static class Requests extends Subject {

    // byrequests reads no counters, so all may share them.
    private static final Candidates UP;
    private static final Candidates DOWN;

    static {
      TestCluster cluster = TestCluster.with(new ByRequests(), 2, 1, 1);
      UP = cluster.candidates();
      cluster.down("c");
      DOWN = cluster.candidates();
    }

    private boolean down;

    public Requests() {
      super(new ByRequests(0, 0), UP);
    }

    @Operation
    public String pick(@Param(gen = ThreadIdGen.class) int thread) {
      return super.pick(thread, -1);
    }

    @Operation
    public String retry(
        @Param(gen = ThreadIdGen.class) int thread, @Param(name = "member") int without) {
      return super.pick(thread, without);
    }

    @Operation
    public void finish(@Param(gen = ThreadIdGen.class) int thread) {
      end(thread);
    }

    @Operation
    public void charge(@Param(name = "member") int member) {
      picker.charged(candidates.members().get(member));
    }

    @Operation(nonParallelGroup = "update")
    public void change() {
      down = !down;
      picker.update(down ? DOWN : UP);
    }
  }

  /** byrequests of Apache. */
  public static class RequestsSpecification extends Specification {

    public RequestsSpecification() {
      super(new ByRequestsReference());
    }

    public String pick(int thread) {
      return super.pick(thread, -1);
    }

    public String retry(int thread, int without) {
      return super.pick(thread, without);
    }

    public void finish(int thread) {
      end(thread);
    }

    public void charge(int member) {
      reference.stick(reference.workers.get(member));
    }

    public void change() {
      reference.workers.get(2).error = !reference.workers.get(2).error;
    }
  }

  /** bybusyness. */
  public static class Busyness extends Subject {

    public Busyness() {
      super(new ByBusyness());
    }

    @Operation
    public String pick(@Param(gen = ThreadIdGen.class) int thread) {
      return super.pick(thread, -1);
    }

    @Operation
    public void finish(@Param(gen = ThreadIdGen.class) int thread) {
      end(thread);
    }
  }

  /** bybusyness of Apache. */
  public static class BusynessSpecification extends Specification {

    public BusynessSpecification() {
      super(new ByBusynessReference());
    }

    public String pick(int thread) {
      return super.pick(thread, -1);
    }

    public void finish(int thread) {
      end(thread);
    }
  }

  /** bytraffic. */
  @Param(name = "member", gen = IntGen.class, conf = "0:2")
  public static class Traffic extends Subject {

    public Traffic() {
      super(new ByTraffic());
    }

    @Operation
    public String pick(@Param(gen = ThreadIdGen.class) int thread) {
      return super.pick(thread, -1);
    }

    @Operation
    public void finish(@Param(gen = ThreadIdGen.class) int thread) {
      end(thread);
    }

    @Operation
    public void bytes(@Param(name = "member") int member) {
      candidates.members().get(member).counters().addBytesFromMember(1000);
    }
  }

  /** bytraffic of Apache. */
  public static class TrafficSpecification extends Specification {

    public TrafficSpecification() {
      super(new ByTrafficReference());
    }

    public String pick(int thread) {
      return super.pick(thread, -1);
    }

    public void finish(int thread) {
      end(thread);
    }

    public void bytes(int member) {
      reference.workers.get(member).read += 1000;
    }
  }
}
