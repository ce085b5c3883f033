package org.rpicluster.balancer.program.config.apache.report;

import org.rpicluster.balancer.program.config.Place;

/**
 * The fate of one line: what becomes of it, and why. Immutable.
 *
 * @param place where it stands
 * @param directive its name as httpd's manual spells it, {@code <Proxy>} for a section
 * @param fate what becomes of it
 * @param why the reason, or what the user can do; empty if there is nothing to say
 * @param stops whether the program must not start with it: it decides where requests go or who gets
 *     in
 */
public record LineFate(Place place, String directive, Fate fate, String why, boolean stops) {

  /** {@code FILE:LINE: needs you: ProxyPass: what to do}, always one line. */
  @Override
  public String toString() {
    String reason = why.isEmpty() ? "" : ": " + why.replaceAll("\\p{Cntrl}+", " ");
    return place.file() + ":" + place.line() + ": " + fate.words() + ": " + directive + reason;
  }
}
