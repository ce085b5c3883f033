package org.rpicluster.balancer.benchmarks.measure;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.rpicluster.balancer.benchmarks.contender.Contenders;
import org.rpicluster.balancer.benchmarks.contender.Members;
import org.rpicluster.balancer.benchmarks.contender.Selection;
import org.rpicluster.balancer.benchmarks.contender.Weights;
import org.rpicluster.balancer.pick.PickContext;

/**
 * The cost of a pick: the choice alone, and with the accounting of a whole request. All threads
 * share one cluster; members are up and have no limit, and do not change.
 *
 * <p>The contenders' names are put in by {@code Race}: see {@code benchmarks/run.sh}. By hand:
 * {@code java -cp benchmarks/target/benchmarks.jar org.openjdk.jmh.Main PickBenchmark -p
 * contender=byrequests,vertx/round-robin -prof gc}.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class PickBenchmark {

  @Param({"null", "byrequests"})
  String contender;

  @Param({"4", "64", "1024", "10000"})
  int members;

  @Param Weights weights;

  private Selection<Object, Object> selection;

  /** Sets the contender up, once per fork. */
  @Setup
  public void start() {
    selection = Contenders.named(contender).startWith(new Members(members, weights));
  }

  /** The choice alone. */
  @Benchmark
  public Object pick(Caller caller) {
    return selection.pick(caller.nextContext());
  }

  /** A request: the choice, its beginning, and the end of the thread's oldest one. */
  @Benchmark
  public Object pickAndComplete(Caller caller) {
    PickContext context = caller.nextContext();
    Object picked = selection.pick(context);
    Object ended = caller.replaceOldest(selection.begin(picked, context));
    if (ended != null) {
      selection.complete(ended);
    }
    return picked;
  }
}
