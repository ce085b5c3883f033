package org.rpicluster.balancer.program.site.publish;

import java.nio.file.Path;
import java.util.Optional;
import org.rpicluster.balancer.check.Check;
import org.rpicluster.balancer.program.site.SigningKey;
import org.rpicluster.balancer.program.site.SiteLimits;

/**
 * The settings of a publication. Immutable.
 *
 * @param folder the site
 * @param updates the directory that a web server serves to workers
 * @param key signs manifests
 * @param keep how many versions stay, the newest among them
 * @param overlap what two versions have in common while workers have the one or the other
 * @param limits how large a version may be
 */
public record PublishSettings(
    Path folder,
    Path updates,
    Optional<SigningKey> key,
    int keep,
    Overlap overlap,
    SiteLimits limits) {

  /** Room for a slip found late; a site of 100 MB takes 1 GB. */
  public static final int DEFAULT_KEEP = 10;

  private static final int KEEP_MAX = 10_000;

  /** Checks the number. */
  public PublishSettings {
    Check.argument(keep >= 1 && keep <= KEEP_MAX, "--keep", keep, "1 to " + KEEP_MAX);
  }
}
