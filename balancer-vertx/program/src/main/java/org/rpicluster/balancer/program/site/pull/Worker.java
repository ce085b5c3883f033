package org.rpicluster.balancer.program.site.pull;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.rpicluster.balancer.program.site.Durable;
import org.rpicluster.balancer.program.site.Manifest;
import org.rpicluster.balancer.program.site.ManifestReader;
import org.rpicluster.balancer.program.site.SiteException;
import org.rpicluster.balancer.program.site.SiteLimits;

/**
 * A worker's directory while one process has it. {@code current} is a link to a tree in {@code
 * versions}; a tree gets there by one rename, once it is on the disk whole, and the link is
 * replaced by one rename as well. So there is no moment, and no power cut, at which half a version
 * is served. Blocks for the disk; for one thread. rename(2), fsync(2).
 */
final class Worker implements AutoCloseable {

  /** Where a link leads to must be read as it was written. */
  private static final String VERSIONS = "versions";

  private final WorkerFolders folders;
  private final FileChannel lock;

  private Worker(WorkerFolders folders, FileChannel lock) {
    this.folders = folders;
    this.lock = lock;
  }

  /**
   * Takes hold of a directory, which is made if need be, and removes what a killed run has left.
   *
   * @throws SiteException if another process has it
   */
  static Worker open(Path root) throws IOException {
    WorkerFolders folders = new WorkerFolders(root.toAbsolutePath());
    for (Path folder :
        List.of(folders.root(), folders.versions(), folders.manifests(), folders.downloads())) {
      Durable.makeFolder(folder);
    }
    FileChannel lock =
        FileChannel.open(folders.lock(), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    try {
      if (lock.tryLock() != null) {
        Worker worker = new Worker(folders, lock);
        worker.removeGarbage();
        return worker;
      }
    } catch (OverlappingFileLockException e) {
      // Another one's, in this process.
    }
    lock.close();
    throw new SiteException(root + ": another pull is at work here");
  }

  /** Something to be asked of a directory. */
  @FunctionalInterface
  interface ProbeRequest<T> {

    T ask(Worker worker) throws IOException;
  }

  /** Looks without a hold on it: another process may be at work, and nothing is changed. */
  static <T> T look(Path root, ProbeRequest<T> question) throws IOException {
    WorkerFolders folders = new WorkerFolders(root.toAbsolutePath());
    if (!Files.exists(folders.lock())) {
      throw new SiteException(root + ": no pull has been here");
    }
    try (FileChannel lock = FileChannel.open(folders.lock(), StandardOpenOption.READ);
        Worker worker = new Worker(folders, lock)) {
      return question.ask(worker);
    }
  }

  WorkerFolders folders() {
    return folders;
  }

  /** What is served. */
  Optional<Manifest> current() throws IOException {
    Path link = folders.current();
    if (!Files.exists(link, LinkOption.NOFOLLOW_LINKS)) {
      return Optional.empty();
    }
    if (!Files.isSymbolicLink(link)) {
      throw new SiteException(link + ": not a link (expected: none, or one that pull has made)");
    }
    Path target = Files.readSymbolicLink(link);
    String version = target.getFileName().toString();
    boolean isOurs = target.equals(Path.of(VERSIONS, version)) && Manifest.isVersion(version);
    if (!isOurs) {
      throw new SiteException(link + ": leads to " + target + " (expected: a version)");
    }
    return isThere(version) ? Optional.of(manifest(version)) : Optional.empty();
  }

  /** Whether a version's tree is here, whole. */
  boolean isThere(String version) {
    return Files.isDirectory(folders.version(version), LinkOption.NOFOLLOW_LINKS)
        && Files.isRegularFile(folders.manifest(version));
  }

  Manifest manifest(String version) throws IOException {
    return ManifestReader.read(Files.readAllBytes(folders.manifest(version)), SiteLimits.MOST);
  }

  /** How many versions are here, at most. */
  int trees() throws IOException {
    int count = 0;
    try (DirectoryStream<Path> trees = Files.newDirectoryStream(folders.versions())) {
      for (Path tree : trees) {
        count += Manifest.isVersion(tree.getFileName().toString()) ? 1 : 0;
      }
    }
    return count;
  }

  /** What is here, oldest first. */
  List<Manifest> versions() throws IOException {
    List<Manifest> versions = new ArrayList<>();
    try (DirectoryStream<Path> trees = Files.newDirectoryStream(folders.versions())) {
      for (Path tree : trees) {
        String version = tree.getFileName().toString();
        if (Manifest.isVersion(version) && isThere(version)) {
          versions.add(manifest(version));
        }
      }
    }
    versions.sort(Comparator.comparing(Manifest::time));
    return versions;
  }

  /** Takes in a tree that is whole, and forced to the disk. */
  void add(Manifest manifest, byte[] manifestText) throws IOException {
    Durable.write(folders.manifest(manifest.version()), manifestText);
    Durable.rename(folders.fresh(), folders.version(manifest.version()));
    Durable.force(folders.own());
  }

  /** Serves a version from now on. When this returns, it does so after a power cut as well. */
  void switchTo(String version) throws IOException {
    Path link = folders.freshLink();
    Files.deleteIfExists(link);
    Files.createSymbolicLink(link, Path.of(VERSIONS, version));
    Durable.force(folders.own());
    Durable.rename(link, folders.current());
  }

  /** Removes a version that is not served: first from where trees are whole, then its files. */
  void remove(String version) throws IOException {
    Files.move(folders.version(version), folders.garbage(), StandardCopyOption.ATOMIC_MOVE);
    Durable.force(folders.versions());
    Durable.deleteTree(folders.garbage());
    Durable.delete(folders.manifest(version));
  }

  private void removeGarbage() throws IOException {
    Durable.deleteTree(folders.fresh());
    Durable.deleteTree(folders.garbage());
    Files.deleteIfExists(folders.freshLink());
    removeIf(folders.own(), name -> name.endsWith(".new"));
    removeIf(
        folders.manifests(),
        name -> !name.endsWith(".json") || !isThere(name.substring(0, name.length() - 5)));
  }

  private static void removeIf(Path folder, Predicate<String> isGarbage) throws IOException {
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
      for (Path file : files) {
        if (isGarbage.test(file.getFileName().toString())) {
          Durable.deleteTree(file);
        }
      }
    }
  }

  @Override
  public void close() throws IOException {
    lock.close();
  }
}
