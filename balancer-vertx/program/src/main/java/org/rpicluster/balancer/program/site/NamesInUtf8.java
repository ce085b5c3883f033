package org.rpicluster.balancer.program.site;

import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * Names of files as UTF-8, whatever the locale: without LANG, as under many a timer, the JDK turns
 * every letter outside ASCII into a question mark on the way from a name to a text, and refuses the
 * way back. A {@code file:} URI has the name's own bytes. Stateless; any thread.
 */
public final class NamesInUtf8 {

  private static final String SAFE = "-._~";

  private NamesInUtf8() {}

  /**
   * The last name of a path.
   *
   * @throws SiteException if it is not UTF-8
   */
  public static String nameOf(Path path) {
    String raw = path.toUri().getRawPath();
    String whole = raw.endsWith("/") ? raw.substring(0, raw.length() - 1) : raw;
    byte[] bytes = decoded(whole.substring(whole.lastIndexOf('/') + 1));
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      throw new SiteException(path + ": a name that is not UTF-8");
    }
  }

  private static byte[] decoded(String raw) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(raw.length());
    for (int i = 0; i < raw.length(); i++) {
      if (raw.charAt(i) == '%') {
        bytes.write(Integer.parseInt(raw, i + 1, i + 3, 16));
        i += 2;
      } else {
        bytes.write(raw.charAt(i));
      }
    }
    return bytes.toByteArray();
  }

  /**
   * The path of a file below a folder.
   *
   * @param relative with slashes; checked by {@link SitePath}
   */
  public static Path below(Path folder, String relative) {
    StringBuilder raw = new StringBuilder(folder.toUri().getRawPath());
    if (raw.charAt(raw.length() - 1) != '/') {
      raw.append('/');
    }
    for (byte b : relative.getBytes(StandardCharsets.UTF_8)) {
      char c = (char) (b & 0xFF);
      boolean plain = c < 128 && (Character.isLetterOrDigit(c) || SAFE.indexOf(c) >= 0);
      if (plain || c == '/') {
        raw.append(c);
      } else {
        raw.append('%')
            .append(Character.forDigit(c >> 4, 16))
            .append(Character.forDigit(c & 15, 16));
      }
    }
    return Path.of(URI.create("file://" + raw));
  }
}
