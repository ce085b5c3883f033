package org.rpicluster.balancer.program.config;

import com.google.common.hash.HashCode;
import com.google.common.hash.Hashing;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.rpicluster.balancer.check.Check;
import org.rpicluster.balancer.vertx.file.RegularFile;
import org.rpicluster.balancer.vertx.settings.ListenAddress;

/**
 * The other balancers with which this one shares its edits. Immutable.
 *
 * @param listen where they reach this one
 * @param members where all of them listen; this one may be among them
 * @param secret the SHA-256 of what all of them know and no other: keys are made of it
 * @param name what the others call this one
 */
public record PeerSettings(
    ListenAddress listen, List<ListenAddress> members, HashCode secret, String name) {

  /** As many bits as the keys that are made of it have. */
  public static final int SECRET_BYTES_MIN = 32;

  /** More is a file of another kind. */
  private static final int SECRET_BYTES_MAX = 4096;

  /** Of a name, in the log and on pages. */
  private static final int NAME_MAX = 64;

  private static final String SECRET =
      "a file of " + SECRET_BYTES_MIN + " to " + SECRET_BYTES_MAX + " bytes that cannot be guessed";

  /** Checks names and addresses. */
  public PeerSettings {
    members = List.copyOf(members);
    boolean isLine =
        !name.isBlank()
            && name.length() <= NAME_MAX
            && name.chars().noneMatch(Character::isISOControl);
    Check.argument(isLine, "name", name, "1 to " + NAME_MAX + " characters");
    Check.argument(listen.port() > 0, "listen", listen, "a port that the others know");
    members.forEach(
        member -> Check.argument(member.port() > 0, "members", member, "an address with a port"));
  }

  /**
   * The secret in a file; all of its bytes count.
   *
   * @throws IllegalArgumentException if it cannot be read, or is too short to be one
   */
  public static HashCode secret(Path file) {
    try {
      byte[] bytes = RegularFile.read(file, SECRET_BYTES_MAX + 1);
      boolean isOne = bytes.length >= SECRET_BYTES_MIN && bytes.length <= SECRET_BYTES_MAX;
      Check.argument(isOne, "secret", file, SECRET);
      return Hashing.sha256().hashBytes(bytes);
    } catch (IOException e) {
      throw new IllegalArgumentException(Check.message("secret", file, SECRET), e);
    }
  }
}
