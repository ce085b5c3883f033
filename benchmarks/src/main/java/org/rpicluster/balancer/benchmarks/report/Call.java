package org.rpicluster.balancer.benchmarks.report;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.rpicluster.balancer.check.Check;

/**
 * The options of the command line. Immutable.
 *
 * @param effort how thoroughly
 * @param only which rounds
 * @param into the directory of the results; that of the day and the machine unless given
 */
record Call(Effort effort, Pattern only, Optional<Path> into) {

  private static final String USAGE = "smoke|short|publication [--only REGEX] [--into DIRECTORY]";

  /**
   * Reads the command line.
   *
   * @throws IllegalArgumentException if it is not as it should be
   */
  static Call of(List<String> args) {
    Check.argument(args.size() % 2 == 1, "arguments", args, USAGE);
    Pattern only = Pattern.compile("");
    Optional<Path> into = Optional.empty();
    for (int i = 1; i < args.size(); i += 2) {
      String value = args.get(i + 1);
      switch (args.get(i)) {
        case "--only" -> only = Pattern.compile(value);
        case "--into" -> into = Optional.of(Path.of(value));
        default -> throw new IllegalArgumentException(Check.message("option", args.get(i), USAGE));
      }
    }
    return new Call(effort(args.get(0)), only, into);
  }

  private static Effort effort(String name) {
    return Arrays.stream(Effort.values())
        .filter(e -> e.name().toLowerCase(Locale.ROOT).equals(name))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException(Check.message("effort", name, USAGE)));
  }

  /** As it is typed, without the directory: that may be a path of the machine. */
  @Override
  public String toString() {
    String command = "benchmarks/run.sh " + effort.name().toLowerCase(Locale.ROOT);
    return only.pattern().isEmpty() ? command : command + " --only '" + only + "'";
  }
}
