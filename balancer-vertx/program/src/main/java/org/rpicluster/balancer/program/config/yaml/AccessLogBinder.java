package org.rpicluster.balancer.program.config.yaml;

import java.nio.file.Path;
import java.util.Optional;
import org.rpicluster.balancer.program.config.AccessLogSettings;
import org.rpicluster.balancer.program.config.ConfigurationRows;
import org.rpicluster.balancer.vertx.accesslog.AccessLog;

/** Binds {@code accessLog}. Stateless. */
final class AccessLogBinder {

  private static final Keys KEYS = Rows.keys(ConfigurationRows.ACCESS_LOG);

  private AccessLogBinder() {}

  static Optional<AccessLogSettings> bind(YamlValue value) {
    return value.map(KEYS).flatMap(AccessLogBinder::bind);
  }

  private static Optional<AccessLogSettings> bind(YamlMap map) {
    String format =
        Rows.bind(
            map.find("format"), ConfigurationRows.LOG_FORMAT, AccessLogSettings.DEFAULT_FORMAT);
    return map.require("file", "a file name")
        .flatMap(
            file ->
                file.file("a file name").flatMap(path -> file.made(() -> settings(path, format))));
  }

  private static AccessLogSettings settings(Path file, String format) {
    return new AccessLogSettings(AccessLog.requireWritable(file), format);
  }
}
