package org.rpicluster.balancer.program.config.apache.translate;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.rpicluster.balancer.program.config.NamesInLocale;
import org.rpicluster.balancer.program.config.RewriteMapSettings;
import org.rpicluster.balancer.program.config.RewriteMapSettings.Pick;
import org.rpicluster.balancer.program.config.apache.syntax.Directive;

/**
 * {@code RewriteMap} of a server, and of the main server where rules are inherited: files of texts,
 * and names for functions that rules have here as well. A rule that asks another map stops the
 * start. Immutable.
 *
 * @param functions what is written here, by the names of the maps
 * @param files by their names here
 */
record RewriteMaps(Map<String, String> functions, Map<String, RewriteMapSettings> files) {

  private static final List<String> KNOWN = List.of("tolower", "toupper", "escape", "unescape");
  private static final Pattern ASKED = Pattern.compile("\\$\\{([^:{}]+):");

  private static final String EXPECTED =
      "only txt:, rnd: and int: are carried out: write a file of texts";

  /**
   * Reads them.
   *
   * @param root what relative names of files are relative to
   */
  static RewriteMaps of(Server main, Server server, Path root) {
    Map<String, String> functions = new HashMap<>();
    Map<String, RewriteMapSettings> files = new HashMap<>();
    for (Server each : inherits(main, server) ? List.of(main, server) : List.of(server)) {
      for (Directive line : each.all("rewritemap")) {
        String name = line.argument(0);
        functions.remove(name);
        files.remove(here(name));
        if (isFunction(line)) {
          functions.put(name, source(line));
        } else if (isFile(line)) {
          functions.put(name, here(name));
          files.put(here(name), file(line, root));
        }
      }
    }
    return new RewriteMaps(Map.copyOf(functions), Map.copyOf(files));
  }

  /** With the rules of the main server come its maps; without rules they are asked by none. */
  private static boolean inherits(Server main, Server server) {
    return Stream.of(main, server)
        .flatMap(each -> each.all("rewriteoptions").stream())
        .map(line -> line.text().toLowerCase(Locale.ROOT))
        .anyMatch(options -> options.contains("inherit"));
  }

  /** A function has its own name here, which no file can have. */
  private static String here(String name) {
    return KNOWN.contains(name) ? "map-" + name : name;
  }

  private static String source(Directive line) {
    String source = line.arguments().size() > 1 ? line.argument(1) : "";
    return source.substring(source.indexOf(':') + 1);
  }

  private static boolean is(Directive line, String kind) {
    return line.arguments().size() > 1
        && line.argument(1).toLowerCase(Locale.ROOT).startsWith(kind + ":");
  }

  private static boolean isFunction(Directive line) {
    return is(line, "int") && KNOWN.contains(source(line));
  }

  private static boolean isFile(Directive line) {
    return (is(line, "txt") || is(line, "rnd")) && isNamed(line);
  }

  private static boolean isNamed(Directive line) {
    try {
      NamesInLocale.path(line.shown(), source(line));
      return line.argument(0).matches("[A-Za-z0-9_.-]{1,90}");
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  private static RewriteMapSettings file(Directive line, Path root) {
    Path file = root.resolve(NamesInLocale.path(line.shown(), source(line)));
    return RewriteMapSettings.of(file.normalize()).pick(is(line, "rnd") ? Pick.RANDOM : Pick.WHOLE);
  }

  /** Says what becomes of a line. */
  static void sayOf(Directive line, Fates fates) {
    if (isFunction(line) || isFile(line)) {
      fates.translated(line);
    } else {
      fates.needsYou(line, EXPECTED);
    }
  }

  /** A text of a rule with the names that maps have here. */
  String in(String text) {
    return ASKED
        .matcher(text)
        .replaceAll(
            found -> {
              String name = functions.get(found.group(1));
              return Matcher.quoteReplacement(name == null ? found.group() : "${" + name + ":");
            });
  }
}
