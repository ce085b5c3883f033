package org.rpicluster.balancer.program.site.pull;

import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;
import org.rpicluster.balancer.check.Check;
import org.rpicluster.balancer.program.site.SiteLimits;
import org.rpicluster.balancer.program.site.VerifyingKey;
import org.rpicluster.balancer.program.site.Wanted;

/**
 * The settings of a pull. Immutable.
 *
 * @param from the directory of updates
 * @param into the worker's directory; the site is in its {@code current}
 * @param key whose signature is asked for; nothing: none is
 * @param name the worker's, by which it is told another version than the newest
 * @param bytesPerSecond at most; 0: as fast as it comes
 * @param keep how many versions stay, the current one among them
 * @param again whether to take a version that was rolled back
 * @param limits how large a version may be
 */
public record PullSettings(
    URI from,
    Path into,
    Optional<VerifyingKey> key,
    Optional<String> name,
    long bytesPerSecond,
    int keep,
    boolean again,
    SiteLimits limits) {

  /** The current one, and two to roll back to. */
  public static final int DEFAULT_KEEP = 3;

  private static final int KEEP_MAX = 1000;

  /** Checks the values. */
  public PullSettings {
    boolean http = "http".equals(from.getScheme()) || "https".equals(from.getScheme());
    boolean plain = from.getQuery() == null && from.getFragment() == null;
    Check.argument(
        http && plain && from.getHost() != null, "--from", from, "such as http://dev.lan/updates");
    Check.argument(keep >= 1 && keep <= KEEP_MAX, "--keep", keep, "1 to " + KEEP_MAX);
    Check.argument(
        name.map(Wanted::isName).orElse(true),
        "--name",
        name.orElse(""),
        "letters, digits, dots and dashes");
  }
}
