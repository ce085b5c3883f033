package org.rpicluster.balancer.house;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The library needs the JDK and nothing else; JSpecify's annotations are gone at run time. */
final class Purity implements HouseRule {

  private static final Set<String> LIBRARY = Set.of("balancer-core", "balancer-strategies");
  private static final Pattern FOREIGN =
      Pattern.compile(
          "(?m)^import (?:static )?(?!java\\.|javax\\.crypto\\.|org\\.jspecify\\.|org\\.rpicluster\\.).*;");

  @Override
  public List<Violation> check(JavaFile file) {
    List<Violation> violations = new ArrayList<>();
    if (file.isMain() && LIBRARY.contains(file.module())) {
      Matcher found = FOREIGN.matcher(file.code());
      while (found.find()) {
        String message = found.group() + " in the library: the JDK alone, please";
        violations.add(file.violation(file.lineAt(found.start()), message));
      }
    }
    return violations;
  }
}
