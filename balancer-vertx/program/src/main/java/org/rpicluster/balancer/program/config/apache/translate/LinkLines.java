package org.rpicluster.balancer.program.config.apache.translate;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.rpicluster.balancer.program.config.apache.syntax.Directive;

/**
 * Tells whether links are followed in a folder: {@code Options} of the server, of the folders
 * around it, shorter ones first, and of what is below it, where one that forbids it forbids it in
 * all. For one server; immutable. Apache's {@code OPT_SYM_LINKS}.
 */
final class LinkLines {

  private final List<Directive> around = new ArrayList<>();
  private final List<Directive> others = new ArrayList<>();

  LinkLines(Server main, Server server) {
    for (Server each : server.isMain() ? List.of(main) : List.of(main, server)) {
      for (Directive line : each.directives()) {
        boolean isFolder = line.is("<directory") && !UrlPath.isPattern(line.argument(0));
        if (isFolder) {
          around.add(line);
        } else {
          Stream.concat(Stream.of(line), line.children().stream())
              .filter(child -> child.is("options"))
              .forEach(others::add);
        }
      }
    }
    around.sort(Comparator.comparingInt(section -> section.argument(0).length()));
  }

  /** Whether they are in a folder, and everywhere in it. */
  boolean areFollowed(String folder) {
    boolean followed = true;
    for (Directive section : around) {
      boolean isAround = UrlPath.isWithin(bare(section), folder);
      boolean isBelow = UrlPath.isWithin(folder, bare(section));
      for (Directive line : section.children()) {
        if (line.is("options") && isAround) {
          followed = after(line, followed);
        } else if (line.is("options") && isBelow) {
          followed &= after(line, followed);
        }
      }
    }
    boolean inside = followed;
    return followed && others.stream().allMatch(line -> after(line, inside));
  }

  private static String bare(Directive section) {
    String path = section.argument(0);
    return path.length() > 1 && path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
  }

  /** Those with signs change what is said around, others take its place. */
  private static boolean after(Directive line, boolean before) {
    List<String> words =
        line.arguments().stream().map(word -> word.toLowerCase(Locale.ROOT)).toList();
    boolean isWhole =
        words.stream().noneMatch(word -> word.startsWith("+") || word.startsWith("-"));
    boolean followed = !isWhole && before;
    for (String word : words) {
      String name = word.replaceFirst("^[+-]", "");
      if (name.equals("followsymlinks") || name.equals("all")) {
        followed = !word.startsWith("-");
      } else if (name.equals("symlinksifownermatch") && !word.startsWith("-")) {
        followed = false; // owners are not asked for
      }
    }
    return followed;
  }
}
