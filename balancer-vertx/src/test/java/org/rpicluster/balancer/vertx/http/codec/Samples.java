package org.rpicluster.balancer.vertx.http.codec;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;

/**
 * Right and wrong messages, as text: {@code \r}, {@code \n}, {@code \t}, {@code \\} and {@code
 * \xNN} are bytes that cannot be seen, and in tables {@code |} is a line end.
 */
final class Samples {

  private Samples() {}

  /** One each of what clients and members have sent to confuse proxies, and of usual messages. */
  static Stream<byte[]> all() throws IOException {
    try (InputStream file = Samples.class.getResourceAsStream("samples.txt")) {
      List<String> lines =
          new String(file.readAllBytes(), StandardCharsets.US_ASCII).lines().toList();
      return Stream.concat(lines.stream(), KnownDifferences.inputs()).map(Samples::bytes);
    }
  }

  /** The bytes of a row of a table. */
  static byte[] row(String text) {
    return bytes(text.replace("|", "\\r\\n"));
  }

  static byte[] bytes(String text) {
    StringBuilder bytes = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c != '\\') {
        bytes.append(c);
        continue;
      }
      char next = text.charAt(++i);
      if (next == 'x') {
        bytes.append((char) Integer.parseInt(text.substring(i + 1, i + 3), 16));
        i += 2;
      } else {
        bytes.append(unescaped(next));
      }
    }
    return bytes.toString().getBytes(StandardCharsets.ISO_8859_1);
  }

  private static char unescaped(char c) {
    return switch (c) {
      case 'r' -> '\r';
      case 'n' -> '\n';
      case 't' -> '\t';
      default -> c;
    };
  }
}
