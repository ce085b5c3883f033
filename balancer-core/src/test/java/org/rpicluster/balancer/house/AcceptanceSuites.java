package org.rpicluster.balancer.house;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Every acceptance suite that a document names is in the catalogue, and every one of the catalogue
 * has its module.
 */
final class AcceptanceSuites {

  static final String CATALOG = "balancer-vertx/program/acceptance/catalog.py";

  private static final String SUITES = "balancer-vertx/program/acceptance/suites/";

  private static final Pattern SUITE = Pattern.compile("\\bSuite\\(\"([a-z0-9-]+)\"");

  /** As it is called in a shell, and as it is spoken of. */
  private static final Pattern NAMED =
      Pattern.compile("acceptance/run ([a-z][a-z0-9-]*)|acceptance suite `([a-z0-9-]+)`");

  private final Set<String> known;

  /** Those of this catalogue. */
  AcceptanceSuites(String catalog) {
    known = new TreeSet<>(SUITE.matcher(catalog).results().map(found -> found.group(1)).toList());
  }

  /** Suites of the catalogue without a file or a folder. */
  List<Violation> check(Predicate<String> exists) {
    List<Violation> violations = new ArrayList<>();
    for (String name : known) {
      String module = SUITES + name.replace('-', '_');
      if (!exists.test(module) && !exists.test(module + ".py")) {
        violations.add(new Violation(CATALOG, 1, name + " has no module in " + SUITES));
      }
    }
    return violations;
  }

  /** Suites that a document names and the catalogue has not. */
  List<Violation> check(String path, String document) {
    List<Violation> violations = new ArrayList<>();
    int number = 0;
    for (String line : document.lines().toList()) {
      number++;
      Matcher named = NAMED.matcher(line);
      for (MatchResult found : named.results().toList()) {
        String name = found.group(1) == null ? found.group(2) : found.group(1);
        if (!known.contains(name)) {
          violations.add(new Violation(path, number, "there is no acceptance suite " + name));
        }
      }
    }
    return violations;
  }
}
