package org.rpicluster.balancer.sticky;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.rpicluster.balancer.check.Check;

/**
 * A mark before the route in a cookie, which only the balancer can make: so that a client cannot
 * choose the member that it burdens. It costs two hashes; any thread. HMAC-SHA-256 (RFC 2104), cut
 * to 128 bits.
 */
public final class RouteSignature {

  private static final String ALGORITHM = "HmacSHA256";

  /** Half of the hash, as RFC 2104 §5 allows. */
  private static final int BYTES = 16;

  /** Of a mark, in characters: six bits each. */
  static final int LENGTH = (BYTES * 8 + 5) / 6;

  private static final int KEY_BYTES_MIN = 16;

  private final SecretKeySpec key;

  /**
   * Signs with a key.
   *
   * @param key 16 bytes or more, the same on every balancer that shares the sessions
   */
  public RouteSignature(byte[] key) {
    Check.argument(key.length >= KEY_BYTES_MIN, "key", key.length + " bytes", "16 bytes or more");
    this.key = new SecretKeySpec(key, ALGORITHM);
  }

  /** The mark of a route: letters, digits, hyphen and underscore. */
  public String of(String route) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(key);
      byte[] hash = mac.doFinal(route.getBytes(StandardCharsets.UTF_8));
      return Base64.getUrlEncoder().withoutPadding().encodeToString(Arrays.copyOf(hash, BYTES));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e); // every Java has it
    }
  }

  /** Whether a mark is that of a route; takes as long whether it is or not. */
  public boolean isOf(String route, String mark) {
    byte[] expected = of(route).getBytes(StandardCharsets.US_ASCII);
    return MessageDigest.isEqual(expected, mark.getBytes(StandardCharsets.UTF_8));
  }
}
