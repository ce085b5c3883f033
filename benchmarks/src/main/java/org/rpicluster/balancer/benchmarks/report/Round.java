package org.rpicluster.balancer.benchmarks.report;

import java.nio.file.Path;
import java.util.List;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.rpicluster.balancer.benchmarks.contender.Contender;
import org.rpicluster.balancer.benchmarks.contender.Weights;

/**
 * One contender in one benchmark, at all sizes. Immutable.
 *
 * @param benchmark class and method, without the package
 * @param contender who
 * @param sizes the numbers of members; empty where the benchmark fixes it
 * @param weights the members' weights
 * @param threads how many threads pick at once
 */
record Round(
    String benchmark,
    Contender contender,
    List<Integer> sizes,
    List<Weights> weights,
    int threads) {

  /** A heap of one size and the same collector everywhere, so that machines compare; no chatter. */
  private static final String[] JVM = {
    "-Xms1g",
    "-Xmx1g",
    "-XX:+UseParallelGC",
    "-Ddubbo.application.logger=slf4j",
    "-Dslf4j.internal.verbosity=ERROR"
  };

  /** What {@code --only} looks at. */
  String title() {
    return benchmark + " " + contender.name() + " x" + threads;
  }

  /** How many figures come of it. */
  int points() {
    return Math.max(1, sizes.size()) * weights.size();
  }

  Options options(Effort effort, Path log) {
    ChainedOptionsBuilder options =
        new OptionsBuilder()
            .include("\\." + benchmark.replace(".", "\\.") + "$")
            .param("contender", contender.name())
            .param("weights", weights.stream().map(Enum::name).toArray(String[]::new))
            .threads(threads)
            .addProfiler(GCProfiler.class)
            .jvmArgsAppend(JVM)
            .output(log.toString());
    if (!sizes.isEmpty()) {
      options.param("members", sizes.stream().map(String::valueOf).toArray(String[]::new));
    }
    effort.applyTo(options);
    return options.build();
  }
}
