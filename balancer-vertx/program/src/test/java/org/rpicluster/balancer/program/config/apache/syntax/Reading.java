package org.rpicluster.balancer.program.config.apache.syntax;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.rpicluster.balancer.program.config.Problem;
import org.rpicluster.balancer.program.config.Source;
import org.rpicluster.balancer.program.config.apache.report.Report;

/** A configuration in memory, read: what tests say of syntax, they say of this. */
public final class Reading {

  /** The file that is read, {@code site.conf}; others are below {@code /etc}. */
  public static final String FILE = "/etc/site.conf";

  private final Report report = new Report();
  private final List<Directive> directives;

  private Reading(String text, Map<String, String> files, Map<String, String> environment) {
    ReadingContext context =
        new ReadingContext(
            name -> Optional.ofNullable(environment.get(name)),
            Set.of("proxypass", "proxyhcexpr", "<proxy")::contains,
            new InMemory(files),
            Path.of("/etc"),
            Path::toString);
    directives = new TreeReader(context, report).read(new Source(FILE, text));
  }

  public static Reading of(String... lines) {
    return of(Map.of(), lines);
  }

  public static Reading of(Map<String, String> files, String... lines) {
    return new Reading(String.join("\n", lines) + "\n", files, Map.of("LOGS", "/var/log"));
  }

  /** What is read, one in a line, those in sections behind blanks: {@code 3 ProxyPass [/, !]}. */
  public List<String> directives() {
    List<String> lines = new ArrayList<>();
    directives.forEach(directive -> show(directive, "", lines));
    return lines;
  }

  private static void show(Directive directive, String indent, List<String> lines) {
    int line = directive.place().line();
    lines.add(indent + line + " " + directive.shown() + " " + directive.arguments());
    directive.children().forEach(child -> show(child, indent + "  ", lines));
  }

  /** The errors, {@code LINE: message}. */
  public List<String> errors() {
    return shown(report.problems().inOrder());
  }

  public List<String> warnings() {
    return shown(report.warnings());
  }

  private static List<String> shown(List<Problem> problems) {
    return problems.stream()
        .map(problem -> problem.place().line() + ": " + problem.message())
        .collect(Collectors.toList());
  }

  /** Files by their whole names. */
  public static final class InMemory implements ConfigFiles {

    private final Map<String, String> files;

    public InMemory(Map<String, String> files) {
      this.files = new TreeMap<>(files);
    }

    @Override
    public String text(Path file) throws IOException {
      if (!files.containsKey(file.toString())) {
        throw new IOException("no such file");
      }
      return files.get(file.toString());
    }

    @Override
    public boolean exists(Path file) {
      return files.containsKey(file.toString()) || isDirectory(file);
    }

    @Override
    public boolean isDirectory(Path file) {
      return !names(file).isEmpty();
    }

    @Override
    public List<String> names(Path directory) {
      String start = directory.toString().equals("/") ? "/" : directory + "/";
      Set<String> names = new TreeSet<>();
      files.keySet().stream()
          .filter(name -> name.startsWith(start))
          .map(name -> name.substring(start.length()))
          .forEach(
              rest -> names.add(rest.contains("/") ? rest.substring(0, rest.indexOf('/')) : rest));
      return List.copyOf(names);
    }
  }
}
