package org.rpicluster.balancer.program.site;

import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.List;
import java.util.Locale;

/**
 * The names that files of a site may have: relative, with slashes, without anything that leads out
 * of the tree, that a terminal would obey, or that is too long for a file system. O(length);
 * stateless, any thread. POSIX: NAME_MAX is 255 bytes, PATH_MAX 4096 with what stands before.
 */
public final class SitePath {

  /** Written by {@code pull} into each tree: the version that the tree is. */
  public static final String VERSION_FILE = ".version";

  /** A quarter of Linux' PATH_MAX: the rest is for the directory that holds the tree. */
  static final int PATH_BYTES_MAX = 1024;

  static final int NAME_BYTES_MAX = 255;

  /** Deeper than any site; opening a path costs a look-up for each. */
  static final int DEPTH_MAX = 32;

  /** Enough of a name to recognise it by. */
  private static final int SHOWN_MAX = 120;

  private SitePath() {}

  /**
   * Checks a path.
   *
   * @return the same path
   * @throws SiteException with the reason
   */
  public static String checked(String path) {
    refuseIf(path.startsWith("/"), path, "an absolute path");
    refuseIf(path.indexOf('\\') >= 0, path, "a backslash in a name");
    refuseIf(path.codePoints().anyMatch(SitePath::isControl), path, "a control character");
    int bytes = path.getBytes(StandardCharsets.UTF_8).length;
    refuseIf(bytes > PATH_BYTES_MAX, path, bytes + " bytes (expected: at most 1024)");
    List<String> names = List.of(path.split("/", -1));
    refuseIf(names.size() > DEPTH_MAX, path, names.size() + " folders deep (expected: at most 32)");
    names.forEach(name -> checkName(path, name));
    refuseIf(folded(names.get(0)).equals(VERSION_FILE), path, "a name that pull writes itself");
    return path;
  }

  private static void checkName(String path, String name) {
    refuseIf(name.isEmpty() || name.equals("."), path, "an empty name");
    refuseIf(name.equals(".."), path, "a way out of the tree");
    int bytes = name.getBytes(StandardCharsets.UTF_8).length;
    refuseIf(bytes > NAME_BYTES_MAX, path, "a name of " + bytes + " bytes (expected: at most 255)");
  }

  private static void refuseIf(boolean bad, String path, String why) {
    if (bad) {
      throw new SiteException(shown(path) + ": " + why);
    }
  }

  private static boolean isControl(int codePoint) {
    return Character.getType(codePoint) == Character.CONTROL
        || Character.getType(codePoint) == Character.SURROGATE
        || codePoint == '\u2028'
        || codePoint == '\u2029';
  }

  /** A name for a message: cut, and without what a terminal would obey. */
  public static String shown(String path) {
    StringBuilder shown = new StringBuilder();
    path.codePoints()
        .limit(SHOWN_MAX)
        .forEach(c -> shown.appendCodePoint(isControl(c) || isIgnored(c) ? '?' : c));
    return path.codePointCount(0, path.length()) > SHOWN_MAX ? shown + "…" : shown.toString();
  }

  /**
   * What a file system that knows neither case nor Unicode's several spellings makes of a name: two
   * names that are one there fold to the same text. Of whole texts, as one letter may be two in
   * capitals ({@code ß}). Unicode 3.13, full case folding, as ext4's {@code casefold} does it.
   */
  static String folded(String name) {
    StringBuilder seen = new StringBuilder(name.length());
    Normalizer.normalize(name, Normalizer.Form.NFKD)
        .codePoints()
        .filter(c -> !isIgnored(c))
        .forEach(seen::appendCodePoint);
    String folded = seen.toString().toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT);
    return Normalizer.normalize(folded, Normalizer.Form.NFKC);
  }

  /** Joiners, marks of direction: HFS+ leaves them out of a comparison, and a reader sees none. */
  private static boolean isIgnored(int codePoint) {
    return Character.getType(codePoint) == Character.FORMAT;
  }
}
