package org.rpicluster.balancer.vertx.config;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Collects the errors of one file, so that the user hears of all of them at once. At most {@value
 * #MAX} are kept. For one thread.
 */
public final class Problems {

  /** More than anybody reads in one go. */
  static final int MAX = 100;

  private final List<Problem> problems = new ArrayList<>();

  /** Adds an error. */
  public void add(Place place, String message) {
    if (problems.size() < MAX) {
      problems.add(new Problem(place, message));
    }
  }

  /** Whether there is none. */
  public boolean isEmpty() {
    return problems.isEmpty();
  }

  /** All of them, in the order of the file. */
  public List<Problem> inOrder() {
    return problems.stream().sorted(Comparator.comparing(Problem::place)).distinct().toList();
  }

  /**
   * Ends the reading.
   *
   * @throws ConfigurationException if there is a problem
   */
  public void throwIfAny() {
    if (!isEmpty()) {
      throw new ConfigurationException(inOrder());
    }
  }
}
