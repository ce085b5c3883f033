package org.rpicluster.balancer.house;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What a document names is there: classes and tests in code font, files that a link leads to, and
 * paths from the repository's root. {@code CHANGELOG.md} speaks of what was, and is left out.
 */
final class DocumentedNames {

  /** What Apache's files say: a directive in each line. */
  static final String DIRECTIVES =
      "balancer-vertx/program/src/main/resources/org/rpicluster/balancer/program/config/apache/table/directives.tsv";

  /** Names of others, as they write them: of the JDK, Netty, Vert.x and systemd. */
  private static final Set<String> OF_OTHERS =
      Set.of(
          "BodyHandler",
          "ExitOnOutOfMemoryError",
          "HttpServerOptions",
          "HttpServerRequest",
          "LimitNOFILE",
          "OutOfDirectMemoryError",
          "OutOfMemoryError",
          "ResourceLeakDetector",
          "RoutingContext",
          "UseTransparentHugePages");

  /** Is about Apache's own names, parameters and all. */
  private static final String OF_APACHE = "docs/from-apache.md";

  private static final Pattern CODE = Pattern.compile("`([^`\\n]+)`");

  /** With a capital letter inside: other words may be fields of HTTP, or anything. */
  private static final Pattern CLASS =
      Pattern.compile("(?<![\\w.$/*-])[A-Z][a-z0-9]+(?:[A-Z][a-z0-9]*)+(?![\\w-])");

  private static final Pattern LINK = Pattern.compile("\\]\\((?!https?:)([^)#\\s]+)(?:#[^)]*)?\\)");
  private static final Pattern PATH =
      Pattern.compile("(?:balancer-\\w+|benchmarks|docs|examples|\\.ci)/[\\w./-]*\\w");

  private final Set<String> types;
  private final Set<String> directives;
  private final Predicate<String> exists;

  /**
   * The rule.
   *
   * @param types the simple names of all types
   * @param directives the table of Apache's
   * @param exists whether there is a file or directory with this path from the root
   */
  DocumentedNames(Set<String> types, String directives, Predicate<String> exists) {
    this.types = types;
    this.directives =
        directives.lines().map(line -> line.split("\t", 2)[0]).collect(Collectors.toSet());
    this.exists = exists;
  }

  List<Violation> check(String path, String document) {
    List<Violation> violations = new ArrayList<>();
    String directory = path.substring(0, path.lastIndexOf('/') + 1);
    boolean inBlock = false;
    int number = 0;
    for (String line : document.lines().toList()) {
      number++;
      inBlock ^= line.strip().startsWith("```");
      if (!inBlock) {
        for (String missing : missingIn(line, directory, path.equals(OF_APACHE))) {
          violations.add(new Violation(path, number, "there is no " + missing));
        }
      }
    }
    return violations;
  }

  private List<String> missingIn(String line, String directory, boolean isOfApache) {
    List<String> missing = new ArrayList<>();
    Matcher code = CODE.matcher(line);
    while (code.find()) {
      all(CLASS, code.group(1)).stream()
          .filter(name -> !isOfApache && !isKnown(name))
          .forEach(missing::add);
      if (PATH.matcher(code.group(1)).matches() && !isThere(code.group(1))) {
        missing.add(code.group(1));
      }
    }
    Matcher link = LINK.matcher(line);
    while (link.find()) {
      if (!exists.test(normal(directory + link.group(1)))) {
        missing.add(link.group(1));
      }
    }
    return missing;
  }

  private boolean isKnown(String name) {
    return types.contains(name) || directives.contains(name) || OF_OTHERS.contains(name);
  }

  /** What a build leaves in {@code target} is not there before it. */
  private boolean isThere(String path) {
    return path.contains("/target/") || exists.test(path);
  }

  private static List<String> all(Pattern pattern, String text) {
    return pattern.matcher(text).results().map(found -> found.group()).toList();
  }

  private static String normal(String path) {
    return java.nio.file.Path.of(path).normalize().toString().replace('\\', '/');
  }
}
