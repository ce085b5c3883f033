package org.rpicluster.balancer.program.cli;

import java.time.Duration;
import org.rpicluster.balancer.check.Check;
import org.rpicluster.balancer.program.site.rollout.RolloutSettings;
import org.rpicluster.balancer.vertx.settings.Durations;
import picocli.CommandLine.Option;

/** The options of a roll-out, on the command line. */
final class RolloutOptions {

  @Option(
      names = "--max-unavailable",
      paramLabel = "N",
      description = "Members that may be away at one time, those that are down among them.")
  private int maxUnavailable = 1;

  @Option(names = "--canary", paramLabel = "N", description = "Members that go first, alone.")
  private int canary;

  @Option(
      names = "--pause",
      paramLabel = "TIME",
      description = "How long the others wait after --canary.")
  private String pause = "5m";

  @Option(
      names = "--wait-healthy",
      paramLabel = "N",
      description = "Good probes in a row before a member serves again.")
  private int healthyCount = 3;

  @Option(
      names = "--drain-within",
      paramLabel = "TIME",
      description = "How long requests in flight are waited for.")
  private String drainWithin = "60s";

  @Option(
      names = "--update-within",
      paramLabel = "TIME",
      description = "How long the update of one member may take.")
  private String updateWithin = "10m";

  @Option(
      names = "--healthy-within",
      paramLabel = "TIME",
      description = "How long it may take a member to be well.")
  private String healthyWithin = "2m";

  RolloutSettings settings(String cluster) {
    return new RolloutSettings(
        cluster,
        maxUnavailable,
        canary,
        time("--pause", pause),
        healthyCount,
        time("--drain-within", drainWithin),
        updateWithin(),
        time("--healthy-within", healthyWithin));
  }

  Duration updateWithin() {
    return time("--update-within", updateWithin);
  }

  private static Duration time(String name, String text) {
    return Durations.parse(text)
        .orElseThrow(
            () -> new IllegalArgumentException(Check.message(name, text, Durations.EXPECTED)));
  }
}
