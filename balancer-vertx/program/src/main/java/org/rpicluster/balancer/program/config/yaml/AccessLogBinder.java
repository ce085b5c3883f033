package org.rpicluster.balancer.program.config.yaml;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.rpicluster.balancer.program.config.AccessLogSettings;
import org.rpicluster.balancer.program.config.ConfigurationRows;
import org.rpicluster.balancer.vertx.accesslog.AccessLog;
import org.rpicluster.balancer.vertx.accesslog.LogCondition;
import org.rpicluster.balancer.vertx.accesslog.LogRotation;

/** Binds {@code accessLog}: one log, or a list. Stateless. */
final class AccessLogBinder {

  private static final Keys KEYS = Rows.keys(ConfigurationRows.ACCESS_LOG);

  private static final Keys ROTATION = Rows.keys(ConfigurationRows.ROTATION);

  private AccessLogBinder() {}

  static List<AccessLogSettings> bind(YamlValue value) {
    List<YamlValue> logs = value.isList() ? value.list("a list of maps") : List.of(value);
    return logs.stream()
        .map(log -> log.map(KEYS).flatMap(AccessLogBinder::bind))
        .flatMap(Optional::stream)
        .toList();
  }

  private static Optional<AccessLogSettings> bind(YamlMap map) {
    String format =
        Rows.bind(
            map.find("format"), ConfigurationRows.LOG_FORMAT, AccessLogSettings.DEFAULT_FORMAT);
    LogRotation rotation =
        map.find("rotate")
            .flatMap(value -> value.map(ROTATION))
            .map(rotate -> Rows.bind(rotate, ConfigurationRows.ROTATION, LogRotation.OFF))
            .orElse(LogRotation.OFF);
    LogCondition which =
        new LogCondition(FieldChangesBinder.conditions(map), VariablesBinder.bind(map));
    return map.require("file", "a file name")
        .flatMap(
            file ->
                file.file("a file name")
                    .flatMap(path -> file.made(() -> settings(path, format, rotation))))
        .map(settings -> settings.which(which));
  }

  private static AccessLogSettings settings(Path file, String format, LogRotation rotation) {
    return new AccessLogSettings(AccessLog.requireWritable(file), format, rotation);
  }
}
