package org.rpicluster.balancer.program.site.pull;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.rpicluster.balancer.program.site.Durable;
import org.rpicluster.balancer.program.site.Manifest;
import org.rpicluster.balancer.program.site.ManifestReader;
import org.rpicluster.balancer.program.site.SiteException;
import org.rpicluster.balancer.program.site.UpdateFiles;
import org.rpicluster.balancer.program.site.VerifyingKey;
import org.rpicluster.balancer.program.site.Wanted;

/**
 * The version that a worker shall have: what is wanted of it by name, or the newest. Signatures are
 * checked before anything that is signed is read. Blocks; for one pull.
 */
final class PullTarget {

  private static final int SIGNATURE_BYTES_MAX = 1024;

  private final PullSettings settings;
  private final UpdateServer server;
  private final WorkerFolders folders;

  PullTarget(PullSettings settings, UpdateServer server, WorkerFolders folders) {
    this.settings = settings;
    this.server = server;
    this.folders = folders;
  }

  /**
   * A version to have.
   *
   * @param manifest what it is
   * @param text the manifest's bytes
   * @param isWanted whether it is wanted by name, be it older or not
   */
  record Choice(Manifest manifest, byte[] text, boolean isWanted) {}

  Choice find() throws IOException {
    Optional<Wanted> wanted = wanted();
    if (wanted.isEmpty()) {
      String from = settings.from().toString();
      byte[] text = SeenManifest.fetch(server, from, folders.seen(), settings.limits());
      return new Choice(checked("manifest", text), text, false);
    }
    String version = wanted.get().version();
    String path = UpdateFiles.manifest(version);
    byte[] text =
        server
            .find(path, settings.limits().manifestBytesMax())
            .orElseThrow(() -> new SiteException("wanted: " + version + " is not published"));
    Manifest manifest = checked("manifest of " + version, text);
    if (!manifest.version().equals(version)) {
      throw new SiteException("manifest of " + version + ": is one of " + manifest.version());
    }
    return new Choice(manifest, text, true);
  }

  private Manifest checked(String what, byte[] text) throws IOException {
    checkSignature(what, text);
    return ManifestReader.read(text, settings.limits());
  }

  private void checkSignature(String what, byte[] signed) throws IOException {
    if (settings.key().isEmpty()) {
      return;
    }
    VerifyingKey key = settings.key().get();
    byte[] signature =
        server
            .find(UpdateFiles.signature(signed), SIGNATURE_BYTES_MAX)
            .orElseThrow(() -> new SiteException(what + ": not signed"));
    if (!key.isSigned(signed, signature)) {
      throw new SiteException(what + ": its signature is wrong");
    }
  }

  private Optional<Wanted> wanted() throws IOException {
    if (settings.name().isEmpty()) {
      return Optional.empty();
    }
    String name = settings.name().get();
    Optional<byte[]> text = server.find(UpdateFiles.wanted(name), Wanted.BYTES_MAX);
    if (text.isEmpty()) {
      return Optional.empty();
    }
    checkSignature("wanted", text.get());
    Wanted wanted = Wanted.read(text.get(), name);
    refuseReplay(wanted);
    return Optional.of(wanted);
  }

  /** An old word of the publisher's is as well signed as the last one. */
  private void refuseReplay(Wanted wanted) throws IOException {
    Path file = folders.wanted();
    if (Files.exists(file)) {
      Wanted before = Wanted.read(Files.readAllBytes(file), wanted.name());
      if (wanted.time().isBefore(before.time())) {
        throw new SiteException(
            "wanted: said at " + wanted.time() + ", but another was said at " + before.time());
      }
      if (wanted.equals(before)) {
        return;
      }
    }
    Durable.write(file, wanted.encode());
  }
}
