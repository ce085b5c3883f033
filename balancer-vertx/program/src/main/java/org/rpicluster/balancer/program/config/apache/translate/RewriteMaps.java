package org.rpicluster.balancer.program.config.apache.translate;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.rpicluster.balancer.program.config.apache.syntax.Directive;

/**
 * {@code RewriteMap} of a server and the main server: names for functions that rules have here as
 * well. A rule that asks another map stops the start. Immutable.
 *
 * @param functions what is written here, by the names of the maps
 */
record RewriteMaps(Map<String, String> functions) {

  private static final List<String> KNOWN = List.of("tolower", "toupper");

  static RewriteMaps of(Server main, Server server) {
    Map<String, String> functions = new HashMap<>();
    for (Server each : List.of(main, server)) {
      each.all("rewritemap").forEach(line -> functions.put(line.argument(0), function(line)));
    }
    functions.values().removeIf(String::isEmpty);
    return new RewriteMaps(Map.copyOf(functions));
  }

  /** Empty for a map that is none of them. */
  private static String function(Directive line) {
    String source = line.argument(1).toLowerCase(Locale.ROOT);
    String name = source.startsWith("int:") ? source.substring(4) : "";
    return KNOWN.contains(name) ? name : "";
  }

  /** Says what becomes of a line. */
  static void sayOf(Directive line, Fates fates) {
    if (function(line).isEmpty()) {
      fates.needsYou(line, "only int:tolower and int:toupper are carried out: write rules");
    } else {
      fates.translated(line);
    }
  }

  /** A text of a rule with the functions in the place of the names. */
  String in(String text) {
    String with = text;
    for (Map.Entry<String, String> map : functions.entrySet()) {
      with = with.replace("${" + map.getKey() + ":", "${" + map.getValue() + ":");
    }
    return with;
  }
}
