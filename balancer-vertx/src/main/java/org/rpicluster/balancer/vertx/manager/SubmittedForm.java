package org.rpicluster.balancer.vertx.manager;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.rpicluster.balancer.check.Check;

/**
 * A form as a browser sends it: names and values, each name once. Immutable. WHATWG URL §5.
 *
 * @param fields in the order in which they came
 */
record SubmittedForm(Map<String, String> fields) {

  /**
   * Reads it.
   *
   * @throws IllegalArgumentException if it is none, or has a name twice
   */
  static SubmittedForm of(byte[] body) {
    Map<String, String> fields = new LinkedHashMap<>();
    for (String pair : new String(body, StandardCharsets.US_ASCII).split("&")) {
      int mark = pair.indexOf('=');
      String name = decoded(mark < 0 ? pair : pair.substring(0, mark));
      String before = fields.put(name, mark < 0 ? "" : decoded(pair.substring(mark + 1)));
      Check.argument(before == null, name, "twice", "each field once");
    }
    return new SubmittedForm(fields);
  }

  private static String decoded(String text) {
    return URLDecoder.decode(text, StandardCharsets.UTF_8);
  }

  /** A value without blanks around it, or nothing. */
  String get(String name) {
    return fields.getOrDefault(name, "").strip();
  }

  /** Whether a field says something else than the page that it is from said. */
  boolean isChanged(String name) {
    return fields.containsKey(name) && !get(name).equals(fields.get("was." + name));
  }
}
