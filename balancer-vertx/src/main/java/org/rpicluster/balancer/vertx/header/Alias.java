package org.rpicluster.balancer.vertx.header;

import java.util.Locale;
import java.util.Set;

/**
 * Names that are another field's name to a member that turns them into variables, as CGI does:
 * there {@code X_Forwarded_For} and {@code X-Forwarded-For} are the same. Where the proxy vouches
 * for the second, a client must not say the first. Stateless; any thread. RFC 3875 §4.1.18.
 */
public final class Alias {

  private static final Set<String> VOUCHED =
      Set.of(
          "connection",
          "content-length",
          "forwarded",
          "host",
          "proxy",
          "transfer-encoding",
          "via",
          "x-forwarded-for",
          "x-forwarded-host",
          "x-forwarded-port",
          "x-forwarded-proto",
          "x-real-ip");

  private Alias() {}

  /** Whether a field with an underscore in its name stands for one that the proxy vouches for. */
  public static boolean isOfVouched(String name) {
    return name.indexOf('_') >= 0
        && VOUCHED.contains(name.replace('_', '-').toLowerCase(Locale.ROOT));
  }

  /** Whether the proxy vouches for a field; its name in lower case. */
  public static boolean isVouched(String name) {
    return VOUCHED.contains(name);
  }
}
