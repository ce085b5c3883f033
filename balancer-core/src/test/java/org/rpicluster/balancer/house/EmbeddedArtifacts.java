package org.rpicluster.balancer.house;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * What a module brings to the program that embeds it stands in a document: each dependency of its
 * POM that is neither optional nor for tests alone, and no other at the first level of the tree.
 */
final class EmbeddedArtifacts {

  static final String POM = "balancer-vertx/pom.xml";

  private static final Pattern DEPENDENCY =
      Pattern.compile("<dependency>(.*?)</dependency>", Pattern.DOTALL);
  private static final Pattern NAME =
      Pattern.compile(
          "<groupId>([^<]+)</groupId>\\s*<artifactId>([^<]+)</artifactId>", Pattern.DOTALL);
  private static final Pattern FIRST_LEVEL =
      Pattern.compile("^[+\\\\]- ([\\w.-]+:[\\w.-]+):", Pattern.MULTILINE);

  private final List<String> brought;

  /** Those of a module's POM. */
  EmbeddedArtifacts(String pom) {
    brought =
        DEPENDENCY
            .matcher(pom)
            .results()
            .map(found -> found.group(1))
            .filter(each -> !each.contains("<scope>test") && !each.contains("<optional>true"))
            .flatMap(each -> NAME.matcher(each).results())
            .map(name -> name.group(1) + ":" + name.group(2))
            .toList();
  }

  /** Those that a document leaves out, and those that it makes up. */
  List<Violation> check(String path, String document) {
    List<String> told =
        FIRST_LEVEL.matcher(document).results().map((MatchResult found) -> found.group(1)).toList();
    List<Violation> violations = new ArrayList<>();
    brought.stream()
        .filter(artifact -> !told.contains(artifact))
        .map(artifact -> new Violation(path, 1, artifact + " of " + POM + " is left out"))
        .forEach(violations::add);
    told.stream()
        .filter(artifact -> !brought.contains(artifact))
        .map(artifact -> new Violation(path, 1, artifact + " is not in " + POM))
        .forEach(violations::add);
    return violations;
  }
}
