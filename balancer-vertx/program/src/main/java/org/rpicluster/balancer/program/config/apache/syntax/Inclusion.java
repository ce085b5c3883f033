package org.rpicluster.balancer.program.config.apache.syntax;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.rpicluster.balancer.program.config.Source;
import org.rpicluster.balancer.program.config.apache.report.Report;

/**
 * {@code Include} and {@code IncludeOptional}: reads files in the place of a line, {@value
 * #DEPTH_MAX} deep at most and none within itself. For one thread and one configuration.
 */
final class Inclusion {

  /** httpd's own bound. */
  private static final int DEPTH_MAX = 20;

  private final ConfigFiles files;
  private final Function<Path, String> shown;
  private final Report report;
  private final Deque<String> open = new ArrayDeque<>();
  private int read;

  Inclusion(ConfigFiles files, Function<Path, String> shown, Report report) {
    this.files = files;
    this.shown = shown;
    this.report = report;
  }

  /** What {@code reader} reads while a file is open. */
  List<Directive> within(Path file, Supplier<List<Directive>> reader) {
    open.push(file.toString());
    try {
      return reader.get();
    } finally {
      open.pop();
    }
  }

  List<Directive> read(
      LogicalLine line,
      String directive,
      List<String> arguments,
      Function<String, @Nullable Path> resolved,
      Function<Source, List<Directive>> reader) {
    if (arguments.isEmpty()) {
      report.error(line.place(), directive + ": no file (expected: a file, directory or pattern)");
    }
    if (arguments.size() > 1) {
      String given = String.join(" ", arguments);
      report.error(
          line.place(), directive + ": " + given + " (expected: one file, directory or pattern)");
      return List.of();
    }
    List<Directive> directives = new ArrayList<>();
    for (String name : arguments) {
      Path path = resolved.apply(name);
      List<Path> found = path == null ? List.of() : IncludePatterns.matching(files, path);
      boolean optional = directive.equalsIgnoreCase("IncludeOptional");
      if (found.isEmpty() && !optional && !isEmptyDirectory(path)) {
        report.error(line.place(), missing(directive, name, path));
      }
      found.forEach(file -> directives.addAll(file(line, directive, file, reader)));
    }
    return directives;
  }

  private boolean isEmptyDirectory(@Nullable Path path) {
    return path != null && files.isDirectory(path);
  }

  private static String missing(String directive, String name, @Nullable Path path) {
    String shown = path == null ? name : path.toString();
    return directive + ": " + shown + ": no such file (expected: a file, or IncludeOptional)";
  }

  private List<Directive> file(
      LogicalLine line, String directive, Path file, Function<Source, List<Directive>> reader) {
    String name = file.toString();
    if (open.contains(name)) {
      report.error(line.place(), directive + ": " + name + " includes itself");
    } else if (open.size() > DEPTH_MAX) {
      report.error(
          line.place(), directive + ": " + name + ": more than " + DEPTH_MAX + " files deep");
    } else if (++read > TreeReader.FILES_MAX) {
      if (read == TreeReader.FILES_MAX + 1) {
        report.error(
            line.place(), directive + ": more than " + TreeReader.FILES_MAX + " files in all");
      }
    } else if (!report.problems().isFull()) { // or what is there is no configuration
      return text(line, directive, file)
          .map(source -> within(file, () -> reader.apply(source)))
          .orElse(List.of());
    }
    return List.of();
  }

  private Optional<Source> text(LogicalLine line, String directive, Path file) {
    try {
      return Optional.of(new Source(shown.apply(file), files.text(file)));
    } catch (IOException e) {
      String reason = String.valueOf(e.getMessage());
      report.error(line.place(), directive + ": " + file + ": " + reason);
      return Optional.empty();
    }
  }
}
