package org.rpicluster.balancer.vertx.routing;

import java.util.Optional;
import java.util.function.Predicate;

/**
 * Turns what a client says of other resources of the site into what they are to a member, the way
 * back from {@link Reverse}: {@code Destination}, and the tags of lists in {@code If}. What names
 * another host, or what is not the route's, is left as it is, so that the member sees that it is
 * not its own. O(length); immutable. RFC 4918 §10.3, §10.4; Apache has no such mapping.
 *
 * @param mapping the route's
 * @param isHere whether {@code http://host:port} is what the client knows the site by
 * @param isRoutes whether a plain path of the site is the route's
 * @param here scheme and authority by which the client knows the site, empty if it said none
 * @param member scheme and authority by which the member knows itself
 */
public record MemberReference(
    PathMapping mapping,
    Predicate<Origin> isHere,
    Predicate<String> isRoutes,
    String here,
    String member) {

  /** A URL, or the path of one. */
  public String destination(String value) {
    if (value.startsWith("/") && !value.startsWith("//")) {
      // Of a path the member could not tell that it is another route's.
      return mapped(value).orElse(here + value);
    }
    Optional<Origin> origin = Origin.of(value).filter(isHere);
    return origin
        .flatMap(at -> mapped(rooted(value.substring(at.length()))))
        .map(path -> member + path)
        .orElse(value);
  }

  private Optional<String> mapped(String path) {
    String plain = PlainPath.of(path);
    boolean within = path.indexOf('#') < 0 && !plain.equals(PlainPath.NONE);
    return within && isRoutes.test(plain) ? Optional.of(mapping.toMember(path)) : Optional.empty();
  }

  private static String rooted(String rest) {
    return rest.startsWith("/") ? rest : "/" + rest;
  }

  /** A whole {@code If}: what stands in {@code <>} outside of its lists. */
  public String conditions(String value) {
    StringBuilder mapped = new StringBuilder(value.length() + member.length());
    int at = 0;
    while (at < value.length()) {
      char c = value.charAt(at);
      int end = c == '(' ? listEnd(value, at) : c == '<' ? value.indexOf('>', at) : at;
      if (end < 0) {
        return value; // no list of the standard's form: the member's to refuse
      }
      if (c == '<') {
        mapped.append('<').append(destination(value.substring(at + 1, end))).append('>');
      } else {
        mapped.append(value, at, end + 1);
      }
      at = end + 1;
    }
    return mapped.toString();
  }

  /** Where a list ends; tokens of locks and entity tags may have a parenthesis in them. */
  private static int listEnd(String value, int start) {
    int at = start + 1;
    while (at > 0 && at < value.length() && value.charAt(at) != ')') {
      char c = value.charAt(at);
      at =
          c == '<'
              ? value.indexOf('>', at) + 1
              : c == '"' ? value.indexOf('"', at + 1) + 1 : at + 1;
    }
    return at > 0 && at < value.length() ? at : -1;
  }
}
