package org.rpicluster.balancer.vertx.http;

import org.rpicluster.balancer.pick.KeyHash;

/**
 * The path that a request asks for, as one number: a hash of its path, the same for all spellings
 * of it that a server reads alike. The query does not count, nor what follows a {@code ;}, nor
 * whether a letter is escaped, nor how many slashes stand in a row. One pass, no allocation;
 * stateless. RFC 3986 §6.2.2.
 */
public final class AskedPath {

  private static final long FNV_OFFSET = 0xcbf29ce484222325L;
  private static final long FNV_PRIME = 0x100000001b3L;

  private AskedPath() {}

  /**
   * The hash.
   *
   * @param pathAndQuery as the member is asked for it
   */
  public static long hash(String pathAndQuery) {
    long hash = FNV_OFFSET;
    char before = 0;
    boolean skipped = false;
    for (int i = 0; i < pathAndQuery.length(); i++) {
      char c = pathAndQuery.charAt(i);
      if (c == '?') {
        break;
      }
      int escaped = PercentEscape.at(pathAndQuery, i);
      if (escaped >= 0) {
        c = (char) escaped;
        i += PercentEscape.LENGTH - 1;
      } else if (c == ';' || c == '/') {
        skipped = c == ';';
      }
      if (!skipped && !(c == '/' && before == '/')) {
        hash = (hash ^ c) * FNV_PRIME;
        before = c;
      }
    }
    return KeyHash.mix(hash);
  }

  /**
   * A hash of all of a request line: of its method and query too.
   *
   * @param path the hash of its path
   */
  public static long exactly(long path, String method, String pathAndQuery) {
    long hash = rest(path, method, 0);
    int query = pathAndQuery.indexOf('?');
    return query < 0 ? hash : rest(hash, pathAndQuery, query);
  }

  private static long rest(long hash, String text, int from) {
    long rest = hash;
    for (int i = from; i < text.length(); i++) {
      rest = (rest ^ text.charAt(i)) * FNV_PRIME;
    }
    return rest;
  }
}
