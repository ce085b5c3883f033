package org.rpicluster.balancer.program.config;

/**
 * The text of a configuration file. Immutable.
 *
 * @param file the file as the user named it
 * @param text all of it
 */
public record Source(String file, String text) {

  /** A place in it. */
  public Place at(int line, int column) {
    return new Place(file, line, column);
  }

  /** Its first character. */
  public Place start() {
    return at(1, 1);
  }
}
