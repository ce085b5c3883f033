package org.rpicluster.balancer.program.site.publish;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.rpicluster.balancer.program.site.Durable;
import org.rpicluster.balancer.program.site.SiteException;
import org.rpicluster.balancer.program.site.UpdateFiles;
import org.rpicluster.balancer.program.site.Wanted;

/**
 * Removes versions that are neither among the newest nor wanted by a worker, and what a killed
 * publisher has left. A manifest goes before its archive: a reader that still finds it has the
 * rest. Blocks for the disk; stateless.
 */
final class VersionRetention {

  private static final String ARCHIVE_ENDING = ".tar.gz";

  private VersionRetention() {}

  static void keep(UpdatesDirectory updates, int count) throws IOException {
    List<String> versions = new ArrayList<>(updates.versions());
    Set<String> kept =
        new HashSet<>(versions.subList(Math.max(0, versions.size() - count), versions.size()));
    kept.addAll(wanted(updates));
    for (String version : versions) {
      if (!kept.contains(version)) {
        Durable.delete(updates.path(UpdateFiles.manifest(version)));
      }
    }
    removeOthers(updates.path(UpdateFiles.ARCHIVES), archives(kept));
    removeOthers(updates.path(UpdateFiles.VERSIONS), manifests(kept));
    removeOthers(updates.path(UpdateFiles.SIGNATURES), signatures(updates));
  }

  private static Set<String> wanted(UpdatesDirectory updates) throws IOException {
    Set<String> versions = new HashSet<>();
    for (String name : updates.wanted()) {
      try {
        byte[] text = Files.readAllBytes(updates.path(UpdateFiles.wanted(name)));
        versions.add(Wanted.read(text, name).version());
      } catch (SiteException e) {
        // Not a word that a worker would heed.
      }
    }
    return versions;
  }

  private static Set<String> archives(Set<String> versions) {
    Set<String> names = new HashSet<>();
    versions.forEach(version -> names.add(version + ARCHIVE_ENDING));
    return names;
  }

  private static Set<String> manifests(Set<String> versions) {
    Set<String> names = new HashSet<>();
    versions.forEach(version -> names.add(version + ".json"));
    return names;
  }

  /** Those of everything that is still there. */
  private static Set<String> signatures(UpdatesDirectory updates) throws IOException {
    List<Path> signed = new ArrayList<>();
    for (String version : updates.versions()) {
      signed.add(updates.path(UpdateFiles.manifest(version)));
    }
    for (String name : updates.wanted()) {
      signed.add(updates.path(UpdateFiles.wanted(name)));
    }
    Set<String> names = new HashSet<>();
    for (Path file : signed) {
      String path = UpdateFiles.signature(Files.readAllBytes(file));
      names.add(path.substring(path.indexOf('/') + 1));
    }
    return names;
  }

  private static void removeOthers(Path folder, Set<String> kept) throws IOException {
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
      for (Path file : files) {
        if (!kept.contains(file.getFileName().toString())) {
          Files.deleteIfExists(file);
        }
      }
    }
  }
}
