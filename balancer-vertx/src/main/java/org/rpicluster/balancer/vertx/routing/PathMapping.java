package org.rpicluster.balancer.vertx.routing;

import java.util.Optional;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import org.rpicluster.balancer.vertx.regex.Regex;
import org.rpicluster.balancer.vertx.regex.Regex.Groups;
import org.rpicluster.balancer.vertx.routing.Template.Filling;

/**
 * One prefix in the place of another: with {@code /app} to {@code /x}, a member is asked for {@code
 * /x/a} where the client asked for {@code /app/a}, and what the member says of {@code /x/b} the
 * client hears of {@code /app/b}. What comes after the prefix stays exactly as it is written.
 * Immutable. Apache's {@code ProxyPass /app http://member/x} and its {@code ProxyPassReverse},
 * except that a slash at the end of one prefix only is neither lost nor doubled unless the mapping
 * is literal. Where a route goes by a regular expression, its groups are what is filled in, and
 * nothing is mapped back: Apache's {@code ProxyPassMatch}.
 */
public final class PathMapping {

  private static final BiFunction<String, String, Optional<String>> NO_MAPS =
      (map, key) -> Optional.empty();

  private final String plain;
  private final String prefix;
  private final String to;

  /** What a literal mapping puts in the place of so many characters; null for one that is not. */
  private final @Nullable String literal;

  private final int literalLength;

  /** Of a mapping by expression; null for one by prefix. */
  private final @Nullable Regex pattern;

  private final @Nullable Template template;

  /**
   * A mapping.
   *
   * @param plainPath the client's prefix, plain
   * @param to the member's, as it is written
   */
  PathMapping(String plainPath, String to) {
    this(plainPath, to, false);
  }

  private PathMapping(String plainPath, String to, boolean isLiteral) {
    prefix = withoutSlash(Prefix.written(plainPath));
    plain = withoutSlash(plainPath);
    this.to = withoutSlash(to);
    literal = isLiteral ? to : null;
    literalLength = plainPath.length();
    pattern = null;
    template = null;
  }

  private PathMapping(Regex pattern, String to) {
    prefix = "";
    plain = "";
    this.to = "";
    literal = null;
    literalLength = 0;
    this.pattern = pattern;
    template = Template.ofGroups(to);
  }

  /** The client's prefix where the member gets another in its place; empty if it gets the same. */
  public String replaced() {
    return changes() ? prefix : "";
  }

  boolean changes() {
    return !prefix.equals(to);
  }

  private static String withoutSlash(String path) {
    return path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
  }

  /** The mapping of a route. */
  public static PathMapping of(Match match, Rewriting rewriting) {
    return of(match, rewriting, rewriting.paths().to());
  }

  /** That of a route for one member, with its prefix. */
  public static PathMapping of(Match match, Rewriting rewriting, String to) {
    if (to.isEmpty()) {
      return new PathMapping(match.path(), Prefix.written(match.path()));
    }
    return match.pattern().isPresent()
        ? new PathMapping(match.pattern().get(), to)
        : new PathMapping(match.path(), to, rewriting.paths().literal());
  }

  /** A target within the client's prefix, as the member is asked for it. */
  public String toMember(String target) {
    if (template != null) {
      return filled(target, template);
    }
    if (literal != null && target.startsWith("/")) {
      return literal + target.substring(PlainPath.writtenLength(target, literalLength));
    }
    if (target.equals("*") || !changes()) {
      return oneSlash(target);
    }
    String rest = target.substring(PlainPath.writtenLength(target, plain.length()));
    return joined(to, rest);
  }

  private String filled(String target, Template filledIn) {
    Optional<Groups> groups = pattern.find(WrittenPath.resolved(target));
    if (groups.isEmpty()) {
      return target;
    }
    Filling filling = new Filling(groups.get(), Groups.NONE, name -> "", NO_MAPS);
    String path = filledIn.filled(filling, WrittenPath::of);
    int mark = target.indexOf('?');
    String rooted = path.startsWith("/") ? oneSlash(path) : "/" + path;
    return rooted + (mark < 0 ? "" : target.substring(mark));
  }

  /**
   * What the member says, as the client is told it; empty if it is not within its prefix. An
   * application that knows the client's prefix says that itself: where the path is within both, the
   * longer one counts.
   */
  Optional<String> toClient(String path) {
    if (!changes()) {
      return Optional.of(path);
    }
    boolean within =
        path.startsWith(to) && (path.length() == to.length() || isEnd(path.charAt(to.length())));
    if (isClients(path) && !(within && to.length() >= prefix.length())) {
      return Optional.of(path);
    }
    return within ? Optional.of(joined(prefix, path.substring(to.length()))) : Optional.empty();
  }

  private boolean isClients(String path) {
    int fragment = path.indexOf('#');
    String written = fragment < 0 ? path : path.substring(0, fragment);
    return !plain.isEmpty() && Match.isWithin(plain, PlainPath.of(written));
  }

  private static boolean isEnd(char c) {
    return c == '/' || c == ';' || c == '?' || c == '#';
  }

  /** Two slashes at the start would be a host: RFC 3986 §4.2. */
  private static String joined(String start, String rest) {
    if (!start.isEmpty()) {
      return start + rest;
    }
    return rest.startsWith("/") ? oneSlash(rest) : "/" + rest;
  }

  /** The same path with one slash at its start. */
  static String oneSlash(String path) {
    int at = 0;
    while (at + 1 < path.length() && path.charAt(at + 1) == '/') {
      at++;
    }
    return path.substring(at);
  }
}
