package org.rpicluster.balancer.vertx.rewrite;

import org.rpicluster.balancer.check.Check;
import org.rpicluster.balancer.vertx.regex.Regex;

/**
 * The view of rules of a folder or of a location: not the path, but the name of what it leads to,
 * and of that only what is behind the folder. Immutable. Apache's per-directory context, {@code
 * RewriteBase}.
 *
 * @param path what paths begin with, resolved; empty for rules that see paths
 * @param name what names have in its place: of a file, or {@code proxy:} and a URL
 * @param folder what patterns do not see of a name, and what is put before what is written without
 *     a slash; empty for nothing
 * @param base what paths have in the place of the folder; empty for what leads to it
 */
public record RewriteSection(String path, String name, String folder, String base) {

  /** Rules that see paths: those of a whole server. */
  public static final RewriteSection NONE = new RewriteSection("", "", "", "");

  /** Checks that they go together. */
  public RewriteSection {
    boolean isPath = path.isEmpty() || path.startsWith("/");
    Check.argument(isPath, "path", path, "a path that begins with /");
    Check.argument(path.isEmpty() == name.isEmpty(), "name", name, "what a path leads to");
    boolean isFolder = folder.isEmpty() || folder.startsWith("/") && folder.endsWith("/");
    Check.argument(isFolder, "folder", folder, "a folder, which ends in /");
    boolean isBase = base.isEmpty() || base.startsWith("/");
    Check.argument(isBase, "base", base, "a path that begins with /");
  }

  /** Whether these are rules of a folder or a location. */
  public boolean isOne() {
    return !path.isEmpty();
  }

  /** The same, a character for each byte, as requests are read. */
  RewriteSection inBytes() {
    return new RewriteSection(
        Regex.bytes(path), Regex.bytes(name), Regex.bytes(folder), Regex.bytes(base));
  }

  /** Whether names are those of files, and may be followed by what is no file's name. */
  boolean isOfFiles() {
    return name.startsWith("/");
  }

  /** The name of what a path leads to. */
  String nameOf(String resolved) {
    return resolved.startsWith(path) ? name + resolved.substring(path.length()) : resolved;
  }

  /** What a pattern sees of a name. */
  String seen(String of) {
    return !folder.isEmpty() && of.startsWith(folder) ? of.substring(folder.length()) : of;
  }

  /** The path that leads to what was written. */
  String pathOf(String written) {
    if (!base.isEmpty() && !folder.isEmpty() && written.startsWith(folder)) {
      return base + (base.endsWith("/") ? "" : "/") + written.substring(folder.length());
    }
    boolean isBelow = isOfFiles() && written.startsWith(name);
    return isBelow ? path + written.substring(name.length()) : written;
  }

  /** The same with another value. */
  public RewriteSection path(String value) {
    return new RewriteSection(value, name, folder, base);
  }

  /** The same with another value. */
  public RewriteSection name(String value) {
    return new RewriteSection(path, value, folder, base);
  }

  /** The same with another value. */
  public RewriteSection folder(String value) {
    return new RewriteSection(path, name, value, base);
  }

  /** The same with another value. */
  public RewriteSection base(String value) {
    return new RewriteSection(path, name, folder, value);
  }
}
