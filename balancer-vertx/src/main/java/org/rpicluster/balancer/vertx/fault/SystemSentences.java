package org.rpicluster.balancer.vertx.fault;

import io.netty.channel.epoll.Epoll;
import io.netty.channel.unix.Errors.NativeIoException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.net.NoRouteToHostException;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * The system's sentence for each error, in the language of this process: the JDK's failures of
 * files and sockets have nothing but that. It is asked of the system once, by the number; where
 * Netty's native library is not there to ask it, it is taken for the standard's. Any thread.
 *
 * <p>strerror(3): what it says goes by LC_MESSAGES.
 */
final class SystemSentences {

  /** The longer ones first: one begins another. */
  private static final List<Sentence> ALL =
      Arrays.stream(SystemError.values())
          .map(error -> new Sentence(said(error), error))
          .sorted(Comparator.comparing((Sentence sentence) -> -sentence.text().length()))
          .toList();

  private SystemSentences() {}

  private record Sentence(String text, SystemError error) {}

  /** The error whose sentence a failure has in its text. */
  static Optional<SystemError> find(Throwable failure) {
    if (!(failure instanceof IOException)) {
      return Optional.empty();
    }
    String text = String.valueOf(failure.getMessage());
    return ALL.stream()
        .filter(sentence -> text.contains(sentence.text()))
        .map(Sentence::error)
        .findFirst()
        .or(() -> byType(failure));
  }

  private static Optional<SystemError> byType(Throwable failure) {
    if (failure instanceof FileNotFoundException) {
      return Optional.of(SystemError.NO_SUCH_FILE);
    }
    return failure instanceof NoRouteToHostException
        ? Optional.of(SystemError.NO_ROUTE)
        : Optional.empty();
  }

  /** {@code x(..) failed with error(-28): No space left on device}, whatever the language. */
  private static String said(SystemError error) {
    if (!Epoll.isAvailable()) {
      return error.standard();
    }
    String text = String.valueOf(new NativeIoException("x", -error.number()).getMessage());
    return text.substring(text.indexOf(": ") + 2);
  }
}
