package org.rpicluster.balancer.vertx.fault;

import io.netty.channel.unix.Errors.NativeIoException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The error number that Netty's native transport gives its failures: those of connecting have it
 * only in their text, {@code connect(..) failed with error(-111): …}. Stateless; any thread.
 */
final class ErrorNumbers {

  private static final Pattern IN_TEXT = Pattern.compile("failed with error\\(-(\\d{1,3})\\)");

  private ErrorNumbers() {}

  static Optional<Integer> of(Throwable failure) {
    if (failure instanceof NativeIoException numbered) {
      return Optional.of(-numbered.expectedErr());
    }
    Matcher text = IN_TEXT.matcher(String.valueOf(failure.getMessage()));
    return text.find() ? Optional.of(Integer.parseInt(text.group(1))) : Optional.empty();
  }
}
