package org.rpicluster.balancer.house;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A test runs, everywhere and always: a skipped one proves nothing and looks green. */
final class NoSkippedTests implements HouseRule {

  private static final Pattern SKIP =
      Pattern.compile(
          "@(Disabled|Enabled)\\w*|\\bAssumptions\\b|\\bassum(e\\w*|ingThat)\\(|\\bTestAborted\\w*");

  @Override
  public List<Violation> check(JavaFile file) {
    List<Violation> violations = new ArrayList<>();
    Matcher found = SKIP.matcher(file.code());
    while (!file.isMain() && found.find()) {
      String message = "`" + found.group() + "` skips a test: make it run everywhere, or delete it";
      violations.add(file.violation(file.lineAt(found.start()), message));
    }
    return violations;
  }
}
