package org.rpicluster.balancer.program.config.yaml;

import java.nio.file.Path;
import java.util.Optional;
import org.rpicluster.balancer.program.config.ConfigurationRows;
import org.rpicluster.balancer.program.config.LogSettings;
import org.rpicluster.balancer.vertx.accesslog.AccessLog;

/** Binds {@code log}. Stateless. */
final class LogBinder {

  private static final Keys KEYS = Rows.keys(ConfigurationRows.LOG);

  private LogBinder() {}

  static Optional<LogSettings> bind(YamlValue value) {
    return value.map(KEYS).map(LogBinder::bind);
  }

  private static LogSettings bind(YamlMap map) {
    Optional<Path> file = map.find("file").flatMap(LogBinder::file);
    LogSettings settings = new LogSettings(file, LogSettings.DEFAULT.level());
    return Rows.bind(map.find("level"), ConfigurationRows.LOG_LEVEL, settings);
  }

  private static Optional<Path> file(YamlValue value) {
    return value
        .file("a file name")
        .flatMap(path -> value.made(() -> AccessLog.requireWritable(path)));
  }
}
