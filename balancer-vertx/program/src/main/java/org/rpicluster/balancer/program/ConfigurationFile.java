package org.rpicluster.balancer.program;

import com.google.common.hash.Hashing;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.rpicluster.balancer.program.config.Configuration;
import org.rpicluster.balancer.program.config.Source;
import org.rpicluster.balancer.program.config.apache.ApacheConfiguration;
import org.rpicluster.balancer.program.config.apache.ApacheFrontEnd;
import org.rpicluster.balancer.program.config.apache.syntax.DiskFiles;
import org.rpicluster.balancer.program.config.apache.syntax.TextBytes;
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
    return read(file, Optional.empty());
  }

  /**
   * Reads a file.
   *
   * @param main the main file around it, in Apache's syntax alone
   * @throws Fault if it cannot be read
   * @throws org.rpicluster.balancer.program.config.ConfigurationException if it has errors
   */
  public static Configuration read(Path file, Optional<Path> main) {
    return parse(file, main, isApache(file) ? TextBytes.text(bytes(file)) : text(file));
  }

  /**
   * Reads a text as if it were in a file.
   *
   * @param main the main file around it, in Apache's syntax alone
   * @throws org.rpicluster.balancer.program.config.ConfigurationException if it has errors
   */
  static Configuration parse(Path file, Optional<Path> main, String text) {
    Source source = new Source(file.toString(), text);
    if (isApache(file)) {
      return apache(source, main).startable();
    }
    if (main.isPresent()) {
      throw new Fault("--main: " + file + " is YAML (expected: a file in Apache's syntax, *.conf)");
    }
    return new YamlFrontEnd().read(source);
  }

  /** Whether a file is in Apache's syntax, by its name. */
  public static boolean isApache(Path file) {
    return file.toString().endsWith(".conf");
  }

  /**
   * Reads a file in Apache's syntax, and says what becomes of each line.
   *
   * @throws Fault if it cannot be read
   */
  public static ApacheConfiguration apache(Path file, Optional<Path> main) {
    return apache(new Source(file.toString(), TextBytes.text(bytes(file))), main);
  }

  private static ApacheConfiguration apache(Source source, Optional<Path> main) {
    return new ApacheFrontEnd(new DiskFiles(), main, System.getenv()).translated(source);
  }

  /**
   * Which content a file has.
   *
   * @throws Fault if it cannot be read
   */
  public static String sha256(Path file) {
    return Hashing.sha256().hashBytes(bytes(file)).toString();
  }

  /** The same of a text. */
  static String sha256(String text) {
    return Hashing.sha256().hashString(text, StandardCharsets.UTF_8).toString();
  }

  /**
   * The text in a file, with which another program may be asked about it.
   *
   * @throws Fault if it cannot be read, or is none in UTF-8
   */
  public static String text(Path file) {
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
