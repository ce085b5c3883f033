package org.rpicluster.balancer.program.login;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.rpicluster.balancer.check.Check;
import org.rpicluster.balancer.vertx.file.RegularFile;

/**
 * The users of a file, a line {@code name:hash} each, of a password or a token, and the groups of
 * another one, a line {@code group: name name} each. Names have a character for each byte. Of one
 * name there may be several tokens; of passwords, the first counts. Immutable; reading blocks for
 * the disk. Apache's {@code AuthUserFile}, {@code AuthGroupFile}.
 */
public final class UserList {

  /** Ten thousand users. */
  private static final int BYTES_MAX = 1 << 20;

  private static final String HASHES =
      "bcrypt, apr1 or SHA, as htpasswd -B writes, or a token's; with a cost of 14 at most";

  private final Map<String, PasswordHash> hashes = new LinkedHashMap<>();
  private final Map<TokenHash, String> holders = new HashMap<>();
  private final Map<String, Set<String>> groupsOf = new HashMap<>();

  private UserList() {}

  /**
   * Reads the files.
   *
   * @throws IllegalArgumentException if one cannot be read or understood: the message says where
   */
  public static UserList read(Path users, Optional<Path> groups) {
    UserList list = new UserList();
    List<String> lines = lines(users);
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i).strip();
      if (!line.isEmpty() && !line.startsWith("#")) {
        list.user(users + ":" + (i + 1), line);
      }
    }
    groups.ifPresent(list::readGroups);
    return list;
  }

  private void user(String place, String line) {
    int colon = line.indexOf(':');
    Check.argument(colon > 0, place, "no name and hash", "name:hash");
    // httpd takes no notice of what stands behind a second colon.
    String hash = line.substring(colon + 1).split(":", 2)[0];
    String name = line.substring(0, colon);
    Optional<TokenHash> token = TokenHash.parse(hash);
    if (token.isPresent()) {
      holders.put(token.get(), name);
      return;
    }
    PasswordHash read =
        PasswordHash.parse(hash)
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        Check.message(place, "an unknown kind of hash", HASHES)));
    hashes.putIfAbsent(name, read);
  }

  private void readGroups(Path file) {
    for (String line : lines(file)) {
      int colon = line.indexOf(':');
      if (colon > 0 && !line.startsWith("#")) {
        String group = line.substring(0, colon).strip();
        for (String name : line.substring(colon + 1).strip().split("\\s+")) {
          groupsOf.computeIfAbsent(name, any -> new HashSet<>()).add(group);
        }
      }
    }
  }

  private static List<String> lines(Path file) {
    try {
      return new String(RegularFile.read(file, BYTES_MAX), StandardCharsets.ISO_8859_1)
          .lines()
          .toList();
    } catch (RegularFile.Unfit e) {
      throw new IllegalArgumentException("users: " + e.words(), e);
    } catch (IOException e) {
      String message = Check.message("users", file, "a file that can be read");
      throw new IllegalArgumentException(message, e);
    }
  }

  /** The hash of a user's password. */
  Optional<PasswordHash> hashOf(String name) {
    return Optional.ofNullable(hashes.get(name));
  }

  /** Whose token it is. */
  Optional<String> holderOf(byte[] token) {
    return Optional.ofNullable(holders.get(TokenHash.of(token)));
  }

  /** Any hash, for those who are not there: that must not be found out by the time it takes. */
  Optional<PasswordHash> anyHash() {
    return hashes.values().stream().findFirst();
  }

  /** The groups that a user is in. */
  Set<String> groupsOf(String name) {
    return groupsOf.getOrDefault(name, Set.of());
  }
}
