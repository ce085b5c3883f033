package org.rpicluster.balancer.program.login;

import at.favre.lib.crypto.bcrypt.BCrypt;
import java.nio.charset.StandardCharsets;
import org.rpicluster.balancer.check.Check;

/**
 * A line for a file of users, and what its user shows. Making one takes as long as its cost says;
 * any thread.
 *
 * @param line of the file
 * @param secret the token; empty of a password, which its user knows
 */
public record NewLogin(String line, String secret) {

  /** As long as bcrypt looks at it; what is longer would be cut without a word. */
  private static final int PASSWORD_BYTES_MAX = 72;

  /**
   * With a password.
   *
   * @param cost of bcrypt: one more doubles the time that a guess takes, to its user and to others
   * @throws IllegalArgumentException saying what is wrong with name or password
   */
  public static NewLogin ofPassword(String name, String password, int cost) {
    byte[] bytes = password.getBytes(StandardCharsets.UTF_8);
    Check.argument(cost >= 4 && cost <= 14, "--cost", cost, "4 to 14");
    Check.argument(
        bytes.length > 0 && bytes.length <= PASSWORD_BYTES_MAX,
        "password",
        bytes.length + " bytes",
        "1 to 72 bytes in UTF-8");
    byte[] hash = BCrypt.with(BCrypt.Version.VERSION_2Y).hash(cost, bytes);
    return new NewLogin(named(name) + ":" + new String(hash, StandardCharsets.US_ASCII), "");
  }

  /** With a token that is drawn. */
  public static NewLogin ofToken(String name) {
    String token = TokenHash.draw();
    return new NewLogin(named(name) + ":" + TokenHash.of(token).text(), token);
  }

  private static String named(String name) {
    boolean plain = !name.isBlank() && name.strip().equals(name) && !name.startsWith("#");
    boolean printed = name.chars().noneMatch(c -> c == ':' || Character.isISOControl(c));
    Check.argument(plain && printed, "name", name, "without : and blanks around it");
    return name;
  }
}
