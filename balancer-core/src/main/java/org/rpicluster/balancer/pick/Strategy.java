package org.rpicluster.balancer.pick;

import java.util.Map;
import java.util.Optional;
import org.rpicluster.balancer.check.Check;
import org.rpicluster.balancer.time.Chance;
import org.rpicluster.balancer.time.Ticker;

/**
 * A way to choose members: a value without state of its own, which a thousand clusters may share.
 * Two that do the same should be equal, as records are: by that a reload knows that it may leave
 * what a picker has learnt alone.
 *
 * <p>A strategy of your own is one class with a public constructor without parameters, and one line
 * with its name in {@code META-INF/services/org.rpicluster.balancer.pick.Strategy} (or a {@code
 * provides} in the module descriptor). It then works by name everywhere.
 */
public interface Strategy {

  /** The name in configurations and pages: lower case, words joined by hyphens. */
  String name();

  /**
   * This strategy with options from a configuration.
   *
   * @throws IllegalArgumentException for an option that it does not know, or a bad value
   */
  default Strategy with(Map<String, String> options) {
    options.forEach((name, value) -> Check.argument(false, name, value, "no option of " + name()));
    return this;
  }

  /**
   * What {@link PickContext#hashKey(CharSequence)} shall be set to for each request; empty if the
   * strategy does not hash. Always the same answer.
   */
  default Optional<HashKey> hashKey() {
    return Optional.empty();
  }

  /** A picker for one cluster. */
  Picker newPicker(Ticker ticker, Chance chance);
}
