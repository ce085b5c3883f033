package org.rpicluster.balancer.program.config.apache.translate;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.rpicluster.balancer.program.config.apache.syntax.Directive;

/**
 * Tells whether rules of sections may be asked: {@code Options} must have links followed, whatever
 * user owns them, or else httpd refuses every request that such rules count for. For one server;
 * immutable once made. Apache's {@code hook_fixup}.
 */
final class RuleOptions {

  /** Either of them, or all. */
  private static final Set<String> PERMITTING = Set.of("followsymlinks", "symlinksifownermatch");

  private final List<Directive> everywhere = new ArrayList<>();
  private final List<Directive> folders = new ArrayList<>();
  private final List<Other> others = new ArrayList<>();

  /**
   * A line of another section.
   *
   * @param path what its paths begin with, as far as that is known
   */
  private record Other(Directive line, String path) {

    boolean isNear(String point) {
      return UrlPath.isWithin(path, point) || UrlPath.isWithin(point, path);
    }
  }

  RuleOptions(List<Server> servers) {
    servers.forEach(server -> server.directives().forEach(this::read));
    folders.sort(Comparator.comparingInt(section -> bare(section).length()));
  }

  private void read(Directive line) {
    if (line.is("options")) {
      everywhere.add(line);
    } else if (line.is("<directory") && !UrlPath.isPattern(line.argument(0))) {
      folders.add(line);
    } else {
      boolean isPath = line.is("<location") && UrlPath.isPrefix(line.argument(0));
      String path = isPath && !UrlPath.isPattern(line.argument(0)) ? line.argument(0) : "/";
      within(line)
          .filter(each -> !after(each, Set.of("followsymlinks")))
          .forEach(each -> others.add(new Other(each, path)));
    }
  }

  private static Stream<Directive> within(Directive section) {
    return section.children().stream()
        .flatMap(child -> child.is("options") ? Stream.of(child) : within(child));
  }

  private static String bare(Directive section) {
    String path = section.argument(0);
    return path.length() > 1 && path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
  }

  /** Whether all requests for what is in a folder are refused; empty for what is forwarded. */
  boolean areForbidden(String folder) {
    return !permits(folder);
  }

  private boolean permits(String folder) {
    Set<String> said = Set.of("followsymlinks");
    for (Directive line : everywhere) {
      said = words(line, said);
    }
    for (Directive section : folders) {
      if (!folder.isEmpty() && UrlPath.isWithin(bare(section), folder)) {
        for (Directive line : section.children()) {
          said = line.is("options") ? words(line, said) : said;
        }
      }
    }
    return !said.isEmpty();
  }

  /**
   * A line that may forbid it for a part of what is in a folder, or is forwarded.
   *
   * @param point the path that leads there
   */
  Optional<Directive> doubt(String folder, String point) {
    Stream<Directive> below =
        folders.stream()
            .filter(section -> !folder.isEmpty() && !bare(section).equals(folder))
            .filter(section -> UrlPath.isWithin(folder, bare(section)))
            .flatMap(section -> section.children().stream())
            .filter(line -> line.is("options") && !after(line, Set.of("followsymlinks")));
    return Stream.concat(
            below, others.stream().filter(other -> other.isNear(point)).map(Other::line))
        .findFirst();
  }

  private static boolean after(Directive line, Set<String> before) {
    return !words(line, before).isEmpty();
  }

  /** Those that hold behind a line: without signs they take the place of what was said before. */
  private static Set<String> words(Directive line, Set<String> before) {
    boolean isWhole =
        line.arguments().stream().noneMatch(word -> word.startsWith("+") || word.startsWith("-"));
    List<String> said = new ArrayList<>(isWhole ? Set.of() : before);
    for (String written : line.arguments()) {
      String word = written.toLowerCase(Locale.ROOT);
      String name = word.replaceFirst("^[+-]", "");
      String counts = name.equals("all") ? "followsymlinks" : name;
      if (PERMITTING.contains(counts) && word.startsWith("-")) {
        said.remove(counts);
      } else if (PERMITTING.contains(counts)) {
        said.add(counts);
      }
    }
    return Set.copyOf(said);
  }
}
