package org.rpicluster.balancer.vertx.routing;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.rpicluster.balancer.vertx.http.PathRules.EncodedSlashes;
import org.rpicluster.balancer.vertx.http.PercentEscape;

/**
 * Targets with their paths in one spelling: dot segments resolved, several slashes one, escapes
 * written anew. A usual target is its own, and nothing is allocated. Stateless; any thread. RFC
 * 3986 §6.2.2; Apache's {@code ap_normalize_path} and {@code ap_proxy_canonenc}.
 */
public final class NormalTarget {

  /** Stands for an escaped slash that stays one: no byte is it. */
  private static final char ESCAPED_SLASH = '\uE000';

  private NormalTarget() {}

  /** Whether a path has an escaped slash. */
  public static boolean hasEncodedSlash(String target) {
    int mark = target.indexOf('?');
    String path = mark < 0 ? target : target.substring(0, mark);
    return path.indexOf('%') >= 0 && path.toLowerCase(Locale.ROOT).contains("%2f");
  }

  /**
   * The target in its one spelling.
   *
   * @return empty if its path leads out of the root, or cannot be read
   */
  public static Optional<String> of(String target, EncodedSlashes slashes) {
    int mark = target.indexOf('?');
    String path = mark < 0 ? target : target.substring(0, mark);
    if (target.equals("*") || isNormal(path)) {
      return Optional.of(target);
    }
    Optional<String> resolved = resolved(path, slashes);
    String query = mark < 0 ? "" : target.substring(mark);
    return resolved.flatMap(NormalTarget::withoutDots).map(each -> written(each) + query);
  }

  private static boolean isNormal(String path) {
    return !path.contains("//") && !path.contains("/.") && WrittenPath.of(path).equals(path);
  }

  /** With a character for each byte. */
  private static Optional<String> resolved(String path, EncodedSlashes slashes) {
    StringBuilder resolved = new StringBuilder(path.length());
    for (int i = 0; i < path.length(); i++) {
      int c = path.charAt(i);
      if (c == '%') {
        c = PercentEscape.at(path, i);
        c = c == '/' && slashes != EncodedSlashes.DECODE ? ESCAPED_SLASH : c;
        i += 2;
      }
      if (c < ' ' || c == 0x7F) {
        return Optional.empty();
      }
      resolved.append((char) c);
    }
    return Optional.of(resolved.toString());
  }

  private static Optional<String> withoutDots(String path) {
    List<String> segments = new ArrayList<>();
    String[] all = path.split("/", -1);
    for (int i = 1; i < all.length; i++) {
      boolean isLast = i == all.length - 1;
      boolean isDots = all[i].equals(".") || all[i].equals("..");
      if (all[i].equals("..")) {
        if (segments.isEmpty()) {
          return Optional.empty();
        }
        segments.remove(segments.size() - 1);
      }
      if (isDots || all[i].isEmpty()) {
        if (isLast) {
          segments.add("");
        }
      } else {
        segments.add(all[i]);
      }
    }
    return Optional.of("/" + String.join("/", segments));
  }

  private static String written(String resolved) {
    StringBuilder written = new StringBuilder(resolved.length() + 16);
    int from = 0;
    for (int at = resolved.indexOf(ESCAPED_SLASH);
        at >= 0;
        at = resolved.indexOf(ESCAPED_SLASH, from)) {
      written.append(WrittenPath.of(resolved.substring(from, at))).append("%2F");
      from = at + 1;
    }
    return written.append(WrittenPath.of(resolved.substring(from))).toString();
  }
}
