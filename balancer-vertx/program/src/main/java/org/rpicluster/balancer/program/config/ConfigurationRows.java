package org.rpicluster.balancer.program.config;

import java.time.Duration;
import java.util.List;
import org.rpicluster.balancer.program.config.LogSettings.Level;
import org.rpicluster.balancer.vertx.accesslog.LogRotation;
import org.rpicluster.balancer.vertx.http.PathRules;
import org.rpicluster.balancer.vertx.http.PathRules.EncodedSlashes;
import org.rpicluster.balancer.vertx.settings.Durations;
import org.rpicluster.balancer.vertx.settings.Part;
import org.rpicluster.balancer.vertx.settings.Setting;
import org.rpicluster.balancer.vertx.settings.Sizes;
import org.rpicluster.balancer.vertx.settings.TableRow;
import org.rpicluster.balancer.vertx.settings.ValueTypes;

/** The table's rows of {@link Configuration}: the top level of a file. Immutable. */
public final class ConfigurationRows {

  /** How long a stop may take; a whole of its own. */
  public static final Setting<Duration, Duration> SHUTDOWN =
      Setting.alone(
          "shutdown",
          ValueTypes.duration(),
          "30s",
          "how long requests in flight may take after SIGTERM");

  /** Every key. */
  public static final List<TableRow> KEYS =
      TableRow.all(
          List.of(
              new Part("listen", "`host:port`, or a list", Part.REQUIRED, "where clients connect"),
              new Part(
                  "trustedProxies",
                  "list of addresses, CIDR blocks",
                  "none",
                  "whose `X-Forwarded-*` and `Forwarded` are believed"),
              new Part(
                  "clientHeader",
                  "name of a field, or a map",
                  "those fields",
                  "in which they name the client instead"),
              new Part("requestId", "name of a field, `X-…`", "none", "gives each request an id"),
              new Part("limits", "map", "safe ones", "how much clients may take"),
              new Part("timeouts", "map", "safe ones", "how long clients may take"),
              new Part("paths", "map", "as written", "what is done about the spelling of paths")),
          List.of(SHUTDOWN),
          List.of(
              new Part("accessLog", "map, or a list", "none", "a line for each request"),
              new Part("log", "map", "standard error, `info`", "the program's own log"),
              new Part(
                  "stateFile",
                  "file",
                  "none",
                  "what operators edit, and what is counted and learnt of members"),
              new Part("peers", "map", "none", "other balancers, with which edits are shared"),
              new Part("clusters", "map of names", "none", "those that routes name"),
              new Part("routes", "list", Part.REQUIRED, "the first that matches has the request")));

  /** The least that the program's own log has. */
  public static final Setting<LogSettings, Level> LOG_LEVEL =
      new Setting<>(
          "level",
          ValueTypes.words(Level.class),
          "info",
          LogSettings::level,
          LogSettings::level,
          "the least that is logged");

  /** Every key of {@code log}. */
  public static final List<TableRow> LOG =
      List.of(new Part("file", "file", "standard error", "where its lines go"), LOG_LEVEL);

  /** What is done about the spelling of paths. */
  public static final List<Setting<PathRules, ?>> PATHS =
      List.of(
          new Setting<>(
              "normalize",
              ValueTypes.flag(),
              "false",
              PathRules::normalize,
              PathRules::normalize,
              "whether dot segments are resolved, several slashes made one, escapes written anew"),
          new Setting<>(
              "encodedSlashes",
              ValueTypes.words(EncodedSlashes.class),
              "keep",
              PathRules::encodedSlashes,
              PathRules::encodedSlashes,
              "what becomes of `%2F`"));

  /** How lines of the access log look; a whole of its own. */
  public static final Setting<String, String> LOG_FORMAT =
      new Setting<>(
          "format",
          ValueTypes.text("combined, common, json, or a pattern").called("text"),
          AccessLogSettings.DEFAULT_FORMAT,
          format -> format,
          (any, format) -> AccessLogSettings.requireFormat(format),
          "`combined`, `common`, `json`, or a pattern");

  /** When the file of the access log is put aside. */
  public static final List<Setting<LogRotation, ?>> ROTATION =
      List.of(
          new Setting<>(
              "size",
              ValueTypes.size(0, Long.MAX_VALUE),
              Sizes.text(LogRotation.OFF.sizeBytes()),
              LogRotation::sizeBytes,
              LogRotation::sizeBytes,
              "once it has so many bytes, the file is put aside"),
          new Setting<>(
              "age",
              ValueTypes.duration(),
              Durations.text(LogRotation.OFF.age()),
              LogRotation::age,
              LogRotation::age,
              "once it is so old, with the next line"),
          new Setting<>(
              "budget",
              ValueTypes.size(0, Long.MAX_VALUE),
              Sizes.text(LogRotation.OFF.budgetBytes()),
              LogRotation::budgetBytes,
              LogRotation::budgetBytes,
              "the most that the files that were put aside have in all"));

  /** Every key of {@code accessLog}. */
  public static final List<TableRow> ACCESS_LOG =
      List.of(
          new Part("file", "text", Part.REQUIRED, "one line for each request"),
          LOG_FORMAT,
          new Part("rotate", "map", "none", "when the file is put aside"),
          new Part("when", "condition, or a list", "none", "which must all hold for a line"),
          new Part(
              "variables",
              "list of rules",
              "none",
              "what `when`, and `%{NAME}e` in a pattern, may ask for"));

  private ConfigurationRows() {}
}
