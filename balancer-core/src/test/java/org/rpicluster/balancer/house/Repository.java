package org.rpicluster.balancer.house;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** The files of the repository around the working directory, without what builds leave behind. */
final class Repository {

  private static final Set<String> NOT_OURS =
      Set.of("target", ".git", ".idea", ".vscode", "results");
  private static final Set<String> TEXT =
      Set.of(
          "java",
          "md",
          "xml",
          "yaml",
          "yml",
          "conf",
          "sh",
          "py",
          "html",
          "css",
          "js",
          "properties");

  private final Path root;

  private Repository(Path root) {
    this.root = root;
  }

  /** The nearest directory upwards that holds this module. */
  static Repository here() {
    Path directory = Path.of("").toAbsolutePath();
    while (!Files.isRegularFile(directory.resolve("balancer-core/pom.xml"))) {
      directory = directory.getParent();
    }
    return new Repository(directory);
  }

  /** Every Java file of every module, main and test. */
  List<JavaFile> javaFiles() {
    return paths(p -> p.endsWith(".java")).stream().map(p -> new JavaFile(p, text(p))).toList();
  }

  /**
   * Every path of a file that people write as text: with a known suffix, or a script without one.
   */
  List<String> texts() {
    return paths(p -> TEXT.contains(p.substring(p.lastIndexOf('.') + 1)) || p.endsWith("/run"));
  }

  Optional<String> find(String path) {
    return Files.isRegularFile(root.resolve(path)) ? Optional.of(text(path)) : Optional.empty();
  }

  boolean exists(String path) {
    return Files.exists(root.resolve(path));
  }

  String text(String path) {
    try {
      return Files.readString(root.resolve(path));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private List<String> paths(Predicate<String> wanted) {
    try (Stream<Path> all = Files.walk(root)) {
      return all.filter(Files::isRegularFile)
          .map(root::relativize)
          .filter(Repository::isOurs)
          .map(p -> p.toString().replace('\\', '/'))
          .filter(wanted)
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean isOurs(Path path) {
    for (Path part : path) {
      if (NOT_OURS.contains(part.toString())) {
        return false;
      }
    }
    return true;
  }
}
