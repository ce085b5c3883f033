package org.rpicluster.balancer.program.config.apache.syntax;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** The files that a configuration includes and asks about. */
public interface ConfigFiles {

  /** More is no configuration. */
  int BYTES_MAX = 2 << 20;

  /**
   * The text of a file.
   *
   * @throws IOException if it cannot be read, with words for it as the message
   */
  String text(Path file) throws IOException;

  /** Whether there is such a file or directory. */
  boolean exists(Path file);

  /** Whether it is a directory. */
  boolean isDirectory(Path file);

  /** The names in a directory, in order; none if it cannot be read. */
  List<String> names(Path directory);
}
