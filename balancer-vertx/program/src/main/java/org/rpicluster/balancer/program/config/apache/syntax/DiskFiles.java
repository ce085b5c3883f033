package org.rpicluster.balancer.program.config.apache.syntax;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.rpicluster.balancer.vertx.file.RegularFile;

/** The files on this machine's disk. Blocks for it; any thread. */
public final class DiskFiles implements ConfigFiles {

  @Override
  public String text(Path file) throws IOException {
    try {
      byte[] bytes = RegularFile.read(file, BYTES_MAX);
      return TextBytes.text(bytes);
    } catch (RegularFile.Unfit e) {
      throw new IOException(e.getReason(), e);
    } catch (NoSuchFileException e) {
      throw new IOException("no such file", e);
    }
  }

  @Override
  public boolean exists(Path file) {
    return Files.exists(file);
  }

  @Override
  public boolean isDirectory(Path file) {
    return Files.isDirectory(file);
  }

  @Override
  public List<String> names(Path directory) {
    try (Stream<Path> entries = Files.list(directory)) {
      return entries.map(entry -> entry.getFileName().toString()).sorted().toList();
    } catch (IOException e) {
      return List.of();
    }
  }
}
