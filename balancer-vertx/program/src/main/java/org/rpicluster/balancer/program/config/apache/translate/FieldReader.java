package org.rpicluster.balancer.program.config.apache.translate;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.rpicluster.balancer.program.config.apache.syntax.Directive;
import org.rpicluster.balancer.vertx.routing.FieldChanges;

/**
 * {@code Header} and {@code RequestHeader} as far as routes carry them: {@code set} and {@code
 * unset} of a fixed value without a condition. For one thread and one server.
 */
final class FieldReader {

  private static final Set<String> TABLES = Set.of("always", "onsuccess", "early");

  private final Fates fates;
  private final Map<String, String> set = new LinkedHashMap<>();
  private final Set<String> removed = new LinkedHashSet<>();

  FieldReader(Fates fates) {
    this.fates = fates;
  }

  /** Reads one line; what it asks for beyond that is the user's to see to. */
  void read(Directive line) {
    List<String> words = line.arguments();
    int from = words.isEmpty() || !TABLES.contains(small(words.get(0))) ? 0 : 1;
    List<String> rest = words.subList(from, words.size());
    String action = rest.isEmpty() ? "" : small(rest.get(0));
    if (action.equals("set") && rest.size() == 3 && isFixed(rest.get(2))) {
      change(line, () -> set(rest.get(1), rest.get(2).replace("%%", "%")));
    } else if (action.equals("unset") && rest.size() == 2) {
      change(line, () -> remove(rest.get(1)));
    } else {
      fates.needsYou(
          line, "not carried out yet: only set and unset of a fixed value without a condition are");
    }
  }

  /** Sets a field that no line sets, unless its value could not stand in a message. */
  void setUnlessSaid(String name, String value) {
    boolean good = value.chars().allMatch(c -> c > ' ' && c < 0x7F);
    if (good && set.keySet().stream().noneMatch(name::equalsIgnoreCase)) {
      set.put(name, value);
    }
  }

  private static boolean isFixed(String value) {
    return !value.replace("%%", "").contains("%") && !value.startsWith("expr=");
  }

  private void change(Directive line, Runnable change) {
    try {
      change.run();
      fates.translated(line);
    } catch (IllegalArgumentException e) {
      fates.needsYou(line, String.valueOf(e.getMessage()));
    }
  }

  private void set(String written, String value) {
    String name = bare(written);
    FieldChanges.requireName(name);
    FieldChanges.requireValue(value);
    remove(name);
    removed.remove(small(name));
    set.put(name, value);
  }

  private void remove(String written) {
    String name = bare(written);
    FieldChanges.requireName(name);
    set.keySet().removeIf(name::equalsIgnoreCase);
    removed.add(small(name));
  }

  /** Some write {@code Header unset Name:}. */
  private static String bare(String name) {
    return name.endsWith(":") ? name.substring(0, name.length() - 1) : name;
  }

  private static String small(String word) {
    return word.toLowerCase(Locale.ROOT);
  }

  FieldChanges changes() {
    return new FieldChanges(set, List.copyOf(removed));
  }
}
