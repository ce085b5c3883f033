package org.rpicluster.balancer.program;

import java.util.List;
import org.rpicluster.balancer.program.config.Configuration;

/**
 * The difference of two configurations: what a reload changes, told before or after it. Immutable;
 * any thread.
 *
 * @param lines one for each difference, such as {@code cluster app: pi3: weight from 1 to 2.5}
 * @param listeners how many stay, and how many do not
 * @param members the same of the members of all clusters
 */
public record ConfigurationDifference(List<String> lines, Tally listeners, Tally members) {

  /** Copies the lines. */
  public ConfigurationDifference {
    lines = List.copyOf(lines);
  }

  /**
   * How many there are of a kind, before and after.
   *
   * @param kept in both, and the same
   * @param changed in both, and different
   * @param added only after
   * @param gone only before: what is in flight there ends, and nothing more comes
   */
  public record Tally(int kept, int changed, int added, int gone) {

    /** {@code 3 kept, 1 added, 1 draining}: what is none is left out, but for those that stay. */
    @Override
    public String toString() {
      return kept
          + " kept"
          + (changed == 0 ? "" : ", " + changed + " changed")
          + (added == 0 ? "" : ", " + added + " added")
          + (gone == 0 ? "" : ", " + gone + " draining");
    }

    Tally plus(Tally other) {
      return new Tally(
          kept + other.kept, changed + other.changed, added + other.added, gone + other.gone);
    }
  }

  /** From one configuration to another; O(n) in what is configured. */
  public static ConfigurationDifference between(Configuration from, Configuration to) {
    return new ConfigurationComparison().compare(from, to);
  }

  /** Whether nothing is different. */
  public boolean isNone() {
    return lines.isEmpty();
  }

  /** How much is different, in one line. */
  public String summary() {
    return "listeners: " + listeners + "; members: " + members;
  }
}
