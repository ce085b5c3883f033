package org.rpicluster.balancer.program.config.apache.report;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.rpicluster.balancer.program.config.Place;
import org.rpicluster.balancer.program.config.Problem;
import org.rpicluster.balancer.program.config.Problems;

/**
 * Collects what there is to say about one Apache configuration while it is read and translated. At
 * most {@value #WARNINGS_MAX} warnings are kept; a fate is kept for each line that has a directive,
 * and the number of those is bounded by the reader. For one thread.
 */
public final class Report {

  private static final int WARNINGS_MAX = 500;

  private final Problems problems = new Problems();
  private final List<Problem> warnings = new ArrayList<>();
  private final List<String> notes = new ArrayList<>();
  private final Map<Line, LineFate> fates = new LinkedHashMap<>();

  private String leftOut = "";

  private record Line(String file, int line) {}

  /** An error: httpd refuses such a file, and so does this program. */
  public void error(Place place, String message) {
    problems.add(place, message);
  }

  /** Something that is accepted, and probably not meant. */
  public void warning(Place place, String message) {
    Problem warning = new Problem(place, message);
    if (warnings.size() < WARNINGS_MAX && !warnings.contains(warning)) {
      warnings.add(warning);
    }
  }

  /** Leaves out the lines of a file that is not the user's. */
  public void leaveOut(String file) {
    leftOut = file;
  }

  /** The fate of a line; of several for one line the gravest counts. */
  public void fate(LineFate fate) {
    Line line = new Line(fate.place().file(), fate.place().line());
    if (!line.file().equals(leftOut)) {
      fates.merge(line, fate, Report::graver);
    }
  }

  private static LineFate graver(LineFate one, LineFate other) {
    boolean stops = !one.stops() && other.stops();
    return stops || other.fate().compareTo(one.fate()) > 0 && !one.stops() ? other : one;
  }

  /** Whether the fate of the line at a place is known. */
  public boolean hasFate(Place place) {
    return fates.containsKey(new Line(place.file(), place.line()));
  }

  /** Something that the user should know of the whole. */
  public void note(String text) {
    notes.add(text);
  }

  /** What there is to know of the whole. */
  public List<String> notes() {
    return List.copyOf(notes);
  }

  /** The errors. */
  public Problems problems() {
    return problems;
  }

  /** The warnings, in the order in which they were found. */
  public List<Problem> warnings() {
    return List.copyOf(warnings);
  }

  /** The fates, in the order in which the lines were read. */
  public Collection<LineFate> fates() {
    return List.copyOf(fates.values());
  }

  /** Those of them with which the program must not start. */
  public List<LineFate> stops() {
    return fates.values().stream().filter(LineFate::stops).toList();
  }
}
