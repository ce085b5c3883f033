package org.rpicluster.balancer.house;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Every package has its row in the tables of {@code docs/architecture.md}, and every row its
 * package. A table begins with {@code | package of … | what it holds |}; a row may name several.
 */
final class DocumentedPackages {

  static final String DOCUMENT = "docs/architecture.md";

  /** By the word of the table's head: the module, and its root package. */
  private static final Map<String, List<String>> TABLES =
      Map.of(
          "core", List.of("balancer-core", "org.rpicluster.balancer"),
          "the strategies", List.of("balancer-strategies", "org.rpicluster.balancer.strategy"),
          "the proxy", List.of("balancer-vertx", "org.rpicluster.balancer.vertx"),
          "the program", List.of("balancer-vertx/program", "org.rpicluster.balancer.program"));

  private static final Pattern HEAD = Pattern.compile("\\| package of (.+?) \\|.*");
  private static final Pattern NAME = Pattern.compile("`([a-z0-9.]+)`|\\b(root)\\b");

  private DocumentedPackages() {}

  static List<Violation> check(String document, List<JavaFile> files) {
    Set<String> told = told(document);
    Set<String> there = there(files);
    List<Violation> violations = new ArrayList<>();
    for (String name : there) {
      if (!told.contains(name)) {
        violations.add(new Violation(DOCUMENT, 1, "no row for the package " + name));
      }
    }
    for (String name : told) {
      if (!there.contains(name)) {
        violations.add(new Violation(DOCUMENT, 1, "a row for " + name + ", which is no package"));
      }
    }
    return violations;
  }

  private static Set<String> there(List<JavaFile> files) {
    Set<String> names = new TreeSet<>();
    for (JavaFile file : files) {
      boolean isOfTable = TABLES.values().stream().anyMatch(t -> t.get(0).equals(file.module()));
      if (file.isMain() && isOfTable && !file.packageName().isEmpty()) {
        names.add(file.packageName());
      }
    }
    return names;
  }

  private static Set<String> told(String document) {
    Set<String> names = new TreeSet<>();
    String root = "";
    for (String line : document.lines().toList()) {
      Matcher head = HEAD.matcher(line);
      if (head.matches()) {
        root = TABLES.get(head.group(1)).get(1);
      } else if (!line.startsWith("|")) {
        root = "";
      } else if (!root.isEmpty()) {
        Matcher name = NAME.matcher(line.split("\\|")[1]);
        while (name.find()) {
          names.add(name.group(1) == null ? root : root + "." + name.group(1));
        }
      }
    }
    return names;
  }
}
