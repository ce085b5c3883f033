package org.rpicluster.balancer.vertx.access;

import java.nio.file.Path;
import java.util.Optional;
import org.rpicluster.balancer.check.Check;

/**
 * The source of users of some routes, and what browsers show when they ask for a password.
 * Immutable. Apache's {@code AuthUserFile}, {@code AuthGroupFile}, {@code AuthName}.
 *
 * @param users the file with names and hashes
 * @param groups the file with groups and their users, if there are groups
 * @param realm what the password is for
 */
public record Login(Path users, Optional<Path> groups, String realm) {

  /** Checks that the realm can stand in a field. */
  public Login {
    Check.argument(
        !realm.isBlank() && realm.chars().allMatch(c -> c >= ' ' && c < 0x7F),
        "realm",
        realm,
        "one or more visible characters of ASCII");
  }

  /** What a client without a user is told. RFC 7617 §2. */
  public String challenge() {
    return "Basic realm=\"" + realm.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
  }
}
