package org.rpicluster.balancer.program.site;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The names of one tree as they are added: each once, none that is a file and a folder, no two that
 * a file system would take for one. O(depth) a path; for one thread.
 */
public final class TreeNames {

  /** By folded path: what stands there. */
  private final Map<String, Name> names = new HashMap<>();

  private record Name(String path, boolean isFile) {}

  /**
   * Adds a file, and the folders on the way to it.
   *
   * @throws SiteException if its name is taken, or is one that a site cannot have
   */
  public void addFile(String path) {
    SitePath.checked(path);
    addFolders(path);
    Name before = put(path, true);
    if (before != null) {
      throw new SiteException(SitePath.shown(path) + ": there twice");
    }
  }

  /** Adds a folder; again, if need be. */
  public void addFolder(String path) {
    SitePath.checked(path);
    addFolders(path);
    put(path, false);
  }

  /** Whether a file could be added. */
  public boolean hasRoomFor(String path) {
    for (int slash = path.indexOf('/'); slash >= 0; slash = path.indexOf('/', slash + 1)) {
      Name before = names.get(SitePath.folded(path.substring(0, slash)));
      if (before != null && (before.isFile || !before.path.equals(path.substring(0, slash)))) {
        return false;
      }
    }
    return !names.containsKey(SitePath.folded(path));
  }

  private void addFolders(String path) {
    for (int slash = path.indexOf('/'); slash >= 0; slash = path.indexOf('/', slash + 1)) {
      put(path.substring(0, slash), false);
    }
  }

  private @Nullable Name put(String path, boolean isFile) {
    Name before = names.putIfAbsent(SitePath.folded(path), new Name(path, isFile));
    if (before == null) {
      return null;
    }
    if (!before.path.equals(path)) {
      throw new SiteException(
          SitePath.shown(path)
              + ": the same name as "
              + SitePath.shown(before.path)
              + " where case or Unicode forms do not count");
    }
    if (before.isFile != isFile) {
      throw new SiteException(SitePath.shown(path) + ": a file and a folder");
    }
    return before;
  }
}
