package org.rpicluster.balancer.benchmarks.contender;

import java.util.function.Function;

/**
 * One way to choose members, by name. Immutable.
 *
 * @param name unique: that of the strategy, for a peer's after the peer's and a slash
 * @param promise what it promises
 * @param weighted whether it looks at weights: only then is it measured with unequal ones
 * @param start sets it up for members
 */
public record Contender(
    String name, Promise promise, boolean weighted, Function<Members, Selection<?, ?>> start) {

  /** One that ignores weights. */
  public static Contender unweighted(
      String name, Promise promise, Function<Members, Selection<?, ?>> start) {
    return new Contender(name, promise, false, start);
  }

  /** One that honours weights. */
  public static Contender weighted(
      String name, Promise promise, Function<Members, Selection<?, ?>> start) {
    return new Contender(name, promise, true, start);
  }

  /** Sets it up for members; the caller does not care what it picks and holds. */
  @SuppressWarnings("unchecked") // What begin takes is what pick gave, and so on.
  public Selection<Object, Object> startWith(Members members) {
    return (Selection<Object, Object>) start.apply(members);
  }
}
