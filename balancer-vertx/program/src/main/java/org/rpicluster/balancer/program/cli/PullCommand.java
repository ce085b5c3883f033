package org.rpicluster.balancer.program.cli;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.rpicluster.balancer.check.Check;
import org.rpicluster.balancer.program.site.SiteException;
import org.rpicluster.balancer.program.site.VerifyingKey;
import org.rpicluster.balancer.program.site.pull.AfterSwitch;
import org.rpicluster.balancer.program.site.pull.PullSettings;
import org.rpicluster.balancer.program.site.pull.Puller;
import org.rpicluster.balancer.program.site.pull.SourceAuthority;
import org.rpicluster.balancer.program.site.pull.UpdateServer;
import org.rpicluster.balancer.time.Ticker;
import org.rpicluster.balancer.vertx.settings.Durations;
import org.rpicluster.balancer.vertx.settings.Sizes;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code pull --from URL --into DIR}: brings a worker to the newest version, or the wanted one. */
@Command(
    name = "pull",
    description = {
      "Brings a worker to the newest version of a site, or to the one that is wanted of it.",
      "Serve DIR/current: it is one whole version at any moment."
    },
    mixinStandardHelpOptions = true,
    showDefaultValues = true,
    subcommands = {RollbackCommand.class, PullStatusCommand.class})
final class PullCommand implements Callable<Integer> {

  /** After failures, so long at most until the next try. */
  private static final Duration LONGEST_PAUSE = Duration.ofHours(1);

  @Option(names = "--from", paramLabel = "URL", description = "Where publish's UPDATES are served.")
  private @Nullable URI from;

  @Option(names = "--into", paramLabel = "DIR", description = "The worker's directory.")
  private @Nullable Path into;

  @Option(names = "--once", description = "Pull once, and end. That is the default.")
  private boolean once;

  @Option(names = "--every", paramLabel = "TIME", description = "Pull again and again: 60s, 5m.")
  private @Nullable String every;

  @Option(
      names = "--verify",
      paramLabel = "KEY",
      description =
          "The publisher's public key of Ed25519, PEM. What it has not signed is refused.")
  private @Nullable Path key;

  @Option(
      names = "--name",
      paramLabel = "NAME",
      description = "This worker's: wanted/NAME.json may ask it for another version.")
  private @Nullable String name;

  @Option(names = "--rate", paramLabel = "SIZE", description = "Bytes a second at most: 1MiB.")
  private @Nullable String rate;

  @Option(
      names = "--authority",
      paramLabel = "PEM",
      description = "Trust the certificates of this authority, and no others.")
  private @Nullable Path authority;

  @Option(names = "--keep", paramLabel = "N", description = "Versions that stay on the worker.")
  private int keep = PullSettings.DEFAULT_KEEP;

  @Option(names = "--again", description = "Take a version that was rolled back.")
  private boolean again;

  @Option(
      names = "--then",
      paramLabel = "COMMAND",
      description = "Run it with sh after a switch; SITE_VERSION is the version.")
  private @Nullable String command;

  @Mixin private SiteLimitOptions limits = new SiteLimitOptions();

  private final StopLatch stop = new StopLatch();

  @Override
  public Integer call() {
    return SiteFaults.asFaults(
        () -> {
          Optional<Duration> period = period();
          Puller puller = puller();
          if (period.isEmpty()) {
            System.out.println(puller.pull(after()));
            return 0;
          }
          Logging.start();
          stop.listen();
          pullAgainAndAgain(puller, period.get());
          return 0;
        });
  }

  private Optional<Duration> period() {
    if (every == null) {
      return Optional.empty();
    }
    Optional<Duration> period = Durations.parse(every).filter(it -> it.toMillis() > 0);
    Check.argument(
        period.isPresent() && !once, "--every", every, Durations.EXPECTED + ", no --once");
    return period;
  }

  private Puller puller() {
    Check.argument(from != null, "--from", "missing", "such as http://dev.lan/updates");
    Check.argument(into != null, "--into", "missing", "the worker's directory");
    PullSettings settings =
        new PullSettings(
            from,
            into,
            Optional.ofNullable(key).map(VerifyingKey::read),
            Optional.ofNullable(name),
            bytesPerSecond(),
            keep,
            again,
            limits.limits());
    UpdateServer server =
        UpdateServer.at(from, Optional.ofNullable(authority).map(SourceAuthority::read));
    return new Puller(settings, server, Ticker.system(), stop);
  }

  private long bytesPerSecond() {
    if (rate == null) {
      return 0;
    }
    long bytes = Sizes.parse(rate).orElse(0);
    Check.argument(bytes > 0, "--rate", rate, Sizes.EXPECTED);
    return bytes;
  }

  private Optional<AfterSwitch> after() {
    return Optional.ofNullable(command).map(AfterSwitch::new);
  }

  private void pullAgainAndAgain(Puller puller, Duration period) {
    Duration next = period;
    String before = "";
    do {
      String line;
      try {
        line = puller.pull(after());
        next = period;
      } catch (SiteException | IOException e) {
        line = e instanceof IOException io ? SiteFaults.line(io) : e.getMessage();
        // What is refused may be fetched again only to be refused again.
        next = min(next.multipliedBy(2), max(LONGEST_PAUSE, period));
        System.err.println("balancer: " + line);
        before = line;
        continue;
      }
      if (!line.equals(before)) {
        System.out.println(line);
      }
      before = line;
    } while (stop.forNanos(next.toNanos()));
  }

  private static Duration min(Duration a, Duration b) {
    return a.compareTo(b) < 0 ? a : b;
  }

  private static Duration max(Duration a, Duration b) {
    return a.compareTo(b) < 0 ? b : a;
  }

  /** The directory that a subcommand without one of its own is about. */
  Path directory(@Nullable Path own) {
    Path directory = own == null ? into : own;
    Check.argument(directory != null, "--into", "missing", "the worker's directory");
    return List.of(directory).get(0);
  }
}
