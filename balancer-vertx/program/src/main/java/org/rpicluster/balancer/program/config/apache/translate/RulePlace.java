package org.rpicluster.balancer.program.config.apache.translate;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.rpicluster.balancer.vertx.rewrite.RewriteSection;

/**
 * The place that paths lead to, as rules of a section see it. Immutable.
 *
 * @param path of the route that they are asked before
 * @param at what of its path has something else in its place
 * @param name what stands there: a folder or file, or {@code proxy:} and a URL
 */
record RulePlace(String path, String at, String name) {

  /** What a line forwards. */
  static RulePlace forwarded(Mapping mapping) {
    return new RulePlace(mapping.path(), mapping.path(), "proxy:" + mapping.url());
  }

  /**
   * Files.
   *
   * @param folder what is at a path, without a slash at its end
   */
  static RulePlace files(String path, String at, String folder) {
    return new RulePlace(path, at, at.endsWith("/") ? folder + "/" : folder);
  }

  private boolean isOfFiles() {
    return name.startsWith("/");
  }

  /** Whether all below a path is in a folder. */
  boolean isInFolder(String folder, String below) {
    return isOfFiles() && UrlPath.isWithin(folder, file(below));
  }

  /** Whether what begins with a text may be in a folder. */
  boolean mayReach(RuledSection folder, String start) {
    return isOfFiles() && mayBe(folder.path(), name + start.substring(at.length()));
  }

  /** Whether what begins with a text may be within a path. */
  static boolean mayBe(String path, String start) {
    return path.startsWith(start) || UrlPath.isWithin(path, start);
  }

  /** The folder or file that is at a path below it; empty for what is forwarded. */
  String folder(String below) {
    return isOfFiles() ? file(below) : "";
  }

  private String file(String below) {
    String whole = name + below.substring(Math.min(at.length(), below.length()));
    return whole.length() > 1 && whole.endsWith("/")
        ? whole.substring(0, whole.length() - 1)
        : whole;
  }

  /** The path of the route, and those below it where another section counts; longest first. */
  List<String> points(SectionRules rules) {
    Comparator<String> byLength = Comparator.comparingInt(String::length);
    TreeSet<String> points =
        new TreeSet<>(byLength.reversed().thenComparing(Comparator.naturalOrder()));
    points.add(path);
    rules.inOrder().stream()
        .flatMap(section -> pathOf(section).stream())
        .filter(point -> !point.equals(path) && UrlPath.isWithin(path, point))
        .forEach(points::add);
    return List.copyOf(points);
  }

  private Optional<String> pathOf(RuledSection section) {
    if (!section.isFolder()) {
      return Optional.of(section).filter(RuledSection::isPlain).map(RuledSection::path);
    }
    String folder = file(at);
    boolean isBelow = isOfFiles() && UrlPath.isWithin(folder, section.path());
    return Stream.of(section.path())
        .filter(any -> isBelow)
        .map(any -> UrlPath.joined(at, any.substring(folder.length())))
        .findFirst();
  }

  /** What the rules see. */
  RewriteSection section(RuledSection from, String base) {
    String section = from.path();
    String folder = section.endsWith("/") ? section : section + "/";
    boolean isPath = isOfFiles() && (from.isFolder() || from.isPlain());
    return new RewriteSection(at, name, isPath ? folder : "", base);
  }
}
