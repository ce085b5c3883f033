package org.rpicluster.balancer.program.site;

import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The manifest of a version: every file with its hash, and the archive that holds them. Immutable.
 *
 * @param version its name
 * @param time when it was published; a later version has a later one
 * @param tar the archive unpacked
 * @param archive the archive as it is fetched
 * @param files sorted by the bytes of their paths
 * @param emptyFolders those that no file's path names
 */
public record Manifest(
    String version,
    Instant time,
    Content tar,
    Content archive,
    List<SiteFile> files,
    List<String> emptyFolders) {

  private static final Pattern VERSION = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");

  /** Copies the lists. */
  public Manifest {
    files = List.copyOf(files);
    emptyFolders = List.copyOf(emptyFolders);
  }

  /**
   * Bytes without a name.
   *
   * @param bytes how many
   * @param sha256 in small hexadecimal digits
   */
  public record Content(long bytes, String sha256) {}

  /** The bytes of all files. */
  public long bytes() {
    return files.stream().mapToLong(SiteFile::bytes).sum();
  }

  /** The paths of all folders. */
  public Set<String> folders() {
    Set<String> folders = new HashSet<>();
    emptyFolders.forEach(path -> addWithParents(path + "/", folders));
    files.forEach(file -> addWithParents(file.path(), folders));
    return folders;
  }

  private static void addWithParents(String path, Set<String> folders) {
    int slash = path.lastIndexOf('/');
    while (slash > 0 && folders.add(path.substring(0, slash))) {
      slash = path.lastIndexOf('/', slash - 1);
    }
  }

  /** Whether a text can be a version's name, and so a file's. */
  public static boolean isVersion(String text) {
    return VERSION.matcher(text).matches();
  }
}
