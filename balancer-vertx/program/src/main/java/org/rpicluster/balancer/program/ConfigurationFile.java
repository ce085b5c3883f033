package org.rpicluster.balancer.program;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.rpicluster.balancer.program.config.Configuration;
import org.rpicluster.balancer.program.config.FrontEnd;
import org.rpicluster.balancer.program.config.Source;
import org.rpicluster.balancer.program.config.yaml.YamlFrontEnd;
import org.rpicluster.balancer.vertx.file.RegularFile;

/** Reads a configuration file with the front end for its syntax. Blocks for the disk. */
public final class ConfigurationFile {

  /** Ten thousand members with every key take about as much. */
  private static final int BYTES_MAX = 2 << 20;

  private ConfigurationFile() {}

  /**
   * Reads a file.
   *
   * @throws Fault if it cannot be read
   * @throws org.rpicluster.balancer.program.config.ConfigurationException if it has errors
   */
  public static Configuration read(Path file) {
    return frontEnd(file).read(new Source(file.toString(), text(file)));
  }

  private static FrontEnd frontEnd(Path file) {
    if (file.toString().endsWith(".conf")) {
      throw new Fault(file + ": Apache's syntax is not supported yet (expected: YAML)");
    }
    return new YamlFrontEnd();
  }

  private static String text(Path file) {
    byte[] bytes = bytes(file);
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      throw new Fault(file + ": not UTF-8 text");
    }
  }

  private static byte[] bytes(Path file) {
    if (Files.notExists(file)) {
      throw new Fault(file + ": no such file");
    }
    try {
      return RegularFile.read(file, BYTES_MAX);
    } catch (RegularFile.Unfit e) {
      throw new Fault(e.words());
    } catch (IOException e) {
      throw new Fault(file + ": cannot be read (" + e.getClass().getSimpleName() + ")");
    }
  }
}
