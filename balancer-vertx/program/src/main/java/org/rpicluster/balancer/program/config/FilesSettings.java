package org.rpicluster.balancer.program.config;

import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.rpicluster.balancer.check.Check;
import org.rpicluster.balancer.vertx.routing.Match;

/**
 * The files of a folder, and how they are served. Immutable. Apache's {@code DocumentRoot}, {@code
 * Alias}, {@code DirectoryIndex}, {@code AddDefaultCharset}, {@code AllowOverride}.
 *
 * @param folder the folder; or one file
 * @param at the path that it is at, as it stands in URLs; empty for the route's own
 * @param index names of a folder's page, in the order in which they are looked for
 * @param charset that text is said to be in; empty to say none
 * @param policy whose way of serving
 * @param overrides folders in and below which one that holds {@code .htaccess} is refused
 * @param links whether links are followed, as far as they stay within the folder
 * @param types what files are said to be
 */
public record FilesSettings(
    Path folder,
    String at,
    List<String> index,
    String charset,
    FilesPolicy policy,
    List<Path> overrides,
    boolean links,
    FileTypes types) {

  /** Whose way of serving files. */
  public enum FilesPolicy {
    /** Our own: what is hidden or has no page is not there, text is UTF-8. */
    BALANCER,
    /** Apache's: what is hidden or has no page is refused, and POST is answered like GET. */
    APACHE
  }

  /** Of a folder's page, unless another is said. */
  public static final String INDEX_DEFAULT = "index.html";

  /** What {@code index} may have in it. */
  public static final String INDEX_EXPECTED = "the name of a file, or a list of them";

  /** Of text, unless another is said. */
  static final String CHARSET_DEFAULT = "utf-8";

  /** None has a slash, and none is hidden. */
  private static final Pattern NAME = Pattern.compile("[^/\\\\\\x00.][^/\\\\\\x00]*");

  /** A token. RFC 9110 §8.3.2. */
  private static final Pattern CHARSET = Pattern.compile("[\\w!#$&^.+-]*");

  /** Checks names. */
  public FilesSettings {
    Check.argument(!index.isEmpty(), "files.index", "none", INDEX_EXPECTED);
    index = List.copyOf(index);
    index.forEach(FilesSettings::requireName);
    overrides = List.copyOf(overrides);
    requireCharset(charset);
    if (!at.isEmpty()) {
      Match.of(at);
    }
  }

  /** Those of a folder, with every default. */
  public static FilesSettings of(Path folder) {
    return new FilesSettings(
        folder,
        "",
        List.of(INDEX_DEFAULT),
        CHARSET_DEFAULT,
        FilesPolicy.BALANCER,
        List.of(),
        true,
        FileTypes.USUAL);
  }

  /** The same at another path. */
  public FilesSettings at(String path) {
    return new FilesSettings(folder, path, index, charset, policy, overrides, links, types);
  }

  /** The same with other pages of folders. */
  public FilesSettings index(List<String> names) {
    return new FilesSettings(folder, at, names, charset, policy, overrides, links, types);
  }

  /** The same in another character set. */
  public FilesSettings charset(String name) {
    return new FilesSettings(folder, at, index, name, policy, overrides, links, types);
  }

  /** The same in another way. */
  public FilesSettings policy(FilesPolicy other) {
    return new FilesSettings(folder, at, index, charset, other, overrides, links, types);
  }

  /** The same with other folders in which {@code .htaccess} counts. */
  public FilesSettings overrides(List<Path> folders) {
    return new FilesSettings(folder, at, index, charset, policy, folders, links, types);
  }

  /** The same with links that are followed, or not. */
  public FilesSettings links(boolean followed) {
    return new FilesSettings(folder, at, index, charset, policy, overrides, followed, types);
  }

  /** The same with files that are said to be something else. */
  public FilesSettings types(FileTypes others) {
    return new FilesSettings(folder, at, index, charset, policy, overrides, links, others);
  }

  /** The media type of every file; empty to go by names. */
  public String forcedType() {
    return types.forced();
  }

  /** The same with every file of one type. */
  public FilesSettings forcedType(String type) {
    return types(types.forced(type));
  }

  /** Whether files are served as Apache serves them. */
  public boolean isApaches() {
    return policy == FilesPolicy.APACHE;
  }

  /** The path that the folder is at, for the route of a match. */
  public Match base(Match route) {
    return at.isEmpty() ? route : Match.of(at);
  }

  /** Checks the name of a folder's page. */
  public static String requireName(String name) {
    Check.argument(NAME.matcher(name).matches(), "files.index", name, INDEX_EXPECTED);
    return name;
  }

  /** Checks the name of a character set; empty is none. */
  public static String requireCharset(String name) {
    boolean isToken = CHARSET.matcher(name).matches();
    Check.argument(isToken, "files.charset", name, "none, or a name such as utf-8");
    return name;
  }
}
