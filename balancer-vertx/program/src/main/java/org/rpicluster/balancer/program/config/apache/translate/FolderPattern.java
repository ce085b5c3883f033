package org.rpicluster.balancer.program.config.apache.translate;

import java.util.Collection;
import java.util.regex.Pattern;

/**
 * Tells whether an expression of {@code <DirectoryMatch>} finds the same in the name of a folder
 * and in that of its page. httpd looks for it in the whole name of a file, and again for the page
 * of a folder; who gets in must be clear from the request here. Stateless.
 */
final class FolderPattern {

  /** Names, parts of names, and slashes; what comes last is a slash. */
  private static final Pattern FOLDERS =
      Pattern.compile("(?:[A-Za-z0-9_/-]|\\\\[.]|\\[\\^/\\][+*]|[.][*+])*/");

  /** How a name begins, or one of several such. */
  private static final Pattern BEGINNING =
      Pattern.compile("(?:[A-Za-z0-9_-]|\\\\[.]|[(](?:[A-Za-z0-9_|-]|\\\\[.])+[)])*[$]?");

  private FolderPattern() {}

  /**
   * Whether it does.
   *
   * @param pages names of folders' pages
   */
  static boolean isOne(String text, Collection<String> pages) {
    String bare = text.startsWith("^") ? text.substring(1) : text;
    boolean isAnchored = bare.length() < text.length();
    int slash = bare.lastIndexOf('/') + 1;
    String name = bare.substring(slash);
    boolean isRead =
        (slash == 0 || FOLDERS.matcher(bare.substring(0, slash)).matches())
            && BEGINNING.matcher(name).matches();
    if (!isRead || name.isEmpty() || name.equals("$")) {
      return isRead && slash > 0; // what it finds ends with a slash
    }
    Pattern page = Pattern.compile(slash > 0 || isAnchored ? "^(?:" + name + ")" : name);
    return pages.stream().noneMatch(each -> page.matcher(each).find());
  }
}
