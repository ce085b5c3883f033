package org.rpicluster.balancer.program.login;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.apache.commons.codec.digest.DigestUtils;

/**
 * The hash of a token. A token is drawn and never chosen, from so many that none can be guessed: so
 * its hash need not be slow, and a client that sends it with each request is known at once.
 * Immutable; any thread. RFC 6750 §5.2; the digest is Commons Codec's.
 *
 * @param text as it stands in a file
 */
record TokenHash(String text) {

  private static final String PREFIX = "{SHA-256}";

  private static final Pattern PATTERN = Pattern.compile("\\{SHA-256}[A-Za-z0-9+/]{43}=");

  /** What a line of a file has; empty if it is of no token. */
  static Optional<TokenHash> parse(String text) {
    return PATTERN.matcher(text).matches() ? Optional.of(new TokenHash(text)) : Optional.empty();
  }

  /** Of a token as a client sends it. */
  static TokenHash of(byte[] token) {
    return new TokenHash(PREFIX + Base64.getEncoder().encodeToString(DigestUtils.sha256(token)));
  }

  /** Draws a token, of 64 letters and digits: 244 bits of the JDK's strong randomness. */
  static String draw() {
    return (UUID.randomUUID().toString() + UUID.randomUUID()).replace("-", "");
  }

  /** Of a token that was drawn. */
  static TokenHash of(String drawn) {
    return of(drawn.getBytes(StandardCharsets.ISO_8859_1));
  }

  /** Not the hash: it does not belong into a log. */
  @Override
  public String toString() {
    return "TokenHash";
  }
}
