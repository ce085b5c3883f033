package org.rpicluster.balancer.program.config;

/**
 * One error in a configuration file. Immutable.
 *
 * @param place where
 * @param message what: {@code weight: 0.5 (expected: 1 to 100)}
 */
public record Problem(Place place, String message) {

  /** {@code FILE:LINE:COLUMN: message}, always one line. */
  @Override
  public String toString() {
    return place + ": " + message.replaceAll("\\p{Cntrl}+", " ");
  }
}
