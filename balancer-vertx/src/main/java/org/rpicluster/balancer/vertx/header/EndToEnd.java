package org.rpicluster.balancer.vertx.header;

import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;

/**
 * Which fields of a message go on: all but those of the hop that it came over, in the order in
 * which they came. One pass over the fields. Stateless; any thread. RFC 9110 §7.6.1.
 */
public final class EndToEnd {

  private EndToEnd() {}

  /**
   * Hands on what goes on.
   *
   * @param fields of any message, request or response, final or interim
   * @param connection the values of all its {@code Connection} lines
   * @param to takes a name and a value
   */
  public static void copy(
      Iterable<Map.Entry<String, String>> fields,
      List<String> connection,
      BiConsumer<String, String> to) {
    List<String> nominated = HopByHop.nominatedBy(connection);
    for (Map.Entry<String, String> field : fields) {
      String name = field.getKey();
      if (!HopByHop.isAlways(name) && !isAmong(nominated, name)) {
        to.accept(name, field.getValue());
      }
    }
  }

  private static boolean isAmong(List<String> nominated, String name) {
    for (int i = 0; i < nominated.size(); i++) {
      if (nominated.get(i).equalsIgnoreCase(name)) {
        return true;
      }
    }
    return false;
  }
}
