package org.rpicluster.balancer.house;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One source file, as text. Immutable.
 *
 * @param path from the repository's root, with slashes
 * @param text all of it
 * @param code the text with comments and strings blanked
 */
record JavaFile(String path, String text, String code) {

  private static final Pattern PACKAGE = Pattern.compile("(?m)^package ([\\w.]+);");

  JavaFile(String path, String text) {
    this(path, text, Blanked.of(text));
  }

  /**
   * The directory of the module, such as {@code balancer-core} or {@code balancer-vertx/program}.
   */
  String module() {
    return path.substring(0, path.indexOf("/src/"));
  }

  String fileName() {
    return path.substring(path.lastIndexOf('/') + 1);
  }

  /** Whether it ends up in the module's jar. */
  boolean isMain() {
    return path.contains("/src/main/");
  }

  /** The package, empty in a module descriptor. */
  String packageName() {
    Matcher matcher = PACKAGE.matcher(code);
    return matcher.find() ? matcher.group(1) : "";
  }

  List<String> lines() {
    return text.lines().toList();
  }

  /** The line of a position in the text, counted from 1. */
  int lineAt(int position) {
    return 1 + (int) text.substring(0, position).chars().filter(c -> c == '\n').count();
  }

  Violation violation(int line, String message) {
    return new Violation(path, line, message);
  }
}
