package org.rpicluster.balancer.program.config.apache.syntax;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.rpicluster.balancer.program.config.Source;
import org.rpicluster.balancer.program.config.apache.report.Report;

/**
 * Reads a configuration with all that it includes into a tree of directives. Goes on after an
 * error, so that all of them are reported. Bounded: at most {@value #DIRECTIVES_MAX} directives
 * from {@value #FILES_MAX} files. For one thread and one configuration.
 */
public final class TreeReader {

  /** A configuration of ten thousand virtual hosts has fewer. */
  static final int DIRECTIVES_MAX = 200_000;

  static final int FILES_MAX = 1000;

  /** Macros and variables make much of little. */
  private static final int CHARACTERS_MAX = 32 << 20;

  private static final String BYTE_ORDER_MARK = "\uFEFF";

  private final Report report;
  final Variables variables;
  final Modules modules = new Modules();
  final Macros macros;
  final Conditions conditions;
  private final Inclusion inclusion;
  private int directives;
  private long characters;
  private boolean full;
  private Path root;

  public TreeReader(ReadingContext context, Report report) {
    this.report = report;
    root = context.root();
    variables = new Variables(context.environment());
    macros = new Macros(report);
    inclusion = new Inclusion(context.files(), context.shown(), report);
    conditions =
        new Conditions(
            modules,
            variables,
            context.knows(),
            name -> {
              Path file = resolved(name);
              return file != null && context.files().exists(file);
            });
  }

  /** The directives of a main file. */
  public List<Directive> read(Source main) {
    return inclusion.within(Path.of(main.file()), () -> block(main));
  }

  private List<Directive> block(Source source) {
    String text = source.text();
    if (text.startsWith(BYTE_ORDER_MARK)) {
      report.error(
          source.start(),
          "byte order mark (expected: text without one; save the file as UTF-8 without BOM)");
      text = text.substring(1);
    }
    List<LogicalLine> lines = LineReader.lines(new Source(source.file(), text));
    return new BlockReader(this, report).read(lines, source.file());
  }

  /** What stands in the files that a line includes. */
  List<Directive> included(LogicalLine line, String directive, List<String> arguments) {
    return inclusion.read(line, directive, arguments, this::resolved, this::block);
  }

  /** What a macro's lines make. */
  List<Directive> used(LogicalLine line, List<String> arguments) {
    return macros.used(
        line, arguments, lines -> new BlockReader(this, report).read(lines, line.place().file()));
  }

  void root(String directory) {
    Path next = resolved(directory);
    root = next == null ? root : next;
  }

  /** Counts a directive; false once there are too many, which is reported once. */
  boolean counts(LogicalLine line) {
    characters += line.text().length();
    boolean fits = ++directives <= DIRECTIVES_MAX && characters <= CHARACTERS_MAX;
    if (!fits && !full) {
      full = true;
      report.error(line.place(), "too much text (expected: at most " + DIRECTIVES_MAX + " lines)");
    }
    return fits;
  }

  /** A file by its name, or null if the system could have no such file. */
  private @Nullable Path resolved(String name) {
    try {
      return root.resolve(name).normalize();
    } catch (InvalidPathException e) {
      return null;
    }
  }
}
