package org.rpicluster.balancer.program.config.apache.syntax;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Finds the files that {@code Include} means: one file, all in a directory and those below it, or
 * those whose names fit a pattern in any part of the path; in the order of their names. Finds at
 * most {@value #FOUND_MAX}, and looks at no more than {@value #LOOKS_MAX} names. For one search.
 */
final class IncludePatterns {

  /** More is a mistake: some directory of the system. */
  static final int FOUND_MAX = 1000;

  private static final int DEPTH_MAX = 8;

  /** A pattern with a star in each part would go over the whole disk. */
  private static final int LOOKS_MAX = 20_000;

  private final ConfigFiles files;
  private final Path name;
  private final List<Path> found = new ArrayList<>();
  private int looks;

  private IncludePatterns(ConfigFiles files, Path name) {
    this.files = files;
    this.name = name;
  }

  static boolean isPattern(String name) {
    return name.indexOf('*') >= 0 || name.indexOf('?') >= 0 || name.indexOf('[') >= 0;
  }

  /** The files, none if nothing fits. */
  static List<Path> matching(ConfigFiles files, Path name) {
    IncludePatterns search = new IncludePatterns(files, name);
    search.walk(name.getRoot() == null ? Path.of("") : name.getRoot(), 0);
    return search.found;
  }

  private void walk(Path at, int part) {
    if (isFull()) {
      return;
    }
    if (part == name.getNameCount()) {
      take(at, 0);
      return;
    }
    String wanted = name.getName(part).toString();
    if (!isPattern(wanted)) {
      Path next = at.resolve(wanted);
      if (part + 1 < name.getNameCount() || files.exists(next)) {
        walk(next, part + 1);
      }
      return;
    }
    for (String entry : files.names(at)) {
      if (NamePattern.fits(wanted, entry)) {
        walk(at.resolve(entry), part + 1);
      }
    }
  }

  private void take(Path file, int depth) {
    if (isFull() || depth > DEPTH_MAX || !files.exists(file)) {
      return;
    }
    if (!files.isDirectory(file)) {
      found.add(file);
      return;
    }
    files.names(file).forEach(entry -> take(file.resolve(entry), depth + 1));
  }

  private boolean isFull() {
    return found.size() >= FOUND_MAX || ++looks > LOOKS_MAX;
  }
}
