package org.rpicluster.balancer.house;

/**
 * One place that breaks a rule of the house.
 *
 * @param path from the repository's root
 * @param line counted from 1
 * @param message what is wrong, and what to do instead
 */
record Violation(String path, int line, String message) {

  @Override
  public String toString() {
    return path + ":" + line + ": " + message;
  }
}
