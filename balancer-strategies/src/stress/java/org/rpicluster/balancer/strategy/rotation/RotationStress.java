package org.rpicluster.balancer.strategy.rotation;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.III_Result;
import org.rpicluster.balancer.pick.Candidate;
import org.rpicluster.balancer.pick.TestCluster;

/**
 * Freezing a rotation tells exactly how many turns were taken, also where the table begins anew.
 */
public class RotationStress {

  private static final Candidate[] ORDER = {candidate(0), candidate(1), candidate(2)};

  private static Candidate candidate(int index) {
    return TestCluster.ofSize(new ByRequests(), 3).candidates().get(index);
  }

  private static int turn(Rotation rotation) {
    return rotation.next() == Candidate.NONE ? 0 : 1;
  }

  @JCStressTest
  @Outcome(id = "0, 0, 0", expect = Expect.ACCEPTABLE, desc = "frozen before both")
  @Outcome(id = "1, 0, 1", expect = Expect.ACCEPTABLE, desc = "frozen between them")
  @Outcome(id = "0, 1, 1", expect = Expect.ACCEPTABLE, desc = "frozen between them")
  @Outcome(id = "1, 1, 2", expect = Expect.ACCEPTABLE, desc = "frozen after both")
  @Outcome(expect = Expect.FORBIDDEN, desc = "a turn was lost, or counted and not given")
  @State
  public static class Freeze {

    private final Rotation rotation = new Rotation(ORDER, 3);

    @Actor
    public void first(III_Result result) {
      result.r1 = turn(rotation);
    }

    @Actor
    public void second(III_Result result) {
      result.r2 = turn(rotation);
    }

    @Actor
    public void freeze(III_Result result) {
      result.r3 = rotation.freeze();
    }
  }

  /** One turn before the end: the thread that begins the next round also shortens the ticket. */
  @JCStressTest
  @Outcome(id = "0, 0, 2", expect = Expect.ACCEPTABLE, desc = "frozen before both")
  @Outcome(id = "1, 0, 0", expect = Expect.ACCEPTABLE, desc = "frozen between them")
  @Outcome(id = "0, 1, 0", expect = Expect.ACCEPTABLE, desc = "frozen between them")
  @Outcome(id = "1, 1, 1", expect = Expect.ACCEPTABLE, desc = "frozen after both")
  @Outcome(expect = Expect.FORBIDDEN, desc = "a turn was lost, or counted and not given")
  @State
  public static class FreezeAtTheEnd {

    private final Rotation rotation = new Rotation(ORDER, 3);

    public FreezeAtTheEnd() {
      rotation.next();
      rotation.next();
    }

    @Actor
    public void first(III_Result result) {
      result.r1 = turn(rotation);
    }

    @Actor
    public void second(III_Result result) {
      result.r2 = turn(rotation);
    }

    @Actor
    public void freeze(III_Result result) {
      result.r3 = rotation.freeze();
    }
  }

  /** At the end of the table each turn is still given once. */
  @JCStressTest
  @Outcome(id = "2, 0, 1", expect = Expect.ACCEPTABLE, desc = "in this order")
  @Outcome(id = "0, 2, 1", expect = Expect.ACCEPTABLE, desc = "in that order")
  @Outcome(expect = Expect.FORBIDDEN, desc = "a turn was given twice, or left out")
  @State
  public static class Around {

    private final Rotation rotation = new Rotation(ORDER, 3);

    public Around() {
      rotation.next();
      rotation.next();
    }

    @Actor
    public void first(III_Result result) {
      result.r1 = rotation.next().slot();
    }

    @Actor
    public void second(III_Result result) {
      result.r2 = rotation.next().slot();
    }

    @Arbiter
    public void after(III_Result result) {
      result.r3 = rotation.taken();
    }
  }
}
