package org.rpicluster.balancer.pick;

import java.util.Locale;
import org.rpicluster.balancer.check.Check;

/**
 * The part of a request that a hashing strategy goes by. The strategy names it ({@link
 * Strategy#hashKey}); the caller that knows the request reads it there and sets {@link
 * PickContext#hashKey(CharSequence)}. Immutable.
 *
 * <p>In a configuration: {@code client}, {@code uri}, {@code path}, {@code header:NAME}, {@code
 * cookie:NAME}.
 *
 * @param source which part
 * @param name the header's name in lower case or the cookie's name; empty for the others
 */
public record HashKey(Source source, String name) {

  /** A part of a request. */
  public enum Source {
    /** The client's address, without its port. */
    CLIENT,
    /** The path and the query, as sent. */
    URI,
    /** The path alone. */
    PATH,
    /** The first value of a header field. */
    HEADER,
    /** The value of a cookie. */
    COOKIE
  }

  /** The client's address. */
  public static final HashKey CLIENT = new HashKey(Source.CLIENT, "");

  private static final String EXPECTED = "client, uri, path, header:NAME or cookie:NAME";

  /** Checks that there is a name where one is needed, and only there. */
  public HashKey {
    Check.argument(isNamed(source) != name.isEmpty(), "key", written(source, name), EXPECTED);
  }

  /**
   * Reads the form of a configuration.
   *
   * @throws IllegalArgumentException if it is none of the five
   */
  public static HashKey parse(String text) {
    int colon = text.indexOf(':');
    String word = colon < 0 ? text : text.substring(0, colon);
    String name = colon < 0 ? "" : text.substring(colon + 1).strip();
    for (Source source : Source.values()) {
      boolean named = isNamed(source);
      if (word.equals(word(source)) && named == (colon >= 0) && named != name.isEmpty()) {
        return new HashKey(source, source == Source.HEADER ? name.toLowerCase(Locale.ROOT) : name);
      }
    }
    throw new IllegalArgumentException(Check.message("key", text, EXPECTED));
  }

  /** The form of a configuration. */
  @Override
  public String toString() {
    return written(source, name);
  }

  private static boolean isNamed(Source source) {
    return source == Source.HEADER || source == Source.COOKIE;
  }

  private static String written(Source source, String name) {
    return isNamed(source) ? word(source) + ":" + name : word(source);
  }

  private static String word(Source source) {
    return source.name().toLowerCase(Locale.ROOT);
  }
}
