package org.rpicluster.balancer.vertx.http;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import java.util.Iterator;
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
    List<String> nominated = HopByHop.nominatedBy(connection.iterator());
    for (Map.Entry<String, String> field : fields) {
      if (goesOn(field.getKey(), nominated)) {
        to.accept(field.getKey(), field.getValue());
      }
    }
  }

  /**
   * Hands on what goes on of a head as Netty has it: without an object for each field.
   *
   * @param fields of any head
   * @param to takes a name and a value
   */
  public static void copy(HttpHeaders fields, BiConsumer<CharSequence, CharSequence> to) {
    Iterator<String> connection = fields.valueStringIterator(HttpHeaderNames.CONNECTION);
    List<String> nominated = HopByHop.nominatedBy(connection);
    Iterator<Map.Entry<CharSequence, CharSequence>> all = fields.iteratorCharSequence();
    while (all.hasNext()) {
      Map.Entry<CharSequence, CharSequence> field = all.next();
      if (goesOn(field.getKey().toString(), nominated)) {
        to.accept(field.getKey(), field.getValue());
      }
    }
  }

  private static boolean goesOn(String name, List<String> nominated) {
    return !HopByHop.isAlways(name) && !isAmong(nominated, name);
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
