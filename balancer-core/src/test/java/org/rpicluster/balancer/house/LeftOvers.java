package org.rpicluster.balancer.house;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** What is left to do stands in the tracker, not in the files. Any text file. */
final class LeftOvers {

  // In two halves, so that this file keeps its own rule.
  private static final Pattern WORD = Pattern.compile("\\b(TO" + "DO|FIX" + "ME|XX" + "X)\\b");

  private LeftOvers() {}

  static List<Violation> check(String path, String text) {
    List<Violation> violations = new ArrayList<>();
    List<String> lines = text.lines().toList();
    for (int i = 0; i < lines.size(); i++) {
      if (WORD.matcher(lines.get(i)).find()) {
        violations.add(new Violation(path, i + 1, "left over: do it, or put it in the tracker"));
      }
    }
    return violations;
  }
}
