package org.rpicluster.balancer.program.config.yaml;

import java.nio.file.Path;
import java.util.Optional;
import org.rpicluster.balancer.program.config.LogSettings;
import org.rpicluster.balancer.program.config.LogSettings.Level;
import org.rpicluster.balancer.vertx.accesslog.AccessLog;

/** Binds {@code log}. Stateless. */
final class LogBinder {

  private static final Keys KEYS = Keys.of("file", "level");

  private LogBinder() {}

  static Optional<LogSettings> bind(YamlValue value) {
    return value
        .map(KEYS)
        .map(
            map ->
                new LogSettings(
                    map.find("file").flatMap(LogBinder::file),
                    map.find("level").flatMap(v -> v.oneOf(Level.class)).orElse(Level.INFO)));
  }

  private static Optional<Path> file(YamlValue value) {
    return value
        .file("a file name")
        .flatMap(path -> value.made(() -> AccessLog.requireWritable(path)));
  }
}
