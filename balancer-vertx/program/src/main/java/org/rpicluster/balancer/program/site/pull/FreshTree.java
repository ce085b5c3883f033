package org.rpicluster.balancer.program.site.pull;

import com.google.common.hash.Hasher;
import com.google.common.hash.Hashing;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.rpicluster.balancer.program.site.Durable;
import org.rpicluster.balancer.program.site.Manifest;
import org.rpicluster.balancer.program.site.NamesInUtf8;
import org.rpicluster.balancer.program.site.Sha256;
import org.rpicluster.balancer.program.site.SiteException;
import org.rpicluster.balancer.program.site.SiteFile;
import org.rpicluster.balancer.program.site.SitePath;

/**
 * The tree of a version while it is made, beside the one that is served. Every file is checked
 * against its hash, and forced to the disk; {@link #finish} forces the folders. Blocks for the
 * disk; for one thread.
 */
final class FreshTree {

  private static final int BUFFER_BYTES = 64 << 10;

  private final Path root;
  private final List<Path> folders = new ArrayList<>();
  private final byte[] buffer = new byte[BUFFER_BYTES];

  private FreshTree(Path root) {
    this.root = root;
  }

  /** An empty tree with a version's folders. */
  static FreshTree make(Path root, Manifest manifest) throws IOException {
    FreshTree tree = new FreshTree(root);
    tree.makeFolder(root);
    for (String folder : new TreeSet<>(manifest.folders())) {
      tree.makeFolder(NamesInUtf8.below(root, folder));
    }
    return tree;
  }

  private void makeFolder(Path folder) throws IOException {
    Files.createDirectory(folder);
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
    folders.add(folder);
  }

  /**
   * Links a file of a version that is here already: nothing is written.
   *
   * @return whether that file is what it should be
   */
  boolean link(SiteFile file, Path existing) throws IOException {
    if (!isSame(file, existing)) {
      return false;
    }
    try {
      Files.createLink(NamesInUtf8.below(root, file.path()), existing);
      return true;
    } catch (FileSystemException | UnsupportedOperationException e) {
      return false; // Too many links to it, or a file system without them: it is written anew.
    }
  }

  private static boolean isSame(SiteFile file, Path existing) throws IOException {
    try {
      BasicFileAttributes found =
          Files.readAttributes(existing, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
      return found.isRegularFile()
          && found.size() == file.bytes()
          && found.lastModifiedTime().toInstant().equals(file.time())
          && Sha256.of(existing).toString().equals(file.sha256());
    } catch (FileSystemException e) {
      return false; // It was taken away.
    }
  }

  /**
   * Writes a file.
   *
   * @throws SiteException if it is not what the manifest says
   */
  void write(SiteFile file, InputStream content) throws IOException {
    Hasher hasher = Hashing.sha256().newHasher();
    long left = file.bytes();
    Path path = NamesInUtf8.below(root, file.path());
    try (FileChannel channel = Durable.create(path)) {
      for (int read = content.read(buffer); read > 0 && left >= 0; read = content.read(buffer)) {
        left -= read;
        hasher.putBytes(buffer, 0, read);
        writeFully(channel, read);
      }
      String hash = hasher.hash().toString();
      if (left != 0 || !hash.equals(file.sha256())) {
        throw new SiteException(SitePath.shown(file.path()) + ": not the content of the manifest");
      }
      Files.setLastModifiedTime(path, FileTime.from(file.time()));
      channel.force(true);
    }
  }

  private void writeFully(FileChannel channel, int count) throws IOException {
    for (ByteBuffer bytes = ByteBuffer.wrap(buffer, 0, count); bytes.hasRemaining(); ) {
      channel.write(bytes);
    }
  }

  /** Says in the tree which version it is, and forces all folders, those within others first. */
  void finish(String version) throws IOException {
    Durable.write(
        root.resolve(SitePath.VERSION_FILE), (version + "\n").getBytes(StandardCharsets.UTF_8));
    for (int i = folders.size() - 1; i >= 0; i--) {
      Durable.force(folders.get(i));
    }
  }
}
