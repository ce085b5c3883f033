package org.rpicluster.balancer.vertx.config.yaml;

import java.nio.file.Path;
import java.util.Optional;
import org.rpicluster.balancer.vertx.config.AccessLogSettings;

/** Binds {@code accessLog}. Stateless. */
final class AccessLogBinder {

  private static final Keys KEYS = Keys.of("file", "format");

  private AccessLogBinder() {}

  static Optional<AccessLogSettings> bind(YamlValue value) {
    return value.map(KEYS).flatMap(AccessLogBinder::bind);
  }

  private static Optional<AccessLogSettings> bind(YamlMap map) {
    map.find("format").ifPresent(format -> format.oneOf(Format.class));
    return map.require("file", "a file name")
        .flatMap(
            file ->
                file.text("a file name")
                    // InvalidPathException is an IllegalArgumentException.
                    .flatMap(text -> file.made(() -> new AccessLogSettings(Path.of(text)))));
  }

  /** The formats that there are. */
  private enum Format {
    COMBINED
  }
}
