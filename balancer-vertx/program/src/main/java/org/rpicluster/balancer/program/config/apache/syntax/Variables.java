package org.rpicluster.balancer.program.config.apache.syntax;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import org.rpicluster.balancer.program.config.NearestName;

/**
 * {@code Define}d names and the environment's variables. A definition counts from its line on, for
 * the whole server; {@code ${NAME}} that is not known stays as it is written. At most {@value
 * #VALUE_MAX} characters come of one text. For one thread and one configuration.
 */
final class Variables {

  /** More would be no path and no URL: definitions that name each other grow fast. */
  private static final int VALUE_MAX = 64 * 1024;

  /** In all; a file of 2 MiB could name a variable of that size in each word. */
  private static final int TOTAL_MAX = 32 << 20;

  private final Function<String, Optional<String>> environment;
  private final Map<String, String> values = new HashMap<>();
  private final Set<String> names = new HashSet<>();
  private long total;

  Variables(Function<String, Optional<String>> environment) {
    this.environment = environment;
  }

  void define(String name, Optional<String> value) {
    names.add(name);
    value.ifPresent(v -> values.put(name, v));
  }

  void undefine(String name) {
    names.remove(name);
    values.remove(name);
  }

  /** The one that a name which has no value was probably meant to be. */
  Optional<String> nearest(String name) {
    return NearestName.to(name, values.keySet());
  }

  /** What {@code <IfDefine>} asks. */
  boolean isDefined(String name) {
    return names.contains(name);
  }

  /**
   * The text with the values of its variables.
   *
   * @param unknown is told the names that have no value
   */
  String expanded(String text, Consumer<String> unknown) {
    int at = text.indexOf("${");
    if (at < 0 || total > TOTAL_MAX) {
      return text;
    }
    StringBuilder expanded = new StringBuilder(text.length() + 32);
    int copied = 0;
    while (at >= 0 && expanded.length() < VALUE_MAX) {
      int end = text.indexOf('}', at);
      if (end < 0) {
        break;
      }
      String name = text.substring(at + 2, end);
      Optional<String> value = value(name);
      if (value.isPresent()) {
        expanded.append(text, copied, at).append(value.get());
        copied = end + 1;
      } else if (name.indexOf(':') < 0) { // a map's is looked up by rules, as in httpd
        unknown.accept(name);
      }
      at = text.indexOf("${", value.isPresent() ? end + 1 : at + 2);
    }
    expanded.append(text, copied, text.length());
    total += expanded.length();
    return expanded.toString();
  }

  private Optional<String> value(String name) {
    String defined = values.get(name);
    return defined != null ? Optional.of(defined) : environment.apply(name);
  }
}
