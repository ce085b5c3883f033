package org.rpicluster.balancer.program.config.apache.translate;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.rpicluster.balancer.program.config.apache.syntax.Directive;

/**
 * The rules in {@code <Directory>} and {@code <Location>} of a server and of the main server. Of
 * those that a request is in, the last that says anything of rules counts, folders before
 * locations, shorter folders first; whether they are asked, and {@code RewriteBase}, is also said
 * by those around it. For one thread and one server. Apache's {@code config_perdir_merge}.
 */
final class SectionRules {

  private final Fates fates;
  private final List<Ruled> folders = new ArrayList<>();
  private final List<Ruled> locations = new ArrayList<>();

  /** What the servers say, where sections do not. */
  private boolean isOnAtFirst;

  SectionRules(Fates fates) {
    this.fates = fates;
  }

  /**
   * A section with rules, or that says how others are asked.
   *
   * @param section the section
   * @param path of URLs, or of a folder, without a slash at its end
   * @param isFolder which of them
   * @param isOn whether it has rules asked; empty if it does not say
   * @param base what it says of {@code RewriteBase}
   * @param rules its own
   */
  record Ruled(
      Directive section,
      String path,
      boolean isFolder,
      Optional<Boolean> isOn,
      Optional<String> base,
      List<RuleLine> rules) {}

  /**
   * What counts at a place.
   *
   * @param from whose rules these are
   * @param base the path of their folder; empty for none
   */
  record Counting(Ruled from, String base) {}

  /** What makes the rules of one section, whose lines are read one after the other. */
  interface Reader {

    /** Rules of a section. */
    RewriteLines of(Directive section, boolean isOn);
  }

  /** Reads the sections of a server. */
  void read(Server server, Reader reader) {
    server.last("rewriteengine").ifPresent(line -> isOnAtFirst = isOn(line.argument(0)));
    for (Directive section : server.directives()) {
      if (isOne(section) && section.children().stream().anyMatch(SectionRules::isRule)) {
        add(section, reader, server);
      }
    }
    folders.sort(Comparator.comparingInt(folder -> folder.path().length()));
  }

  /** Whether rules in a section are carried out. */
  static boolean isOne(Directive section) {
    boolean isPlain = section.is("<location") || section.is("<directory");
    return isPlain
        && !section.arguments().isEmpty()
        && !UrlPath.isPattern(section.argument(0))
        && section.argument(0).startsWith("/");
  }

  private static boolean isRule(Directive line) {
    return line.key().startsWith("rewrite");
  }

  private void add(Directive section, Reader reader, Server server) {
    Optional<Boolean> own = isOn(section);
    boolean isOn =
        own.orElseGet(
            () ->
                isOnAtFirst
                    || server.directives().stream().anyMatch(other -> isOn(other).orElse(false)));
    RewriteLines lines = reader.of(section, isOn);
    Optional<String> base = Optional.empty();
    for (Directive line : section.children()) {
      lines.read(line);
      if (line.is("rewritebase")) {
        base = base(line);
      } else if (line.is("rewriteoptions") && isInheriting(line)) {
        fates.stops(line, "rules are not taken over from sections around: write them here");
      }
    }
    boolean isFolder = section.is("<directory");
    String path = section.argument(0);
    boolean isLong = isFolder && path.length() > 1 && path.endsWith("/");
    String shown = isLong ? path.substring(0, path.length() - 1) : path;
    (isFolder ? folders : locations)
        .add(new Ruled(section, shown, isFolder, own, base, lines.own()));
  }

  private static Optional<Boolean> isOn(Directive section) {
    return section.children().stream()
        .filter(line -> line.is("rewriteengine"))
        .reduce((a, b) -> b)
        .map(line -> isOn(line.argument(0)));
  }

  private static boolean isOn(String word) {
    return word.equalsIgnoreCase("on");
  }

  private static boolean isInheriting(Directive line) {
    return line.text().toLowerCase(Locale.ROOT).contains("inherit");
  }

  private Optional<String> base(Directive line) {
    if (line.argument(0).startsWith("/")) {
      fates.translated(line);
      return Optional.of(line.argument(0));
    }
    fates.wrong(line, "RewriteBase", line.argument(0), "a path that begins with /");
    return Optional.empty();
  }

  /** Those that may count, in the order in which they are merged. */
  List<Ruled> inOrder() {
    List<Ruled> order = new ArrayList<>(folders);
    order.addAll(locations);
    return order;
  }

  /** What counts at a path, if rules are asked there. */
  Optional<Counting> at(RulePlace place, String path) {
    boolean isOn = isOnAtFirst;
    String base = "";
    Ruled last = null;
    for (Ruled ruled : inOrder()) {
      if (place.isIn(ruled, path)) {
        isOn = ruled.isOn().orElse(isOn);
        base = ruled.base().orElse(base);
        last = ruled;
      }
    }
    return isOn && last != null && !last.rules().isEmpty()
        ? Optional.of(new Counting(last, base))
        : Optional.empty();
  }

  /** A location whose rules may be asked; empty if there is none. */
  Optional<Ruled> anyLocation() {
    return locations.stream().filter(ruled -> !ruled.rules().isEmpty()).findFirst();
  }
}
