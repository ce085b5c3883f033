package org.rpicluster.balancer.vertx.http;

import java.util.Locale;

/**
 * A request's target, taken apart: where it is in absolute form, its authority replaces the Host
 * field; what goes on to a member is always the path and query, or {@code *}. Immutable. RFC 9112
 * §3.2.
 *
 * @param authority of an absolute target; empty for the other forms
 * @param pathAndQuery what the member is asked for, exactly as the client wrote it
 */
public record Target(String authority, String pathAndQuery) {

  /** A target that must not be carried. */
  public static final Target INVALID = new Target("", "");

  /**
   * Takes a target apart.
   *
   * @param text as it stood in the request line
   * @param isOptions whether the method is OPTIONS, the only one that may ask for {@code *}
   * @return {@link #INVALID} if it is none of the forms or has a character that none may have
   */
  public static Target of(String text, boolean isOptions) {
    if (!isClean(text)) {
      return INVALID;
    }
    if (text.startsWith("/")) {
      return new Target("", text);
    }
    if (text.equals("*")) {
      return isOptions ? new Target("", "*") : INVALID;
    }
    return absolute(text);
  }

  /** The path without the query; of {@code *}, which is the whole server, the root. */
  public String path() {
    if (pathAndQuery.equals("*")) {
      return "/";
    }
    int query = pathAndQuery.indexOf('?');
    return query < 0 ? pathAndQuery : pathAndQuery.substring(0, query);
  }

  private static Target absolute(String text) {
    int start = schemeEnd(text);
    if (start < 0) {
      return INVALID;
    }
    int end = start;
    while (end < text.length() && text.charAt(end) != '/' && text.charAt(end) != '?') {
      end++;
    }
    String authority = text.substring(start, end);
    if (!Authority.isValid(authority)) {
      return INVALID;
    }
    String rest = text.substring(end);
    return new Target(authority, rest.startsWith("/") ? rest : "/" + rest);
  }

  private static int schemeEnd(String text) {
    String start = text.substring(0, Math.min(8, text.length())).toLowerCase(Locale.ROOT);
    if (start.startsWith("http://")) {
      return 7;
    }
    return start.equals("https://") ? 8 : -1;
  }

  /**
   * No blanks, no control characters, and no fragment: a server never gets to see one. Browsers
   * send all else of a query as it was typed. In a path some servers take a backslash for a slash,
   * and bytes beyond ASCII for one letter or for two.
   */
  private static boolean isClean(String text) {
    boolean query = false;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      query |= c == '?';
      boolean always = c <= ' ' || c == 0x7F || c > 0xFF || c == '#';
      if (always || !query && (c > 0x7F || c == '\\')) {
        return false;
      }
    }
    return !text.isEmpty();
  }
}
