package org.rpicluster.balancer.house;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * "Where to look" leads to what is there: each class is in the package that stands in its table's
 * heading or before it, each table is in the list at the top, and none is longer than can be looked
 * through.
 */
final class DocumentedPlaces {

  static final String DOCUMENT = "docs/architecture.md";

  /** As many as stand on a screen beside their heading. */
  static final int ROWS_MAX = 30;

  private static final String BEGIN = "## Where to look";
  private static final Pattern CODE = Pattern.compile("`([^`]+)`");
  private static final Pattern CLASS = Pattern.compile("((?:[a-z][a-z0-9]*\\.)*)([A-Z]\\w*)");

  private final Set<String> classes;
  private final List<Violation> violations = new ArrayList<>();
  private String heading = "";
  private int rows;

  private DocumentedPlaces(List<JavaFile> files) {
    classes =
        files.stream()
            .filter(JavaFile::isMain)
            .map(file -> file.packageName() + "." + file.fileName().replace(".java", ""))
            .collect(Collectors.toSet());
  }

  static List<Violation> check(String document, List<JavaFile> files) {
    DocumentedPlaces places = new DocumentedPlaces(files);
    List<String> lines = document.lines().toList();
    for (int i = Math.max(0, lines.indexOf(BEGIN)); i < lines.size(); i++) {
      places.line(document, i + 1, lines.get(i));
    }
    return places.violations;
  }

  private void line(String document, int number, String line) {
    if (line.startsWith("### ")) {
      heading = line.substring(4);
      rows = -2; // the table's own head
      if (!document.contains("](#" + anchor(heading) + ")")) {
        violate(number, "the list of tables does not lead to " + heading);
      }
    } else if (line.startsWith("| ") && !heading.isEmpty()) {
      rows++;
      if (rows == ROWS_MAX + 1) {
        violate(number, "more than " + ROWS_MAX + " rows: cut the table in two");
      }
      classesOf(number, line);
    } else if (line.startsWith("|--")) {
      rows++;
    }
  }

  private void classesOf(int number, String row) {
    Matcher code =
        CODE.matcher(row.substring(row.substring(0, row.length() - 2).lastIndexOf(" | ")));
    while (code.find()) {
      Matcher name = CLASS.matcher(code.group(1));
      if (name.matches() && !isThere(name.group(1) + name.group(2), row)) {
        violate(number, "there is no " + name.group() + " where " + heading + " says");
      }
    }
  }

  private boolean isThere(String name, String row) {
    if (row.contains("root package") || heading.contains("`balancer-")) {
      return isEndOfOne(name);
    }
    return CODE.matcher(heading).results().anyMatch(of -> isEndOfOne(of.group(1) + "." + name))
        || name.contains(".") && isEndOfOne(name);
  }

  private boolean isEndOfOne(String name) {
    return classes.stream().anyMatch(each -> each.endsWith("." + name));
  }

  /** As forges make them of headings. */
  private static String anchor(String heading) {
    return heading.toLowerCase(Locale.ROOT).replaceAll("[^\\w\\- ]", "").replace(' ', '-');
  }

  private void violate(int number, String message) {
    violations.add(new Violation(DOCUMENT, number, message));
  }
}
