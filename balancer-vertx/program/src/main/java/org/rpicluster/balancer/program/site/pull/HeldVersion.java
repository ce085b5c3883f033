package org.rpicluster.balancer.program.site.pull;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;
import org.rpicluster.balancer.program.site.Durable;
import org.rpicluster.balancer.program.site.Manifest;

/**
 * A version that was rolled back: it, and what is older, is not taken again by itself. Immutable.
 *
 * @param version its name
 * @param time when it was published
 */
record HeldVersion(String version, Instant time) {

  static HeldVersion of(Manifest manifest) {
    return new HeldVersion(manifest.version(), manifest.time());
  }

  static Optional<HeldVersion> read(Path file) throws IOException {
    try {
      String[] words = Files.readString(file).strip().split(" ");
      return words.length == 2
          ? Optional.of(new HeldVersion(words[0], Instant.parse(words[1])))
          : Optional.empty();
    } catch (NoSuchFileException | DateTimeException e) {
      return Optional.empty();
    }
  }

  void write(Path file) throws IOException {
    Durable.write(file, (version + " " + time + "\n").getBytes(StandardCharsets.UTF_8));
  }
}
