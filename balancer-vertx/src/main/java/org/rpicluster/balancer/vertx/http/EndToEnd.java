package org.rpicluster.balancer.vertx.http;

import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import org.rpicluster.balancer.vertx.http.codec.Head;

/**
 * The fields of a message that go on: all but those of the hop that it came over, in the order in
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
   * Hands on what goes on of any fields, without an object for each where their view can.
   *
   * @param to takes a name and a value
   */
  public static void copyLines(Fields fields, BiConsumer<CharSequence, CharSequence> to) {
    List<String> nominated = HopByHop.nominatedBy(fields);
    fields.forEachLine(
        (name, value) -> {
          if (goesOn(name.toString(), nominated)) {
            to.accept(name, value);
          }
        });
  }

  /** Adds to rows what goes on of a head. */
  public static void addLines(HeadFields from, FieldList to) {
    List<String> nominated = HopByHop.nominatedBy(from);
    Head head = from.head();
    for (int field = 0; field < head.fields(); field++) {
      boolean ends = !head.isThere(field) || head.isAmong(field, HopByHop.ALWAYS);
      if (!ends && (nominated.isEmpty() || !isAmong(nominated, head.name(field)))) {
        to.addLine(head.lowerName(field), head.value(field));
      }
    }
  }

  /** Leaves in a head what goes on: what does not is removed, and nothing is copied. */
  public static void leaveIn(HeadFields fields) {
    List<String> nominated = HopByHop.nominatedBy(fields);
    fields.head().remove(HopByHop.ALWAYS);
    if (!nominated.isEmpty()) {
      nominated.forEach(fields::remove);
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
