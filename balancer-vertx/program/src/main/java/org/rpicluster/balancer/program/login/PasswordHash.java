package org.rpicluster.balancer.program.login;

import at.favre.lib.crypto.bcrypt.BCrypt;
import at.favre.lib.crypto.bcrypt.LongPasswordStrategies;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Pattern;
import org.apache.commons.codec.digest.Crypt;
import org.apache.commons.codec.digest.DigestUtils;
import org.apache.commons.codec.digest.Md5Crypt;

/**
 * The hash of a password, of one of the kinds that {@code htpasswd} writes: bcrypt, MD5 ({@code
 * apr1}), SHA-1, and those of the system's {@code crypt}. One that would take longer than a second
 * or so to work out is none. To compare takes from microseconds to that long; immutable, any
 * thread. The algorithms are those of the bcrypt library and of Commons Codec.
 */
final class PasswordHash {

  private static final String SHA = "{SHA}";
  private static final String APR1 = "$apr1$";

  /**
   * {@code 2a}, {@code 2b} and {@code 2y} are one algorithm; a step of the cost doubles the time.
   */
  private static final Pattern BCRYPT =
      Pattern.compile("\\$2[aby]\\$(?:0[4-9]|1[0-4])\\$[./A-Za-z0-9]{53}");

  private static final Pattern SHA_1 = Pattern.compile("\\{SHA}[A-Za-z0-9+/]{27}=");

  private static final Pattern MD5 =
      Pattern.compile("\\$(?:apr1|1)\\$[^$:]{1,8}\\$[./A-Za-z0-9]{22}");

  /** SHA-256 and SHA-512 of {@code crypt}; 999999 rounds take a second. */
  private static final Pattern SHA_2 =
      Pattern.compile("\\$[56]\\$(?:rounds=\\d{4,6}\\$)?[^$:]{1,16}\\$[./A-Za-z0-9]{43,86}");

  private final String text;

  private PasswordHash(String text) {
    this.text = text;
  }

  /** What a line of a file has; empty if it is of no such kind. */
  static Optional<PasswordHash> parse(String text) {
    boolean known =
        BCRYPT.matcher(text).matches()
            || SHA_1.matcher(text).matches()
            || MD5.matcher(text).matches()
            || SHA_2.matcher(text).matches();
    return known ? Optional.of(new PasswordHash(text)) : Optional.empty();
  }

  /** Whether it is this password's. */
  boolean isOf(byte[] password) {
    if (text.startsWith("$2")) {
      return BCrypt.verifyer(
              BCrypt.Version.VERSION_2Y, LongPasswordStrategies.truncate(BCrypt.Version.VERSION_2Y))
          .verify(password, ascii("$2y$" + text.substring(4)))
          .verified;
    }
    return MessageDigest.isEqual(ascii(text), ascii(hashed(password)));
  }

  private String hashed(byte[] password) {
    if (text.startsWith(SHA)) {
      return SHA + Base64.getEncoder().encodeToString(DigestUtils.sha1(password));
    }
    return text.startsWith(APR1) ? Md5Crypt.apr1Crypt(password, text) : Crypt.crypt(password, text);
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof PasswordHash that && text.equals(that.text);
  }

  @Override
  public int hashCode() {
    return text.hashCode();
  }

  /** Not the hash: it does not belong into a log. */
  @Override
  public String toString() {
    return "PasswordHash";
  }
}
