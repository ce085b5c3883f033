package org.rpicluster.balancer.program.site.publish;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.rpicluster.balancer.program.site.NamesInUtf8;
import org.rpicluster.balancer.program.site.SiteException;
import org.rpicluster.balancer.program.site.SiteLimits;
import org.rpicluster.balancer.program.site.SitePath;
import org.rpicluster.balancer.program.site.TreeNames;

/**
 * The files and folders that there are to publish, as the file system lists them. Links and devices
 * are refused: they would mean another thing on a worker. Blocks for the disk; for one thread.
 */
final class SourceTree {

  /** What a version control keeps beside a site is history, and often more than the site shows. */
  private static final Set<String> LEFT_OUT = Set.of(".git", ".hg", ".svn");

  private final SiteLimits limits;
  private final TreeNames names;
  private final List<SourceFile> items = new ArrayList<>();
  private int files;
  private long bytes;

  private SourceTree(SiteLimits limits, TreeNames names) {
    this.limits = limits;
    this.names = names;
  }

  /**
   * Lists a tree.
   *
   * @param names takes the names in
   * @throws SiteException if something in it cannot be published
   */
  static List<SourceFile> list(Path root, SiteLimits limits, TreeNames names) throws IOException {
    SourceTree tree = new SourceTree(limits, names);
    tree.visit(root, "");
    return tree.items;
  }

  private void visit(Path folder, String prefix) throws IOException {
    try (DirectoryStream<Path> children = Files.newDirectoryStream(folder)) {
      for (Path child : children) {
        String name = NamesInUtf8.nameOf(child);
        if (!LEFT_OUT.contains(name)) {
          add(child, prefix + name);
        }
      }
    } catch (DirectoryIteratorException e) {
      throw e.getCause();
    }
  }

  private void add(Path place, String path) throws IOException {
    BasicFileAttributes attributes =
        Files.readAttributes(place, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    if (attributes.isDirectory()) {
      names.addFolder(path);
      items.add(SourceFile.folder(path));
      visit(place, path + "/");
    } else if (attributes.isRegularFile()) {
      names.addFile(path);
      count(attributes.size());
      items.add(SourceFile.file(path, attributes.size(), place));
    } else {
      String kind = attributes.isSymbolicLink() ? "a link" : "neither a file nor a folder";
      throw new SiteException(SitePath.shown(path) + ": " + kind + "; a worker takes files only");
    }
  }

  private void count(long size) {
    files++;
    bytes += size;
    if (files > limits.filesMax()) {
      throw new SiteException("more files than " + limits.filesMax() + " (--max-files)");
    }
    if (bytes > limits.bytesMax()) {
      throw new SiteException("more bytes than " + limits.bytesMax() + " (--max-bytes)");
    }
  }
}
