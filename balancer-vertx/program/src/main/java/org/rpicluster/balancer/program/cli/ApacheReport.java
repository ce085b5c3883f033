package org.rpicluster.balancer.program.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.rpicluster.balancer.program.config.Problem;
import org.rpicluster.balancer.program.config.apache.report.Fate;
import org.rpicluster.balancer.program.config.apache.report.LineFate;
import org.rpicluster.balancer.program.config.apache.report.Report;

/** The fates of the lines of an Apache configuration, as people read them. Stateless. */
final class ApacheReport {

  private ApacheReport() {}

  /** How many lines are translated, each that is not with its reason, and the warnings. */
  static List<String> lines(Path file, Report report) {
    List<String> lines = new ArrayList<>();
    report.notes().forEach(note -> lines.add(file + ": " + note));
    report.fates().stream()
        .filter(fate -> fate.fate() != Fate.TRANSLATED)
        .sorted(
            Comparator.comparing((LineFate fate) -> fate.place().file())
                .thenComparing(LineFate::place))
        .forEach(fate -> lines.add(fate.toString()));
    report.warnings().forEach(warning -> lines.add(warning(warning)));
    long translated =
        report.fates().stream().filter(fate -> fate.fate() == Fate.TRANSLATED).count();
    lines.add(file + ": lines translated: " + translated + " of " + report.fates().size());
    return lines;
  }

  private static String warning(Problem problem) {
    String message = problem.message().replaceAll("\\p{Cntrl}+", " ");
    return problem.place().file() + ":" + problem.place().line() + ": warning: " + message;
  }
}
