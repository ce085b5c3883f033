package org.rpicluster.balancer.program.config;

import com.google.common.hash.HashCode;
import com.google.common.hash.Hashing;
import com.google.common.net.InetAddresses;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.rpicluster.balancer.check.Check;
import org.rpicluster.balancer.vertx.file.RegularFile;
import org.rpicluster.balancer.vertx.settings.ListenAddress;

/**
 * The other balancers with which this one shares its edits. Immutable.
 *
 * @param listen where they reach this one
 * @param members where all of them listen; this one may be among them; none if they are looked for
 *     in the network
 * @param secret the SHA-256 of what all of them know and no other: keys are made of it
 * @param name what the others call this one
 * @param address the one that moves among them, of which is shown who has it
 * @param divide whether limits of members and queues are divided by the balancers that live
 * @param opinions what is done about members that others find dead
 * @param store by way of which they hear each other, if not directly
 */
public record PeerSettings(
    ListenAddress listen,
    List<ListenAddress> members,
    HashCode secret,
    String name,
    Optional<InetAddress> address,
    boolean divide,
    Opinions opinions,
    Optional<StoreSettings> store) {

  /** Where this one is reached, if the others reach a store and not it. */
  public static final ListenAddress NOWHERE = new ListenAddress("0.0.0.0", 0);

  /** What is done about a member that another balancer finds dead. */
  public enum Opinions {
    /** It is probed at once. */
    PROBE,
    /** It is out until that balancer finds it well, or a probe of this one passes. */
    BELIEVE,
    /** Nothing. */
    IGNORE
  }

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
    Check.argument(
        listen.port() > 0 || store.isPresent(), "listen", listen, "a port that the others know");
    Check.argument(
        store.isPresent() || !isAnyAddress(listen),
        "listen",
        listen,
        "one address of this machine, which the others are told");
    members.forEach(
        member -> Check.argument(member.port() > 0, "members", member, "an address with a port"));
  }

  private static boolean isAnyAddress(ListenAddress listen) {
    return InetAddresses.isInetAddress(listen.host())
        && InetAddresses.forString(listen.host()).isAnyLocalAddress();
  }

  /** Without a shared address, and others' opinions as a reason to look. */
  public PeerSettings(
      ListenAddress listen, List<ListenAddress> members, HashCode secret, String name) {
    this(listen, members, secret, name, Optional.empty(), false, Opinions.PROBE, Optional.empty());
  }

  /**
   * A key of 32 bytes that is made of the secret: all peers have the same, and who has one knows no
   * other. HMAC-SHA-256, as RFC 5869, 2.3, expands.
   *
   * @param purpose another for each key
   */
  public byte[] key(String purpose) {
    return Hashing.hmacSha256(secret.asBytes())
        .hashString(purpose, StandardCharsets.UTF_8)
        .asBytes();
  }

  /** Without the secret: it may come into a log. */
  @Override
  public String toString() {
    return store.isPresent()
        ? name + " by way of " + store.get()
        : name + " at " + listen + ", peers at " + members;
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
      String message = Check.message("secret", file, "a file that can be read");
      throw new IllegalArgumentException(message, e);
    }
  }
}
