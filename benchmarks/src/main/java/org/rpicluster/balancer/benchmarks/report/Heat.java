package org.rpicluster.balancer.benchmarks.report;

import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import org.rpicluster.balancer.benchmarks.contender.Promise;
import org.rpicluster.balancer.benchmarks.contender.Weights;

/**
 * Those that promise the same under the same weights: one table, one panel of a plot. Immutable.
 *
 * @param title for people
 * @param promises what they promise
 * @param weights the members' weights
 */
record Heat(String title, Set<Promise> promises, Weights weights) {

  /** All heats that may have runners, the most asked for first. */
  static List<Heat> all() {
    return Stream.of(Weights.values()).flatMap(Heat::with).toList();
  }

  private static Stream<Heat> with(Weights weights) {
    // With equal weights, weighted round robin is round robin.
    EnumSet<Promise> inTurn = EnumSet.of(Promise.WEIGHTED_ROUND_ROBIN);
    if (weights == Weights.EQUAL) {
      inTurn.add(Promise.ROUND_ROBIN);
    }
    Set<Promise> rest = EnumSet.complementOf(inTurn);
    rest.remove(Promise.FRAME);
    rest.remove(Promise.ROUND_ROBIN);
    return Stream.concat(
        Stream.of(
            new Heat(
                weights == Weights.EQUAL ? "round robin" : "weighted round robin",
                inTurn,
                weights)),
        rest.stream().map(p -> new Heat(p.toString(), EnumSet.of(p), weights)));
  }

  /** The figures of this heat, and those of the frame with them. */
  List<Measurement> of(List<Measurement> measurements) {
    List<Measurement> runners =
        measurements.stream()
            .filter(m -> promises.contains(m.point().promise()) && m.point().weights() == weights)
            .toList();
    return runners.isEmpty()
        ? runners
        : Stream.concat(measurements.stream().filter(Heat::isFrame), runners.stream())
            .sorted(Comparator.comparingInt(m -> m.point().members()))
            .toList();
  }

  static boolean isFrame(Measurement measurement) {
    return measurement.point().promise() == Promise.FRAME;
  }

  /** Ours have plain names, a peer's has the peer's before it. */
  static boolean isOurs(Measurement measurement) {
    return !isFrame(measurement) && !measurement.point().contender().contains("/");
  }

  @Override
  public String toString() {
    return title + ", " + words(weights);
  }

  static String words(Weights weights) {
    return weights.name().toLowerCase(Locale.ROOT) + " weights";
  }
}
