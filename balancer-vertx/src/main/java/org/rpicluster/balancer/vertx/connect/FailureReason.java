package org.rpicluster.balancer.vertx.connect;

import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import io.netty.handler.ssl.NotSslRecordException;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.rpicluster.balancer.vertx.fault.SystemError;

/**
 * Says in one short line why a connection failed, or what came over it could not be read, for the
 * log: in our words, and behind them in brackets what the library or the standard says, which one
 * can search for. Stateless.
 */
public final class FailureReason {

  /** A member that does not speak TLS is shown with its first bytes: some of them will do. */
  private static final int LENGTH_MAX = 200;

  /**
   * What is in the messages of failures that the JVM and Netty give no type of their own, in any
   * locale; the first that fits. What the system says is known by its number.
   */
  private static final List<Word> WORDS =
      List.of(
          new Word("validity check failed", "its certificate is not valid today"),
          new Word("PKIX", "its certificate is of no known authority"),
          new Word("No subject alternative", "its certificate is for another name"),
          new Word("No name matching", "its certificate is for another name"),
          new Word("fatal alert: unknown_ca", "the certificate is not trusted there"),
          new Word("fatal alert: bad_certificate", "the certificate is not accepted there"),
          new Word("fatal alert: certificate_unknown", "the certificate is not accepted there"),
          new Word(
              "fatal alert: certificate_expired", "the certificate is taken for expired there"),
          new Word("fatal alert: certificate_required", "a certificate of ours is wanted there"),
          new Word("no_application_protocol", "no protocol in common"),
          new Word("application layer protocol", "no protocol in common"),
          new Word("protocol_version", "no version of TLS in common"),
          new Word("is not enabled or supported in", "no version of TLS in common"),
          new Word("no cipher suites in common", "no cipher suite in common"),
          new Word("fatal alert:", "the handshake is broken off there"),
          new Word("connection timed out after", "nothing answered in time"),
          new Word("Connection reset", "reset there"));

  /** Behind the system's words, the address that they are about: {@code : pi1/192.0.2.1:80}. */
  private static final Pattern ADDRESS = Pattern.compile(": (\\S*/\\S+)$");

  private FailureReason() {}

  /** Theirs and ours for one thing. */
  private record Word(String theirs, String ours) {}

  /** Why a connection failed: {@code nothing listens there (Connection refused)}. */
  public static String of(Throwable failure) {
    if (failure instanceof UnknownHostException) {
      // Behind the name is what the system says of it.
      return "no address is known of that name (" + said(failure).replaceFirst(": .*", "") + ")";
    }
    if (failure instanceof OutOfSockets && failure.getCause() != null) {
      return of(failure.getCause());
    }
    String said = said(failure);
    String ours = ours(failure, said);
    if (ours.isEmpty()) {
      Optional<SystemError> system = SystemError.of(failure);
      if (system.isPresent()) {
        return ours(system.get()) + " (" + system.get().standard() + address(said) + ")";
      }
    }
    return ours.isEmpty() ? said : ours + " (" + said + ")";
  }

  /** What is wrong with an answer that a decoder could not read. */
  public static String ofUnreadable(Throwable failure) {
    return words(failure) + " (" + said(failure) + ")";
  }

  private static String words(Throwable failure) {
    if (failure instanceof TooLongHttpLineException) {
      return "a line is too long";
    }
    return failure instanceof TooLongHttpHeaderException ? "the fields are too large" : "not HTTP";
  }

  private static String ours(Throwable failure, String said) {
    if (failure instanceof NotSslRecordException) {
      return "no TLS is spoken there";
    }
    return WORDS.stream()
        .filter(word -> said.contains(word.theirs()))
        .map(Word::ours)
        .findFirst()
        .orElse("");
  }

  /** What an error of the system means where a connection is made. */
  private static String ours(SystemError error) {
    return switch (error) {
      case NO_SUCH_FILE -> "there is no such socket";
      case NO_SUCH_ADDRESS -> "no port of this machine is free";
      default -> error.ours();
    };
  }

  private static String address(String said) {
    Matcher found = ADDRESS.matcher(said);
    return found.find() ? found.group() : "";
  }

  /** What a failure says of itself, or else its name: {@code file not found}. */
  private static String said(Throwable failure) {
    String said = failure.getMessage();
    if (said == null) {
      String name = failure.getClass().getSimpleName().replace("Exception", "");
      return name.replaceAll("(?<=[a-z])(?=[A-Z])", " ").toLowerCase(Locale.ROOT);
    }
    String line = said.replaceAll("\\p{Cntrl}+", " ");
    return line.length() <= LENGTH_MAX ? line : line.substring(0, LENGTH_MAX) + "…";
  }
}
