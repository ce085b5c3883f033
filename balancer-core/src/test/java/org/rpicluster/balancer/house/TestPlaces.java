package org.rpicluster.balancer.house;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A test is where it is looked for. In the modules whose tests are in packages by behaviour, a test
 * in the root package is that of one class there, and bears its name; all others have a behaviour.
 */
final class TestPlaces {

  /** The root package of each module whose tests are in packages by behaviour. */
  private static final Set<String> ROOTS =
      Set.of("org.rpicluster.balancer.vertx", "org.rpicluster.balancer.program");

  private static final String TEST = "Test.java";

  private TestPlaces() {}

  static List<Violation> check(List<JavaFile> files) {
    Set<String> classes =
        files.stream()
            .filter(file -> file.isMain() && ROOTS.contains(file.packageName()))
            .map(JavaFile::fileName)
            .collect(Collectors.toSet());
    return files.stream()
        .filter(file -> !file.isMain() && ROOTS.contains(file.packageName()))
        .filter(file -> file.fileName().endsWith(TEST))
        .filter(file -> !classes.contains(file.fileName().replace(TEST, ".java")))
        .map(file -> file.violation(1, "of which behaviour? Give it a package, or a class's name"))
        .toList();
  }
}
