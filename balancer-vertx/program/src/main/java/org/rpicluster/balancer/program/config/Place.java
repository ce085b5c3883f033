package org.rpicluster.balancer.program.config;

/**
 * A place in a configuration file. Immutable.
 *
 * @param file the file as the user named it
 * @param line from 1
 * @param column from 1, in characters
 */
public record Place(String file, int line, int column) implements Comparable<Place> {

  /** In the order of the file. */
  @Override
  public int compareTo(Place other) {
    return line != other.line
        ? Integer.compare(line, other.line)
        : Integer.compare(column, other.column);
  }

  /** {@code FILE:LINE:COLUMN}, which editors and terminals make a link of. */
  @Override
  public String toString() {
    return file + ":" + line + ":" + column;
  }
}
