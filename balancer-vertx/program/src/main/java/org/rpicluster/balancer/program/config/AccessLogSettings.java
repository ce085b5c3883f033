package org.rpicluster.balancer.program.config;

import java.nio.file.Path;
import org.rpicluster.balancer.vertx.accesslog.LogCondition;
import org.rpicluster.balancer.vertx.accesslog.LogFormat;
import org.rpicluster.balancer.vertx.accesslog.LogRotation;

/**
 * The settings of one access log: its file, and how it is written.
 *
 * @param file a relative one is in the directory in which the program was started
 * @param format as {@link LogFormat#of} reads it
 * @param rotation when the file is put aside
 * @param which exchanges have a line
 */
public record AccessLogSettings(
    Path file, String format, LogRotation rotation, LogCondition which) {

  /** Apache's usual one. */
  public static final String DEFAULT_FORMAT = "combined";

  /** With a file that is never put aside, and a line for every exchange. */
  public AccessLogSettings(Path file, String format) {
    this(file, format, LogRotation.OFF);
  }

  /** With a line for every exchange. */
  public AccessLogSettings(Path file, String format, LogRotation rotation) {
    this(file, format, rotation, LogCondition.ALWAYS);
  }

  /** The same for these exchanges alone. */
  public AccessLogSettings which(LogCondition condition) {
    return new AccessLogSettings(file, format, rotation, condition);
  }

  /** Checks the format. */
  public AccessLogSettings {
    requireFormat(format);
  }

  /**
   * Checks a format, and gives it back.
   *
   * @throws IllegalArgumentException naming what is wrong in it
   */
  public static String requireFormat(String format) {
    LogFormat.of(format);
    return format;
  }
}
