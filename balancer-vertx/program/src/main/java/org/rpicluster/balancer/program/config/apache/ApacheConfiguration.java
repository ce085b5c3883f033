package org.rpicluster.balancer.program.config.apache;

import org.rpicluster.balancer.program.config.Configuration;
import org.rpicluster.balancer.program.config.ConfigurationException;
import org.rpicluster.balancer.program.config.Problems;
import org.rpicluster.balancer.program.config.apache.report.LineFate;
import org.rpicluster.balancer.program.config.apache.report.Report;

/**
 * The result of an Apache configuration: the records, and what there is to say about its lines.
 *
 * @param configuration what it means, as far as it could be carried
 * @param report the fate of each line, errors and warnings
 */
public record ApacheConfiguration(Configuration configuration, Report report) {

  /**
   * The configuration, if the program may start with it.
   *
   * @throws ConfigurationException with every error, and every line that needs the user first
   */
  public Configuration startable() {
    Problems problems = report.problems();
    for (LineFate fate : report.stops()) {
      problems.add(fate.place(), fate.fate().words() + ": " + fate.directive() + ": " + fate.why());
    }
    problems.throwIfAny();
    return configuration;
  }
}
