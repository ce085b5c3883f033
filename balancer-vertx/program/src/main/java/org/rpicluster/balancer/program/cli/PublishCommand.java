package org.rpicluster.balancer.program.cli;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.rpicluster.balancer.check.Check;
import org.rpicluster.balancer.program.site.Manifest;
import org.rpicluster.balancer.program.site.SigningKey;
import org.rpicluster.balancer.program.site.publish.Overlap;
import org.rpicluster.balancer.program.site.publish.PublishSettings;
import org.rpicluster.balancer.program.site.publish.Publisher;
import org.rpicluster.balancer.time.Ticker;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code publish DIR --to UPDATES}: makes a version of a folder, for workers to pull. */
@Command(
    name = "publish",
    description = {
      "Makes a version of a folder, for workers to pull.",
      "UPDATES is a directory that any web server serves; workers ask it for updates."
    },
    mixinStandardHelpOptions = true,
    showDefaultValues = true)
final class PublishCommand implements Callable<Integer> {

  @Parameters(paramLabel = "DIR", description = "The site.")
  private Path folder = Path.of("");

  @Option(
      names = "--to",
      paramLabel = "UPDATES",
      required = true,
      description = "The directory of updates.")
  private Path updates = Path.of("");

  @Option(
      names = "--sign",
      paramLabel = "KEY",
      description = "A private key of Ed25519, PEM: openssl genpkey -algorithm ed25519.")
  private @Nullable Path key;

  @Option(
      names = "--keep",
      paramLabel = "N",
      description = "How many versions stay, this one among them.")
  private int keep = PublishSettings.DEFAULT_KEEP;

  @Option(
      names = "--with-previous",
      description = "Keep assets of the version before that this one lacks: all but pages.")
  private boolean withPrevious;

  @Option(
      names = "--assets-first",
      description = "Not this one yet: the version before, with the assets that it lacks of DIR.")
  private boolean assetsFirst;

  @Mixin private SiteLimitOptions limits = new SiteLimitOptions();

  @Override
  public Integer call() {
    return SiteFaults.asFaults(
        () -> {
          Publisher.Result result = new Publisher(settings(), Ticker.system()).publish();
          System.out.println(said(result));
          return 0;
        });
  }

  private PublishSettings settings() {
    Optional<SigningKey> signing = Optional.ofNullable(key).map(SigningKey::read);
    return new PublishSettings(folder, updates, signing, keep, overlap(), limits.limits());
  }

  private Overlap overlap() {
    Check.argument(
        !(withPrevious && assetsFirst), "--assets-first", "with --with-previous", "one of them");
    return withPrevious ? Overlap.WITH_PREVIOUS : assetsFirst ? Overlap.ASSETS_FIRST : Overlap.NONE;
  }

  private static String said(Publisher.Result result) {
    Manifest manifest = result.manifest();
    return String.format(
        Locale.ROOT,
        "%s %s: %d files, %d bytes, archive %d bytes",
        result.isNew() ? "published" : "unchanged since",
        manifest.version(),
        manifest.files().size(),
        manifest.bytes(),
        manifest.archive().bytes());
  }
}
