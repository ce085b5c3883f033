package org.rpicluster.balancer.program.maps;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.rpicluster.balancer.check.Check;
import org.rpicluster.balancer.vertx.file.RegularFile;

/**
 * The texts of a file: a line is a key, blanks, and a text without blanks; what is behind that is
 * not looked at, nor are lines that begin with {@code #}. The first line of a key counts. A
 * character for each byte. Immutable; reading blocks for the disk. Apache's {@code
 * lookup_map_txtfile}.
 */
final class MapList {

  /** Some hundred thousand lines, which are ten times that in memory. */
  private static final int BYTES_MAX = 4 << 20;

  private static final Pattern LINE = Pattern.compile("([^#\\s]\\S*)\\s+(\\S+).*");

  private final Map<String, String> texts;

  private MapList(Map<String, String> texts) {
    this.texts = Map.copyOf(texts);
  }

  /**
   * Reads a file.
   *
   * @throws IllegalArgumentException if it cannot be read
   */
  static MapList read(Path file) {
    String text;
    try {
      text = new String(RegularFile.read(file, BYTES_MAX), StandardCharsets.ISO_8859_1);
    } catch (RegularFile.Unfit e) {
      throw new IllegalArgumentException(e.words(), e);
    } catch (IOException e) {
      throw new IllegalArgumentException(Check.message("maps", file, "a file that can be read"), e);
    }
    Map<String, String> texts = new HashMap<>();
    text.lines()
        .map(LINE::matcher)
        .filter(Matcher::matches)
        .forEach(line -> texts.putIfAbsent(line.group(1), line.group(2)));
    return new MapList(texts);
  }

  Optional<String> find(String key) {
    return Optional.ofNullable(texts.get(key));
  }
}
