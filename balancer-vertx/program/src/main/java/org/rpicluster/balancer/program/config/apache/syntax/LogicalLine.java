package org.rpicluster.balancer.program.config.apache.syntax;

import org.rpicluster.balancer.program.config.Place;

/**
 * A line after joining: what httpd takes for one. Immutable.
 *
 * @param place where its first character that is no blank stands
 * @param text without blanks at its ends
 * @param physical how many lines of the file it is made of
 */
record LogicalLine(Place place, String text, int physical) {

  boolean isComment() {
    return text.startsWith("#");
  }
}
