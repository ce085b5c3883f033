package org.rpicluster.balancer.program.cli;

import java.util.OptionalLong;
import org.rpicluster.balancer.check.Check;
import org.rpicluster.balancer.program.site.SiteLimits;
import org.rpicluster.balancer.vertx.settings.Sizes;
import picocli.CommandLine.Option;

/** The limits of a version's size, on the command line. */
final class SiteLimitOptions {

  @Option(names = "--max-files", paramLabel = "N", description = "Files of a version at most.")
  private int filesMax = SiteLimits.DEFAULT.filesMax();

  @Option(names = "--max-bytes", paramLabel = "SIZE", description = "Its bytes at most.")
  private String bytesMax = Sizes.text(SiteLimits.DEFAULT.bytesMax());

  SiteLimits limits() {
    OptionalLong bytes = Sizes.parse(bytesMax);
    Check.argument(bytes.isPresent(), "--max-bytes", bytesMax, Sizes.EXPECTED);
    return new SiteLimits(filesMax, bytes.getAsLong());
  }
}
