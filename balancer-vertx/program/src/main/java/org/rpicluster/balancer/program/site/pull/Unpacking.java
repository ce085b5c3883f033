package org.rpicluster.balancer.program.site.pull;

import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.rpicluster.balancer.program.site.Manifest;
import org.rpicluster.balancer.program.site.SiteException;
import org.rpicluster.balancer.program.site.SiteFile;
import org.rpicluster.balancer.program.site.SitePath;

/**
 * Unpacks an archive, or pieces of it, into a fresh tree: what the manifest does not name is
 * refused, and so is what it names and the archive does not have. For one thread.
 */
final class Unpacking {

  private final Manifest manifest;
  private final FreshTree tree;
  private final Set<String> folders;
  private final Map<String, SiteFile> files = new HashMap<>();
  private final Set<String> seen = new HashSet<>();
  private final Set<String> needed = new HashSet<>();

  /**
   * Of a version.
   *
   * @param needed the files to write; others are there already
   */
  Unpacking(Manifest manifest, Iterable<SiteFile> needed, FreshTree tree) {
    this.manifest = manifest;
    this.tree = tree;
    folders = manifest.folders();
    manifest.files().forEach(file -> files.put(file.path(), file));
    needed.forEach(file -> this.needed.add(file.path()));
  }

  /** Unpacks the whole archive, which must have all files and the tar's hash. */
  void whole(InputStream archive) throws IOException {
    try (TarReader tar = new TarReader(archive, manifest.tar().bytes())) {
      unpack(tar);
      for (SiteFile file : manifest.files()) {
        refuseIf(!seen.contains(file.path()), file.path(), "missing");
      }
      if (!tar.sha256(manifest.tar().bytes()).equals(manifest.tar().sha256())) {
        throw new SiteException("archive: the tar in it is not the one of the manifest");
      }
    }
  }

  /** Unpacks pieces of the archive, which must have all files that are needed. */
  void pieces(InputStream archive) throws IOException {
    try (TarReader tar = new TarReader(archive, manifest.tar().bytes())) {
      unpack(tar);
      for (String path : needed) {
        refuseIf(!seen.contains(path), path, "missing");
      }
    }
  }

  private void unpack(TarReader tar) throws IOException {
    Optional<TarReader.TarEntry> next = tar.next();
    while (next.isPresent()) {
      TarReader.TarEntry entry = next.get();
      refuseIf(!seen.add(entry.path()), entry.path(), "there twice");
      if (entry.isFolder()) {
        refuseIf(!folders.contains(entry.path()), entry.path(), "not in the manifest");
      } else {
        file(tar, entry);
      }
      next = tar.next();
    }
  }

  private void file(TarReader tar, TarReader.TarEntry entry) throws IOException {
    SiteFile file = files.get(entry.path());
    if (file == null) {
      throw refusal(entry.path(), "not in the manifest");
    }
    refuseIf(
        entry.bytes() != file.bytes(),
        entry.path(),
        entry.bytes() + " bytes (expected: " + file.bytes() + ")");
    if (needed.contains(entry.path())) {
      tree.write(file, tar.content());
    } else {
      passOver(tar.content());
    }
  }

  /** The reader would skip it as a part of the next header. */
  private static void passOver(InputStream content) throws IOException {
    byte[] passed = new byte[8 << 10];
    while (content.read(passed, 0, passed.length) >= 0) {
      // A file that is there already.
    }
  }

  private static void refuseIf(boolean bad, String path, String why) {
    if (bad) {
      throw refusal(path, why);
    }
  }

  private static SiteException refusal(String path, String why) {
    return new SiteException("archive: " + SitePath.shown(path) + ": " + why);
  }
}
