package org.rpicluster.balancer.program.config;

import java.util.ArrayList;
import java.util.List;

/** A configuration file has errors; the message has one line for each. */
public final class ConfigurationException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final transient List<Problem> problems;
  private final long more;

  ConfigurationException(List<Problem> problems, long more) {
    super(String.join("\n", lines(problems, more)));
    this.problems = problems;
    this.more = more;
  }

  private static List<String> lines(List<Problem> problems, long more) {
    List<String> lines = new ArrayList<>(problems.stream().map(Problem::toString).toList());
    if (more > 0) {
      lines.add(problems.get(0).place().file() + ": and " + more + " more errors");
    }
    return lines;
  }

  /** A line for each error that is kept, and one with the number of the others if there are any. */
  public List<String> lines() {
    return lines(problems, more);
  }

  /** Every error, in the order of the file. */
  public List<Problem> problems() {
    return problems;
  }
}
