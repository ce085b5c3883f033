package org.rpicluster.balancer.program.config.apache.translate;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.rpicluster.balancer.program.config.NearestName;

/**
 * A message that lists all names which are expected in the place of one says only the nearest:
 * those of expressions and rules are made where the nearest is not known. Stateless.
 */
final class NearestExpected {

  private static final Pattern LIST =
      Pattern.compile("(.*?(\\S+)) \\(expected: ([A-Za-z_]+(?:, [A-Za-z_]+){2,})\\)(.*)");

  private NearestExpected() {}

  static String in(String message) {
    Matcher list = LIST.matcher(message);
    if (!list.matches()) {
      return message;
    }
    String written = list.group(2).replaceAll("[^A-Za-z_]", "");
    Optional<String> nearest = NearestName.to(written, List.of(list.group(3).split(", ")));
    return nearest
        .map(name -> list.group(1) + " (expected: " + name + ")" + list.group(4))
        .orElse(message);
  }
}
