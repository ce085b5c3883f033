package org.rpicluster.balancer.program.config;

import java.nio.file.Path;
import java.util.Optional;

/**
 * The settings of the program's own log. Immutable.
 *
 * @param file where its lines go; standard error if there is none. A relative one is in the
 *     directory in which the program was started
 * @param level the least that is logged
 */
public record LogSettings(Optional<Path> file, Level level) {

  /** As usual. */
  public static final LogSettings DEFAULT = new LogSettings(Optional.empty(), Level.INFO);

  /** The same with more or less in it. */
  public LogSettings level(Level least) {
    return new LogSettings(file, least);
  }

  /** How grave a line is, from the gravest to the mildest. */
  public enum Level {
    /** What went wrong for good. */
    ERROR,
    /** What may need an operator. */
    WARN,
    /** What an operator wants to know. */
    INFO,
    /** What a developer wants to know. */
    DEBUG
  }
}
