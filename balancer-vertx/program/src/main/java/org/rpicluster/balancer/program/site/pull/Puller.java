package org.rpicluster.balancer.program.site.pull;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.rpicluster.balancer.program.site.Durable;
import org.rpicluster.balancer.program.site.Manifest;
import org.rpicluster.balancer.program.site.NamesInUtf8;
import org.rpicluster.balancer.program.site.Pause;
import org.rpicluster.balancer.program.site.SiteException;
import org.rpicluster.balancer.program.site.SiteFile;
import org.rpicluster.balancer.time.Ticker;

/**
 * Brings a worker to the version that it shall have. Everything is checked before it is switched
 * to, and what the worker has already is neither fetched nor written. Killed at any point, it
 * leaves the old version or the new, and the next run goes on. Blocks; for one thread.
 */
public final class Puller {

  private final PullSettings settings;
  private final UpdateServer server;
  private final Ticker ticker;
  private final Pause pause;

  /** With a clock for the rate limit. */
  public Puller(PullSettings settings, UpdateServer server, Ticker ticker, Pause pause) {
    this.settings = settings;
    this.server = server;
    this.ticker = ticker;
    this.pause = pause;
  }

  /**
   * Pulls once.
   *
   * @param after is told of a switch, until it has returned once; nothing: there is nothing to do
   * @return what has come of it, in a line
   * @throws SiteException if the update is refused
   * @throws IOException if the server cannot be reached, or a file not be written
   */
  public String pull(Optional<AfterSwitch> after) throws IOException {
    try (Worker worker = Worker.open(settings.into())) {
      if (after.isPresent()) {
        after.get().runIfDue(worker);
      }
      PullTarget.Choice choice = new PullTarget(settings, server, worker.folders()).find();
      Optional<Manifest> current = worker.current();
      String version = choice.manifest().version();
      if (current.map(it -> it.version().equals(version)).orElse(false)) {
        refuseOtherContent(worker, choice);
        tidyUp(worker);
        return "up to date: " + version;
      }
      if (!choice.isWanted() && isHeld(worker, choice.manifest(), current)) {
        return "held back: " + version + " was rolled back; a newer one, or --again, ends that";
      }
      return change(worker, choice, after);
    }
  }

  private static void refuseOtherContent(Worker worker, PullTarget.Choice choice)
      throws IOException {
    Path kept = worker.folders().manifest(choice.manifest().version());
    if (!Arrays.equals(Files.readAllBytes(kept), choice.text())) {
      throw new SiteException(
          choice.manifest().version() + ": is another one than the version of that name here");
    }
  }

  private boolean isHeld(Worker worker, Manifest next, Optional<Manifest> current)
      throws IOException {
    Optional<HeldVersion> held = HeldVersion.read(worker.folders().held());
    if (held.isPresent() && held.get().version().equals(next.version())) {
      return !settings.again();
    }
    HeldVersion newest = held.orElse(current.map(HeldVersion::of).orElse(null));
    if (newest != null && !next.time().isAfter(newest.time())) {
      throw new SiteException(
          String.format(
              Locale.ROOT,
              "%s of %s: older than %s of %s, which is here",
              next.version(),
              next.time(),
              newest.version(),
              newest.time()));
    }
    return false;
  }

  private String change(Worker worker, PullTarget.Choice choice, Optional<AfterSwitch> after)
      throws IOException {
    Manifest manifest = choice.manifest();
    String made = "";
    if (worker.isThere(manifest.version())) {
      refuseOtherContent(worker, choice);
    } else {
      made = make(worker, choice);
    }
    if (after.isPresent()) {
      after.get().setDue(worker, manifest.version());
    }
    worker.switchTo(manifest.version());
    Durable.delete(worker.folders().held());
    tidyUp(worker);
    if (after.isPresent()) {
      after.get().runIfDue(worker);
    }
    return "now at " + manifest.version() + made;
  }

  /** Also in a run that changes nothing: the one before may have been killed behind its switch. */
  private void tidyUp(Worker worker) throws IOException {
    TreeRetention.keep(worker, settings.keep());
    Downloads.remove(worker.folders().downloads(), any -> true);
  }

  private String make(Worker worker, PullTarget.Choice choice) throws IOException {
    Manifest manifest = choice.manifest();
    RateLimit rate = new RateLimit(settings.bytesPerSecond(), ticker, pause);
    Downloads downloads = new Downloads(server, worker.folders().downloads(), rate);
    downloads.removeOthers(manifest.version());
    try {
      FreshTree tree = FreshTree.make(worker.folders().fresh(), manifest);
      List<SiteFile> needed = link(worker, manifest, tree);
      if (!PiecePlan.needsNothing(manifest, needed)) {
        fetch(manifest, needed, tree, downloads);
      }
      tree.finish(manifest.version());
      worker.add(manifest, choice.text());
      long bytes = needed.stream().mapToLong(SiteFile::bytes).sum();
      return String.format(
          Locale.ROOT,
          ": %d of %d files written, %d bytes; %d bytes fetched",
          needed.size(),
          manifest.files().size(),
          bytes,
          downloads.fetched());
    } finally {
      Durable.deleteTree(worker.folders().fresh());
    }
  }

  /** Links what is here already, and says what is not. */
  private static List<SiteFile> link(Worker worker, Manifest manifest, FreshTree tree)
      throws IOException {
    Map<String, Path> here = new HashMap<>();
    for (Manifest version : worker.versions()) {
      Path root = worker.folders().version(version.version());
      version.files().forEach(it -> here.put(content(it), NamesInUtf8.below(root, it.path())));
    }
    List<SiteFile> needed = new ArrayList<>();
    for (SiteFile file : manifest.files()) {
      Path existing = here.get(content(file));
      if (existing == null || !tree.link(file, existing)) {
        needed.add(file);
      }
    }
    return needed;
  }

  /** With the time: a link shares it. */
  private static String content(SiteFile file) {
    return file.sha256() + file.time();
  }

  private static void fetch(
      Manifest manifest, List<SiteFile> needed, FreshTree tree, Downloads downloads)
      throws IOException {
    Unpacking unpacking = new Unpacking(manifest, needed, tree);
    Optional<Path> pieces = pieces(manifest, needed, downloads);
    Path archive = pieces.isPresent() ? pieces.get() : downloads.whole(manifest);
    try (InputStream in = Files.newInputStream(archive)) {
      if (pieces.isPresent()) {
        unpacking.pieces(in);
      } else {
        unpacking.whole(in);
      }
    } catch (SiteException e) {
      downloads.removeAll(); // Not to be refused for the same again.
      throw e;
    }
  }

  /** Fetches the pieces alone, if that is better, and the server can do it. */
  private static Optional<Path> pieces(
      Manifest manifest, List<SiteFile> needed, Downloads downloads) throws IOException {
    List<PiecePlan.Piece> plan = PiecePlan.of(manifest, needed);
    Path file = downloads.pieces(manifest);
    for (PiecePlan.Piece piece : plan) {
      if (!downloads.appendPiece(manifest, piece.from(), piece.to(), file)) {
        return Optional.empty();
      }
    }
    return plan.isEmpty() ? Optional.empty() : Optional.of(file);
  }
}
