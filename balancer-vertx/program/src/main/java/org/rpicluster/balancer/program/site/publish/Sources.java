package org.rpicluster.balancer.program.site.publish;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.rpicluster.balancer.program.site.Manifest;
import org.rpicluster.balancer.program.site.SiteException;
import org.rpicluster.balancer.program.site.TreeNames;
import org.rpicluster.balancer.program.site.UpdateFiles;

/**
 * The contents of an archive: the folder, and the files that are kept of the version before.
 * O(files), which it lists and does not open; for one thread.
 */
final class Sources {

  private final PublishSettings settings;
  private final Path folder;
  private final UpdatesDirectory updates;
  private final TreeNames names = new TreeNames();
  private final List<SourceFile> sources = new ArrayList<>();

  private Sources(PublishSettings settings, Path folder, UpdatesDirectory updates) {
    this.settings = settings;
    this.folder = folder;
    this.updates = updates;
  }

  /** All of it, in the order of its names. */
  static List<SourceFile> of(
      PublishSettings settings, Path folder, Optional<Manifest> before, UpdatesDirectory updates)
      throws IOException {
    Sources it = new Sources(settings, folder, updates);
    switch (settings.overlap()) {
      case NONE -> it.addFolder();
      case WITH_PREVIOUS -> {
        it.addFolder();
        before.ifPresent(it::addAssetsOf);
      }
      case ASSETS_FIRST ->
          it.addNewAssetsTo(
              before.orElseThrow(
                  () -> new SiteException("--assets-first: no version is published yet")));
    }
    it.sources.sort(SourceFile.ORDER);
    return it.sources;
  }

  private void addFolder() throws IOException {
    sources.addAll(SourceTree.list(folder, settings.limits(), names));
  }

  private void addAssetsOf(Manifest before) {
    Path archive = archive(before);
    KeptAssets.of(before, names).forEach(file -> sources.add(SourceFile.kept(file, archive)));
  }

  /** What the folder adds counts as kept: the next version has it as its own, or not at all. */
  private void addNewAssetsTo(Manifest before) throws IOException {
    for (String path : before.folders()) {
      names.addFolder(path);
      sources.add(SourceFile.folder(path));
    }
    Path archive = archive(before);
    before.files().forEach(file -> names.addFile(file.path()));
    before.files().forEach(file -> sources.add(SourceFile.again(file, archive)));
    for (SourceFile file : SourceTree.list(folder, settings.limits(), new TreeNames())) {
      boolean isAsset = !file.isFolder() && !KeptAssets.isPage(file.path());
      if (isAsset && names.hasRoomFor(file.path())) {
        addFolders(file.path());
        names.addFile(file.path());
        sources.add(file.asKept());
      }
    }
  }

  /** Those on the way to a file that are not there yet. */
  private void addFolders(String path) {
    for (int slash = path.indexOf('/'); slash >= 0; slash = path.indexOf('/', slash + 1)) {
      String parent = path.substring(0, slash);
      if (names.hasRoomFor(parent)) {
        names.addFolder(parent);
        sources.add(SourceFile.folder(parent));
      }
    }
  }

  private Path archive(Manifest before) {
    return updates.path(UpdateFiles.archive(before.version()));
  }
}
