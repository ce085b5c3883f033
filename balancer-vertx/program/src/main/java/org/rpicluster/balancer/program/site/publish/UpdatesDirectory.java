package org.rpicluster.balancer.program.site.publish;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.rpicluster.balancer.program.site.Durable;
import org.rpicluster.balancer.program.site.Manifest;
import org.rpicluster.balancer.program.site.ManifestReader;
import org.rpicluster.balancer.program.site.SigningKey;
import org.rpicluster.balancer.program.site.SiteException;
import org.rpicluster.balancer.program.site.SiteLimits;
import org.rpicluster.balancer.program.site.UpdateFiles;
import org.rpicluster.balancer.program.site.Wanted;

/**
 * The directory of updates while one publisher has it. Each file appears whole; the manifest, by
 * which readers find the rest, last. Blocks for the disk; for one thread.
 */
final class UpdatesDirectory implements AutoCloseable {

  private static final String ENDING = ".json";

  private final Path root;
  private final FileChannel lock;

  private UpdatesDirectory(Path root, FileChannel lock) {
    this.root = root;
    this.lock = lock;
  }

  /**
   * Takes hold of a directory, which is made if need be.
   *
   * @throws SiteException if another publisher has it
   */
  static UpdatesDirectory open(Path root) throws IOException {
    Durable.makeFolder(root);
    for (String folder :
        Set.of(UpdateFiles.ARCHIVES, UpdateFiles.VERSIONS, UpdateFiles.SIGNATURES)) {
      Durable.makeFolder(root.resolve(folder));
    }
    FileChannel lock =
        FileChannel.open(
            root.resolve(".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    try {
      if (lock.tryLock() != null) {
        return new UpdatesDirectory(root, lock);
      }
    } catch (OverlappingFileLockException e) {
      // Another one's, in this process.
    }
    lock.close();
    throw new SiteException(root + ": another publish is at work here");
  }

  Path path(String name) {
    return root.resolve(name);
  }

  /** The version that readers are shown now. */
  Optional<Manifest> newest(SiteLimits limits) throws IOException {
    Path file = path(UpdateFiles.MANIFEST);
    return Files.exists(file)
        ? Optional.of(ManifestReader.read(Files.readAllBytes(file), limits))
        : Optional.empty();
  }

  /**
   * The version that workers serve, as far as it can be known here: the one that is wanted of every
   * worker of which one is wanted, or else the newest. After a version that was not good, the two
   * differ.
   */
  Optional<Manifest> served(SiteLimits limits) throws IOException {
    Set<String> versions = new TreeSet<>();
    for (String name : wanted()) {
      byte[] text = Files.readAllBytes(path(UpdateFiles.wanted(name)));
      versions.add(Wanted.read(text, name).version());
    }
    Path manifest =
        versions.size() == 1
            ? path(UpdateFiles.manifest(versions.iterator().next()))
            : path(UpdateFiles.MANIFEST);
    return Files.exists(manifest)
        ? Optional.of(ManifestReader.read(Files.readAllBytes(manifest), limits))
        : newest(limits);
  }

  /** Where an archive is written before it has a name; what a kill has left there goes. */
  Path freshArchive() throws IOException {
    Path fresh = path(UpdateFiles.ARCHIVES).resolve(".fresh");
    Files.deleteIfExists(fresh);
    return fresh;
  }

  void sign(byte[] bytes, SigningKey key) throws IOException {
    Durable.write(path(UpdateFiles.signature(bytes)), key.sign(bytes));
  }

  /** The names of all versions, oldest first, as far as they are named by their time. */
  Set<String> versions() throws IOException {
    return names(UpdateFiles.VERSIONS);
  }

  /** The names of the workers of which a certain version is wanted. */
  Set<String> wanted() throws IOException {
    Path folder = path(UpdateFiles.WANTED);
    return Files.isDirectory(folder) ? names(UpdateFiles.WANTED) : Set.of();
  }

  private Set<String> names(String folder) throws IOException {
    Set<String> names = new TreeSet<>();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(path(folder), "*" + ENDING)) {
      for (Path file : files) {
        String name = file.getFileName().toString();
        names.add(name.substring(0, name.length() - ENDING.length()));
      }
    }
    return names;
  }

  @Override
  public void close() throws IOException {
    lock.close();
  }
}
