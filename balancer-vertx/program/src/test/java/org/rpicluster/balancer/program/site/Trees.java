package org.rpicluster.balancer.program.site;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Folders of files, as tests write and compare them. */
public final class Trees {

  private Trees() {}

  /** Writes a file, with the folders above it. */
  public static Path write(Path root, String path, String content) throws IOException {
    Path file = NamesInUtf8.below(root, path);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, content);
  }

  /** Each file's path and content; of a folder the path with a slash. Links are not followed. */
  public static Map<String, String> read(Path root) throws IOException {
    Map<String, String> tree = new TreeMap<>();
    try (Stream<Path> paths = Files.walk(root)) {
      for (Path path : paths.filter(it -> !it.equals(root)).toList()) {
        String name = relative(root, path);
        if (Files.isDirectory(path)) {
          tree.put(name + "/", "");
        } else {
          tree.put(name, new String(Files.readAllBytes(path), StandardCharsets.ISO_8859_1));
        }
      }
    }
    return tree;
  }

  private static String relative(Path root, Path path) {
    String parent = path.getParent().equals(root) ? "" : relative(root, path.getParent()) + "/";
    return parent + NamesInUtf8.nameOf(path);
  }
}
