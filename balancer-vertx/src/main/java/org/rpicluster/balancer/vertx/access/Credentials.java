package org.rpicluster.balancer.vertx.access;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A name and a password as a client sends them, as bytes: names have a character for each byte, as
 * files of users are read. What is longer than any password that is meant is none, as hashing it
 * would take long. Any thread. RFC 7617.
 *
 * @param name the name
 * @param password the password; is not copied
 */
public record Credentials(String name, byte[] password) {

  private static final String SCHEME = "basic ";

  /** What bcrypt looks at is 72 bytes, and the other hashes take time by the length. */
  private static final int BYTES_MAX = 512;

  /** Those of an {@code Authorization} field; empty if it has none, or of another scheme. */
  public static Optional<Credentials> read(@Nullable String field) {
    if (field == null || field.length() < SCHEME.length()) {
      return Optional.empty();
    }
    String scheme = field.substring(0, SCHEME.length()).toLowerCase(Locale.ROOT);
    return scheme.equals(SCHEME)
        ? decoded(field.substring(SCHEME.length()).strip())
        : Optional.empty();
  }

  private static Optional<Credentials> decoded(String text) {
    try {
      byte[] both = Base64.getDecoder().decode(text);
      int colon = new String(both, StandardCharsets.ISO_8859_1).indexOf(':');
      if (colon < 0 || both.length > BYTES_MAX) {
        return Optional.empty();
      }
      String name = new String(both, 0, colon, StandardCharsets.ISO_8859_1);
      return Optional.of(new Credentials(name, Arrays.copyOfRange(both, colon + 1, both.length)));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /** A name of a configuration, with a character for each byte. */
  public static String name(String written) {
    return new String(written.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Credentials that
        && name.equals(that.name)
        && Arrays.equals(password, that.password);
  }

  @Override
  public int hashCode() {
    return 31 * name.hashCode() + Arrays.hashCode(password);
  }

  /** Without the password. */
  @Override
  public String toString() {
    return "Credentials[" + name + "]";
  }
}
