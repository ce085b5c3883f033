package org.rpicluster.balancer.program.cli;

import java.io.IOException;
import java.util.Optional;
import org.jline.utils.NonBlockingReader;

/** The keys of the live view. */
enum TopKey {
  /** The member above. */
  UP,
  /** The member below. */
  DOWN,
  /** It gets no new sessions. */
  DRAIN,
  /** It serves again. */
  ENABLE,
  /** A larger share of the work. */
  HEAVIER,
  /** A smaller share of the work. */
  LIGHTER,
  /** Its errors are forgotten. */
  RECOVER,
  /** The view ends. */
  QUIT;

  private static final int ESCAPE = 27;

  /** What follows an escape comes with it; on a slow line a little later. */
  private static final long TOGETHER_MILLIS = 100;

  /**
   * The next key, if one comes in time.
   *
   * @throws IOException if the terminal is gone
   */
  static Optional<TopKey> read(NonBlockingReader reader, long millis) throws IOException {
    int read = reader.read(millis);
    if (read == NonBlockingReader.EOF) {
      return Optional.of(QUIT);
    }
    return read == ESCAPE ? arrow(reader) : letter(read);
  }

  private static Optional<TopKey> letter(int read) {
    return Optional.ofNullable(
        switch (read) {
          case 'k' -> UP;
          case 'j' -> DOWN;
          case 'd' -> DRAIN;
          case 'e' -> ENABLE;
          case '+', '=' -> HEAVIER;
          case '-' -> LIGHTER;
          case 'r' -> RECOVER;
          case 'q' -> QUIT;
          default -> null;
        });
  }

  /** {@code ESC [ A}, or with an O in terminals whose keypad is on. */
  private static Optional<TopKey> arrow(NonBlockingReader reader) throws IOException {
    int kind = reader.read(TOGETHER_MILLIS);
    int which = kind == '[' || kind == 'O' ? reader.read(TOGETHER_MILLIS) : kind;
    return which == 'A' ? Optional.of(UP) : which == 'B' ? Optional.of(DOWN) : Optional.empty();
  }
}
