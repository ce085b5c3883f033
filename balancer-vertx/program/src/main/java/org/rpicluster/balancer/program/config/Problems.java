package org.rpicluster.balancer.program.config;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Collects the errors of one file, so that the user hears of all of them at once. At most {@value
 * #MAX} are kept. For one thread.
 */
public final class Problems {

  /** More than a person reads in one go. */
  static final int MAX = 100;

  /** A value may be as long as the file. */
  private static final int MESSAGE_MAX = 500;

  private final List<Problem> problems = new ArrayList<>();
  private long more;

  /** Adds an error. */
  public void add(Place place, String message) {
    if (isFull()) {
      more++;
    } else {
      boolean fits = message.length() <= MESSAGE_MAX;
      problems.add(new Problem(place, fits ? message : message.substring(0, MESSAGE_MAX) + "…"));
    }
  }

  /** Whether those that come now are only counted: their messages need not be made. */
  public boolean isFull() {
    return problems.size() >= MAX;
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
      throw new ConfigurationException(inOrder(), more);
    }
  }
}
