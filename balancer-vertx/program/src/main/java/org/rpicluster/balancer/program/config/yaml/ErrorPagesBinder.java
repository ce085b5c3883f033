package org.rpicluster.balancer.program.config.yaml;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.rpicluster.balancer.program.config.ErrorPageFile;
import org.rpicluster.balancer.program.config.ErrorPageRows;
import org.rpicluster.balancer.program.config.ErrorPageSettings;

/** Binds {@code errorPages} of a route. Blocks for the disk; stateless. */
final class ErrorPagesBinder {

  private static final String EXPECTED = "a map of statuses and files, such as {503: sorry.html}";

  private static final Keys KEYS = Rows.keys(ErrorPageRows.KEYS);

  private ErrorPagesBinder() {}

  static Map<Integer, ErrorPageSettings> bind(YamlMap route) {
    Map<Integer, ErrorPageSettings> pages = new TreeMap<>();
    route
        .find("errorPages")
        .flatMap(value -> value.namedMap(EXPECTED))
        .ifPresent(map -> map.entries().forEach(entry -> bind(entry, pages)));
    return pages;
  }

  private static void bind(YamlMap.KeyAndValue entry, Map<Integer, ErrorPageSettings> pages) {
    Optional<Integer> status = entry.keyValue().named("errorPages").whole(400, 599);
    status.ifPresent(
        s -> {
          YamlValue value = entry.value().named("errorPages." + s);
          page(value, s).ifPresent(page -> pages.put(s, page));
        });
  }

  private static Optional<ErrorPageSettings> page(YamlValue value, int status) {
    return value.isMap()
        ? value.map(KEYS).flatMap(map -> page(map, value, status))
        : file(value, status).map(ErrorPageSettings::of);
  }

  private static Optional<ErrorPageSettings> page(YamlMap map, YamlValue value, int status) {
    String name = "errorPages." + status;
    Optional<YamlValue> named = map.find("file").map(v -> v.named(name));
    Optional<Path> file = named.flatMap(v -> file(v, status));
    if (named.isPresent() && file.isEmpty()) {
      return Optional.empty();
    }
    ErrorPageSettings none = ErrorPageSettings.NONE;
    return Rows.bindAll(map, name, ErrorPageRows.ALL, file.map(none::file).orElse(none))
        .flatMap(page -> value.made(page::whole));
  }

  /** Read now, so that what is wrong is told with its place, and thrown away: files change. */
  private static Optional<Path> file(YamlValue value, int status) {
    return value
        .file("a file")
        .flatMap(file -> value.made(() -> ErrorPageFile.read(status, file)).map(read -> file));
  }
}
