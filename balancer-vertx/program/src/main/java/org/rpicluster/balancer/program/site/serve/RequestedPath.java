package org.rpicluster.balancer.program.site.serve;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.rpicluster.balancer.program.site.SitePath;

/**
 * The path of the file that a target asks for. What is no path is malformed; what leads out of the
 * site is a file that does not exist, and what begins with a dot is hidden. O(length). Immutable.
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
    MISSING,
    HIDDEN
  }

  private static final List<String> DOTS = List.of(".", "..");

  private static final String WELL_KNOWN = ".well-known/";

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
    if (text.isEmpty()) {
      return new RequestedPath(PathKind.GOOD, name, isFolder);
    }
    boolean leadsOn =
        Stream.of(name.split("/", -1)).anyMatch(part -> part.isEmpty() || DOTS.contains(part));
    return leadsOn
        ? MISSING
        : new RequestedPath(isShown(name) ? PathKind.GOOD : PathKind.HIDDEN, name, isFolder);
  }

  /** Whether a name is one that clients may see: nothing hidden but the version. */
  static boolean isShown(String name) {
    return name.equals(SitePath.VERSION_FILE) || hasNoDots(name);
  }

  /** Whether it is something that servers are asked for by rule. RFC 8615, RFC 8555 §8.3. */
  static boolean isWellKnown(String name) {
    return name.startsWith(WELL_KNOWN) && hasNoDots(name.substring(WELL_KNOWN.length()));
  }

  private static boolean hasNoDots(String name) {
    return Stream.of(name.split("/", -1)).noneMatch(part -> part.isEmpty() || part.startsWith("."));
  }
}
