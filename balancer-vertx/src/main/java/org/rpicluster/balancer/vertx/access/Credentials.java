package org.rpicluster.balancer.vertx.access;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A name and a password as a client sends them, as bytes: names have a character for each byte, as
 * files of users are read. A token says who has it, and comes as a password without a name. What is
 * longer than any password that is meant is none, as hashing it would take long. Any thread. RFC
 * 7617, RFC 6750 §2.1.
 *
 * @param name the name; empty of a token
 * @param password the password, or the token; is not copied
 */
public record Credentials(String name, byte[] password) {

  private static final String BASIC = "basic ";
  private static final String BEARER = "bearer ";

  /** What bcrypt looks at is 72 bytes, and the other hashes take time by the length. */
  private static final int BYTES_MAX = 512;

  /** Those of an {@code Authorization} field; empty if it has none, or of another scheme. */
  public static Optional<Credentials> read(@Nullable String field) {
    if (field == null) {
      return Optional.empty();
    } else if (isOf(BASIC, field)) {
      return decoded(field.substring(BASIC.length()).strip());
    }
    return isOf(BEARER, field) ? token(field.substring(BEARER.length()).strip()) : Optional.empty();
  }

  private static boolean isOf(String scheme, String field) {
    return field.regionMatches(true, 0, scheme, 0, scheme.length());
  }

  private static Optional<Credentials> token(String text) {
    boolean isToken = !text.isEmpty() && text.length() <= BYTES_MAX && text.indexOf(' ') < 0;
    return isToken
        ? Optional.of(new Credentials("", text.getBytes(StandardCharsets.ISO_8859_1)))
        : Optional.empty();
  }

  /** Whether it is a token, which says itself whose it is. */
  public boolean isToken() {
    return name.isEmpty();
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
