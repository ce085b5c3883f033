package org.rpicluster.balancer.program.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import org.jspecify.annotations.Nullable;
import org.rpicluster.balancer.check.Check;
import org.rpicluster.balancer.program.Fault;
import org.rpicluster.balancer.vertx.file.RegularFile;
import picocli.CommandLine.Option;

/**
 * The options that say who asks a manager. What is on a command line everybody on the machine can
 * read: so a token may be in a file or in the environment, and a password is asked for. For the
 * main thread.
 */
final class LoginOptions {

  private static final int TOKEN_BYTES_MAX = 1024;

  @Option(
      names = "--user",
      paramLabel = "NAME[:PASSWORD]",
      defaultValue = "${env:BALANCER_USER}",
      showDefaultValue = picocli.CommandLine.Help.Visibility.NEVER,
      description = "Who asks, else $BALANCER_USER; a password that is missing is asked for.")
  private @Nullable String user;

  @Option(
      names = "--token",
      paramLabel = "TOKEN",
      defaultValue = "${env:BALANCER_TOKEN}",
      showDefaultValue = picocli.CommandLine.Help.Visibility.NEVER,
      description = "A token in the place of a user, else $BALANCER_TOKEN.")
  private @Nullable String token;

  @Option(names = "--token-file", paramLabel = "FILE", description = "The file that it is in.")
  private @Nullable Path tokenFile;

  /** What the manager is told; empty if nothing. */
  String authorization() {
    if (tokenFile != null) {
      return bearer("--token-file", content(tokenFile));
    } else if (token != null && !token.isEmpty()) {
      return bearer("--token", token);
    }
    return user == null || user.isEmpty() ? "" : "Basic " + encoded(user);
  }

  private static String bearer(String option, String token) {
    boolean isToken = token.matches("[\\x21-\\x7e]+");
    // Not the text itself: it is a secret.
    Check.argument(isToken, option, token.length() + " characters", "a token without blanks");
    return "Bearer " + token;
  }

  private static String content(Path file) {
    try {
      return new String(RegularFile.read(file, TOKEN_BYTES_MAX), StandardCharsets.UTF_8).strip();
    } catch (RegularFile.Unfit e) {
      throw new Fault("--token-file: " + e.words());
    } catch (IOException e) {
      throw new Fault(Check.message("--token-file", file, "a file that can be read"));
    }
  }

  private static String encoded(String user) {
    String both = user.indexOf(':') < 0 ? user + ":" + Secret.asked("password of " + user) : user;
    return Base64.getEncoder().encodeToString(both.getBytes(StandardCharsets.UTF_8));
  }
}
