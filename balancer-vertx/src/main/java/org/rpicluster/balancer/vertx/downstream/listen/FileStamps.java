package org.rpicluster.balancer.vertx.downstream.listen;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;

/**
 * The times at which files were last written, and what tells one from another that has taken its
 * name: whether they are still the same without reading them. Immutable. Blocks for the disk.
 *
 * <p>Asked for now and then, since no notification comes through from file systems of the network,
 * or through the symbolic links that container platforms swap.
 */
record FileStamps(List<String> stamps) {

  static FileStamps of(List<Path> files) {
    return new FileStamps(files.stream().map(FileStamps::stamp).toList());
  }

  private static String stamp(Path file) {
    try {
      BasicFileAttributes now = Files.readAttributes(file, BasicFileAttributes.class);
      return now.lastModifiedTime() + " " + now.size() + " " + now.fileKey();
    } catch (IOException e) {
      return "none";
    }
  }
}
