package org.rpicluster.balancer.program.config.apache.translate;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.rpicluster.balancer.program.config.NearestName;
import org.rpicluster.balancer.program.config.apache.syntax.Directive;

/**
 * The checks of {@code Header} and {@code RequestHeader} by what httpd refuses of them: an action
 * that there is not, too few or too many words, a condition or a variable in the value that is
 * none. Stateless. Apache's {@code header_inout_cmd}, {@code parse_format_tag}.
 */
final class HeaderWords {

  /** The actions, and how many words each has with the name of the field. */
  private static final Map<String, Integer> ACTIONS =
      Map.of(
          "set",
          2,
          "setifempty",
          2,
          "append",
          2,
          "merge",
          2,
          "add",
          2,
          "note",
          2,
          "edit",
          3,
          "edit*",
          3,
          "unset",
          1,
          "echo",
          1);

  private static final List<String> CONDITIONS = List.of("env", "expr");

  private static final List<String> OF_BALANCERS =
      List.of(
          "BALANCER_SESSION_STICKY",
          "BALANCER_SESSION_ROUTE",
          "BALANCER_NAME",
          "BALANCER_WORKER_NAME",
          "BALANCER_WORKER_ROUTE",
          "BALANCER_ROUTE_CHANGED");

  private static final Pattern VARIABLE = Pattern.compile("%(?:\\{([^}]*)\\}(.?)|(.?))");
  private static final Pattern OF_BALANCER = Pattern.compile("\\bBALANCER_\\w+");

  private HeaderWords() {}

  static void check(Directive line, Fates fates) {
    List<String> words = new ArrayList<>(line.arguments());
    boolean isTable = !words.isEmpty() && words.get(0).matches("(?i)always|onsuccess");
    if (isTable && line.is("header")) {
      words.remove(0);
    }
    String action = words.isEmpty() ? "" : words.get(0).toLowerCase(Locale.ROOT);
    Integer count = ACTIONS.get(action);
    if (count == null) {
      String shown = action.isEmpty() ? "nothing" : words.get(0);
      fates.refused(line, line.shown(), shown, meant(action, line.is("header")));
      return;
    }
    int given = words.size() - 1;
    if (given < count || given > count + 1) {
      boolean isComment = words.stream().anyMatch(word -> word.startsWith("#"));
      fates.refused(
          line,
          line.shown(),
          line.text(),
          isComment ? "comments on lines of their own" : shape(action));
      return;
    }
    words(line, words.subList(1, words.size()), count, fates);
  }

  private static void words(Directive line, List<String> words, int count, Fates fates) {
    Optional<String> condition =
        words.size() > count ? Optional.of(words.get(count)) : Optional.empty();
    condition
        .filter(text -> !text.matches("(?i)early|env=.*|expr=.*"))
        .ifPresent(text -> fates.refused(line, line.shown(), text, condition(text)));
    if (count > 1 && !words.get(count - 1).startsWith("expr=")) {
      value(line, words.get(count - 1), fates);
    }
    OF_BALANCER
        .matcher(line.text())
        .results()
        .map(found -> found.group())
        .filter(name -> !OF_BALANCERS.contains(name))
        .forEach(
            name ->
                fates.warning(
                    line, line.shown() + ": " + name + " is not set by balancers" + near(name)));
  }

  private static String near(String name) {
    return NearestName.to(name, OF_BALANCERS).map(n -> " (expected: " + n + ")").orElse("");
  }

  private static String meant(String action, boolean hasTables) {
    List<String> known = ACTIONS.keySet().stream().sorted().toList();
    List<String> all = new ArrayList<>(known);
    all.addAll(hasTables ? List.of("always", "onsuccess") : List.of());
    return NearestName.to(action, all).orElse(String.join(", ", known));
  }

  private static String shape(String action) {
    return action
        + switch (ACTIONS.getOrDefault(action, 0)) {
          case 1 -> " NAME";
          case 3 -> " NAME EXPRESSION REPLACEMENT, in quotes if they have blanks";
          default -> " NAME VALUE, in quotes if it has blanks";
        };
  }

  private static String condition(String text) {
    int equals = text.indexOf('=');
    String name = equals < 0 ? text : text.substring(0, equals).replaceFirst("!$", "");
    String value = equals < 0 ? "=NAME" : text.substring(equals);
    return NearestName.to(name, CONDITIONS)
        .map(near -> near + value)
        .orElse("early, env=NAME or expr=…; a value with blanks in quotes");
  }

  private static void value(Directive line, String value, Fates fates) {
    Matcher variable = VARIABLE.matcher(value);
    while (variable.find()) {
      boolean isNamed = variable.group(1) != null;
      String letter = isNamed ? variable.group(2) : variable.group(3);
      boolean isKnown = letter.isEmpty() ? !isNamed : "%tDlibes".contains(letter);
      if (!isKnown) {
        String expected = isNamed ? "%{" + variable.group(1) + "}e" : "%{NAME}e, %t, %D or %%";
        fates.refused(line, line.shown(), variable.group(), expected);
        return;
      }
    }
  }
}
