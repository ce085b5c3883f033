package org.rpicluster.balancer.program.site.publish;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.rpicluster.balancer.program.site.Durable;
import org.rpicluster.balancer.program.site.Manifest;
import org.rpicluster.balancer.program.site.ManifestText;
import org.rpicluster.balancer.program.site.SiteException;
import org.rpicluster.balancer.program.site.SiteFile;
import org.rpicluster.balancer.program.site.UpdateFiles;
import org.rpicluster.balancer.time.Ticker;

/**
 * Publishes a folder as the newest version. The archive is on the disk before the manifest names
 * it, so a reader never sees half, and a power cut leaves the version before. Reads each file once;
 * memory is O(files). Blocks for the disk; for one thread.
 */
public final class Publisher {

  private final PublishSettings settings;
  private final Ticker ticker;

  /** With the clock that a version's name and time are taken from. */
  public Publisher(PublishSettings settings, Ticker ticker) {
    this.settings = settings;
    this.ticker = ticker;
  }

  /**
   * What has come of it.
   *
   * @param manifest the newest version
   * @param isNew whether it was made now: not if the folder is as it was
   */
  public record Result(Manifest manifest, boolean isNew) {}

  /**
   * Publishes.
   *
   * @throws SiteException if something in the folder cannot be published
   * @throws IOException if a file cannot be read or written
   */
  public Result publish() throws IOException {
    Path folder = sourceFolder();
    try (UpdatesDirectory updates = UpdatesDirectory.open(settings.updates())) {
      Optional<Manifest> before = updates.newest(settings.limits());
      Path fresh = updates.freshArchive();
      try {
        Optional<Manifest> served = updates.served(settings.limits());
        Manifest made = archive(Sources.of(settings, folder, served, updates), before, fresh);
        if (before.isPresent() && isSame(before.get(), made, before.equals(served))) {
          resign(updates, before.get());
          return new Result(before.get(), false);
        }
        show(updates, made, fresh);
        VersionRetention.keep(updates, settings.keep());
        return new Result(made, true);
      } finally {
        Files.deleteIfExists(fresh);
      }
    }
  }

  private Path sourceFolder() throws IOException {
    if (!Files.isDirectory(settings.folder())) {
      throw new SiteException(settings.folder() + ": no such folder");
    }
    Path folder = settings.folder().toRealPath();
    Path updates = settings.updates();
    Path real = Files.exists(updates) ? updates.toRealPath() : updates.toAbsolutePath().normalize();
    if (real.startsWith(folder)) {
      throw new SiteException("--to " + settings.updates() + ": inside the folder to publish");
    }
    return folder;
  }

  private Manifest archive(List<SourceFile> sources, Optional<Manifest> before, Path fresh)
      throws IOException {
    Instant time = VersionName.time(ticker.now(), before);
    FileTimes times = new FileTimes(time, before);
    List<SiteFile> files = new ArrayList<>();
    try (FileChannel channel = Durable.create(fresh);
        TarWriter tar = new TarWriter(Channels.newOutputStream(channel))) {
      for (SourceFile source : sources) {
        if (source.isFolder()) {
          tar.folder(source.path());
        } else {
          files.add(file(tar, source, times));
        }
      }
      tar.finish();
      channel.force(true);
      Manifest.Content unpacked = tar.tar();
      String version = VersionName.of(time, unpacked.sha256());
      List<String> empty = emptyFolders(sources);
      return new Manifest(version, time, unpacked, tar.archive(), files, empty);
    }
  }

  /** In the order of names, what is in a folder follows it. */
  private static List<String> emptyFolders(List<SourceFile> sources) {
    List<String> empty = new ArrayList<>();
    for (int i = 0; i < sources.size(); i++) {
      String inside = sources.get(i).path() + "/";
      boolean isLast = i + 1 == sources.size();
      if (sources.get(i).isFolder() && (isLast || !sources.get(i + 1).path().startsWith(inside))) {
        empty.add(sources.get(i).path());
      }
    }
    return empty;
  }

  private static SiteFile file(TarWriter tar, SourceFile source, FileTimes times)
      throws IOException {
    try (InputStream content = source.content().open()) {
      TarWriter.Written it = tar.file(source.path(), source.bytes(), content);
      return new SiteFile(
          source.path(),
          source.bytes(),
          it.sha256(),
          times.of(source.path(), it.sha256()),
          it.offset(),
          it.length(),
          source.isKept());
    }
  }

  /** With what is kept, or without: a version that is the same is not worth another one. */
  private boolean isSame(Manifest before, Manifest made, boolean isServed) {
    boolean mayDiffer = settings.overlap() == Overlap.WITH_PREVIOUS && isServed;
    return before.tar().equals(made.tar()) || mayDiffer && own(before).equals(own(made));
  }

  private static List<String> own(Manifest manifest) {
    return manifest.files().stream()
        .filter(file -> !file.isKept())
        .map(file -> file.sha256() + file.path())
        .toList();
  }

  private void resign(UpdatesDirectory updates, Manifest manifest) throws IOException {
    if (settings.key().isPresent()) {
      Path file = updates.path(UpdateFiles.manifest(manifest.version()));
      updates.sign(Files.readAllBytes(file), settings.key().get());
    }
  }

  private void show(UpdatesDirectory updates, Manifest made, Path fresh) throws IOException {
    byte[] text = ManifestText.encode(made);
    Durable.rename(fresh, updates.path(UpdateFiles.archive(made.version())));
    if (settings.key().isPresent()) {
      updates.sign(text, settings.key().get());
    }
    Durable.write(updates.path(UpdateFiles.manifest(made.version())), text);
    Durable.write(updates.path(UpdateFiles.MANIFEST), text);
  }
}
