package org.rpicluster.balancer.program.config.yaml;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.rpicluster.balancer.program.config.ErrorPageFile;

/** Binds {@code errorPages} of a route. Blocks for the disk; stateless. */
final class ErrorPagesBinder {

  private static final String EXPECTED = "a map of statuses and files, such as {503: sorry.html}";

  private ErrorPagesBinder() {}

  static Map<Integer, Path> bind(YamlMap route) {
    Map<Integer, Path> pages = new TreeMap<>();
    route
        .find("errorPages")
        .flatMap(value -> value.namedMap(EXPECTED))
        .ifPresent(map -> map.entries().forEach(entry -> bind(entry, pages)));
    return pages;
  }

  private static void bind(YamlMap.KeyAndValue entry, Map<Integer, Path> pages) {
    Optional<Integer> status = entry.keyValue().named("errorPages").whole(400, 599);
    status.ifPresent(
        s -> {
          YamlValue value = entry.value().named("errorPages." + s);
          value.file("a file").flatMap(f -> readable(value, s, f)).ifPresent(f -> pages.put(s, f));
        });
  }

  /** Read now, so that what is wrong is told with its place, and thrown away: files change. */
  private static Optional<Path> readable(YamlValue value, int status, Path file) {
    return value.made(() -> ErrorPageFile.read(status, file)).map(read -> file);
  }
}
