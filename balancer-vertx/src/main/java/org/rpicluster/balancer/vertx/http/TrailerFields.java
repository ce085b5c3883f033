package org.rpicluster.balancer.vertx.http;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Predicate;

/**
 * The fields that may stand behind a body and go on from there. A program that reads them may take
 * them for fields of the head, after all decisions that those stood for; so what frames, routes,
 * permits or changes a message, and what the proxy vouches for, ends here. Stateless; any thread.
 * RFC 9110 §6.5.1.
 */
public final class TrailerFields {

  private static final Set<String> ONLY_IN_HEADS =
      Set.of(
          // what is asked for, and on which condition
          "cache-control",
          "if-match",
          "if-modified-since",
          "if-none-match",
          "if-range",
          "if-unmodified-since",
          "max-forwards",
          "pragma",
          "range",
          // who asks
          "authorization",
          "cookie",
          "set-cookie",
          "www-authenticate",
          // what an answer means
          "age",
          "date",
          "expires",
          "location",
          "retry-after",
          "vary",
          "warning",
          // what a body is
          "content-encoding",
          "content-location",
          "content-range",
          "content-type");

  private TrailerFields() {}

  /**
   * Hands on what goes on.
   *
   * @param trailers the fields behind a body
   * @param connection the values of all {@code Connection} lines of its head
   * @param isVouched whether a route, or a setting, vouches for the field of this name
   * @param to takes a name and a value
   */
  public static void copy(
      Iterable<Map.Entry<String, String>> trailers,
      List<String> connection,
      Predicate<String> isVouched,
      BiConsumer<String, String> to) {
    EndToEnd.copy(
        trailers,
        connection,
        (name, value) -> {
          if (mayTrail(name) && !isVouched.test(name)) {
            to.accept(name, value);
          }
        });
  }

  private static boolean mayTrail(String name) {
    String usual = CgiName.usual(name);
    return !name.isEmpty()
        && !name.startsWith(":")
        && !ONLY_IN_HEADS.contains(usual)
        && !Vouched.isOwn(usual)
        && !Vouched.isForwarded(usual);
  }
}
