package org.rpicluster.balancer.vertx.rewrite;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/**
 * The name of a file, and what stands behind it in a path: names are looked up from the first
 * folder on, until there is no folder of that name. Asks the disk once for each part. Immutable.
 * Apache's {@code ap_directory_walk}, {@code PATH_INFO}.
 *
 * @param name as far as it was looked up
 * @param rest with a slash at its start; empty for nothing
 */
record FoundName(String name, String rest) {

  /** Looks up a name. */
  static FoundName of(RewriteSection section, String path) {
    String whole = section.nameOf(path);
    if (!section.isOfFiles() || whole.length() > RewriteTest.FILE_NAME_MAX) {
      return new FoundName(whole, "");
    }
    int at = whole.indexOf('/', Math.min(section.name().length(), whole.length()));
    while (at > 0 && at < whole.length() - 1) {
      if (!isFolder(whole.substring(0, at))) {
        return new FoundName(whole.substring(0, at), whole.substring(at));
      }
      at = whole.indexOf('/', at + 1);
    }
    return new FoundName(whole, "");
  }

  private static boolean isFolder(String name) {
    byte[] bytes = name.getBytes(StandardCharsets.ISO_8859_1);
    try {
      return Files.isDirectory(Path.of(new String(bytes, StandardCharsets.UTF_8)));
    } catch (InvalidPathException e) {
      return false; // no file has such a name
    }
  }
}
