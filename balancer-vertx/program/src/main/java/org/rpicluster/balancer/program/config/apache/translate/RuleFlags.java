package org.rpicluster.balancer.program.config.apache.translate;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.rpicluster.balancer.program.config.NearestName;
import org.rpicluster.balancer.program.config.apache.syntax.Directive;

/**
 * The flags of a rule or of a condition: {@code [R=301,L]}. Immutable. Apache's {@code
 * parseflagfield}.
 *
 * @param values by their short names; empty for a flag without a value
 * @param variables of each {@code [E]}, in their order
 * @param cookies of each {@code [CO]}
 */
record RuleFlags(Map<String, String> values, List<String> variables, List<String> cookies) {

  /** The long names, and the short ones, which are their own. */
  private static final Map<String, String> OF_RULES =
      Map.ofEntries(
          Map.entry("last", "L"),
          Map.entry("end", "END"),
          Map.entry("proxy", "P"),
          Map.entry("redirect", "R"),
          Map.entry("forbidden", "F"),
          Map.entry("gone", "G"),
          Map.entry("qsappend", "QSA"),
          Map.entry("qsdiscard", "QSD"),
          Map.entry("qslast", "QSL"),
          Map.entry("passthrough", "PT"),
          Map.entry("nocase", "NC"),
          Map.entry("noescape", "NE"),
          Map.entry("next", "N"),
          Map.entry("chain", "C"),
          Map.entry("skip", "S"),
          Map.entry("nosubreq", "NS"),
          Map.entry("discardpath", "DPI"),
          Map.entry("env", "E"),
          Map.entry("cookie", "CO"),
          Map.entry("handler", "H"),
          Map.entry("type", "T"),
          Map.entry("b", "B"),
          Map.entry("bnp", "BNP"),
          Map.entry("bctls", "BCTLS"),
          Map.entry("bne", "BNE"),
          Map.entry("unsafeallow3f", "UNSAFEALLOW3F"),
          Map.entry("unsafeprefixstat", "UNSAFEPREFIXSTAT"));

  private static final Map<String, String> OF_CONDITIONS =
      Map.of("nocase", "NC", "ornext", "OR", "novary", "NV");

  private static final String WITHOUT_COMMAS =
      "\\[[A-Za-z]+(=[^\\s,\"]+)?(\\s+[A-Za-z]+(=[^\\s,\"]+)?)+]";

  static Optional<RuleFlags> ofRule(Directive line, String text, Fates fates) {
    if (text.matches(WITHOUT_COMMAS)) {
      fates.wrong(line, "flags", text, text.replaceAll("\\s+", ","));
      return Optional.empty();
    }
    return read(line, text, OF_RULES, fates);
  }

  static Optional<RuleFlags> ofCondition(Directive line, String text, Fates fates) {
    return read(line, text, OF_CONDITIONS, fates);
  }

  /** Empty if they are wrong, which is said. */
  private static Optional<RuleFlags> read(
      Directive line, String text, Map<String, String> known, Fates fates) {
    RuleFlags flags = new RuleFlags(new LinkedHashMap<>(), new ArrayList<>(), new ArrayList<>());
    if (text.isEmpty()) {
      return Optional.of(flags);
    }
    if (!text.startsWith("[") || !text.endsWith("]")) {
      fates.wrong(line, "flags", text, "[…], with no blanks in it unless it is quoted");
      return Optional.empty();
    }
    for (String flag : text.substring(1, text.length() - 1).split(",", -1)) {
      String written = flag.strip();
      int equals = written.indexOf('=');
      String name = equals < 0 ? written : written.substring(0, equals);
      String found = known.get(name.toLowerCase(Locale.ROOT));
      String upper = name.toUpperCase(Locale.ROOT);
      String shortName = found == null && known.containsValue(upper) ? upper : found;
      if (shortName == null) {
        fates.wrong(line, "flag", name.isEmpty() ? "nothing" : name, meant(name, known));
        return Optional.empty();
      }
      flags.add(shortName, equals < 0 ? "" : written.substring(equals + 1));
    }
    return Optional.of(flags);
  }

  private static String meant(String name, Map<String, String> known) {
    if (name.matches("[Rr][0-9]{3}")) {
      return "R=" + name.substring(1);
    }
    if (name.isEmpty()) {
      return "one behind each comma";
    }
    boolean isLong = name.length() > 3;
    return NearestName.to(name, isLong ? known.keySet() : known.values())
        .or(() -> NearestName.to(name, known.values()))
        .orElse(known.containsKey("last") ? "L, P, R=301" : "NC, OR");
  }

  private void add(String shortName, String value) {
    values.put(shortName, value);
    if (shortName.equals("E")) {
      variables.add(value);
    } else if (shortName.equals("CO")) {
      cookies.add(value);
    }
  }

  boolean has(String shortName) {
    return values.containsKey(shortName);
  }

  String value(String shortName) {
    return values.getOrDefault(shortName, "");
  }

  /** One that is only for files that this server sends, and not carried out; empty if none is. */
  Optional<String> idle() {
    return values.keySet().stream().filter("T"::equals).findFirst();
  }

  /** One that decides what answers and is not carried out; empty if there is none. */
  Optional<String> missing() {
    return values.keySet().stream().filter("H"::equals).findFirst();
  }
}
