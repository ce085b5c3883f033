package org.rpicluster.balancer.program.site.serve;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.rpicluster.balancer.program.site.SitePath;

/**
 * Which file a target asks for. What is no path is malformed; what leads out of the site, or to a
 * hidden file, is a file that does not exist. O(length). Immutable.
 *
 * @param kind what became of the target
 * @param name below the root, without a slash at its end; empty for the root
 * @param isFolder whether the target ends with a slash
 */
record RequestedPath(PathKind kind, String name, boolean isFolder) {

  /** What became of a target. */
  enum PathKind {
    GOOD,
    MALFORMED,
    MISSING
  }

  private static final RequestedPath MALFORMED = new RequestedPath(PathKind.MALFORMED, "", false);
  private static final RequestedPath MISSING = new RequestedPath(PathKind.MISSING, "", false);

  /** Reads a path, which is encoded; empty is the root without its slash. RFC 3986, 2.1, 3.3. */
  static RequestedPath of(String raw) {
    if (raw.isEmpty()) {
      return new RequestedPath(PathKind.GOOD, "", false);
    }
    if (!raw.startsWith("/")) {
      return MALFORMED;
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(raw.length());
    boolean hasSeparator = false;
    for (int i = 1; i < raw.length(); i++) {
      int c = raw.charAt(i);
      boolean isEscape = c == '%';
      if (isEscape) {
        c = i + 2 < raw.length() ? hex(raw.charAt(i + 1), raw.charAt(i + 2)) : -1;
        i += 2;
      }
      if (c < ' ' || c == 0x7F || !isEscape && c > 0x7F) {
        return MALFORMED;
      }
      // A slash within a name is no slash, and a backslash is one elsewhere.
      hasSeparator |= isEscape && c == '/' || c == '\\';
      bytes.write(c);
    }
    return hasSeparator ? MISSING : named(bytes.toByteArray());
  }

  private static int hex(char high, char low) {
    int value = Character.digit(high, 16) << 4 | Character.digit(low, 16);
    return high > 0x7F || low > 0x7F ? -1 : value;
  }

  private static RequestedPath named(byte[] bytes) {
    String text;
    try {
      text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      return MISSING;
    }
    boolean isFolder = text.isEmpty() || text.endsWith("/");
    String name = isFolder && !text.isEmpty() ? text.substring(0, text.length() - 1) : text;
    boolean isRoot = text.isEmpty();
    return isRoot || isShown(name) ? new RequestedPath(PathKind.GOOD, name, isFolder) : MISSING;
  }

  /** Whether a name is one that clients may see: nothing hidden but the version. */
  static boolean isShown(String name) {
    return name.equals(SitePath.VERSION_FILE)
        || List.of(name.split("/", -1)).stream()
            .noneMatch(part -> part.isEmpty() || part.startsWith("."));
  }
}
