package org.rpicluster.balancer.vertx.config;

import java.util.List;
import java.util.stream.Collectors;

/** A configuration file has errors; the message has one line for each. */
public final class ConfigurationException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final transient List<Problem> problems;

  ConfigurationException(List<Problem> problems) {
    super(problems.stream().map(Problem::toString).collect(Collectors.joining("\n")));
    this.problems = problems;
  }

  /** Every error, in the order of the file. */
  public List<Problem> problems() {
    return problems;
  }
}
