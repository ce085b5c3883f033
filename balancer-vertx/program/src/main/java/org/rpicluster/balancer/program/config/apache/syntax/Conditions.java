package org.rpicluster.balancer.program.config.apache.syntax;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * The sections that are decided while a file is read: {@code <IfModule>}, {@code <IfDefine>},
 * {@code <IfVersion>}, {@code <IfFile>}, {@code <IfDirective>}, {@code <IfSection>}. For one thread
 * and one configuration.
 */
final class Conditions {

  private static final String ONE_NAME = "a name, or ! and a name";

  private final Map<String, Condition> conditions;

  /**
   * A kind of condition.
   *
   * @param expected what its arguments are to be
   * @param holds whether it holds, empty if the arguments are not such
   */
  private record Condition(String expected, Function<List<String>, Optional<Boolean>> holds) {}

  Conditions(
      Modules modules, Variables variables, Predicate<String> knows, Predicate<String> file) {
    conditions =
        Map.of(
            "<ifmodule", named(modules::have),
            "<ifdefine", named(variables::isDefined),
            "<iffile", named(file),
            "<ifdirective", named(name -> knows.test(name.toLowerCase(Locale.ROOT))),
            "<ifsection", named(name -> knows.test("<" + name.toLowerCase(Locale.ROOT))),
            "<ifversion",
                new Condition("an operator and a version such as >= 2.4", VersionCondition::holds));
  }

  private static Condition named(Predicate<String> test) {
    return new Condition(
        ONE_NAME,
        arguments -> {
          if (arguments.isEmpty() || arguments.get(0).equals("!")) {
            return Optional.empty();
          }
          String name = arguments.get(0);
          boolean negated = name.startsWith("!");
          return Optional.of(test.test(negated ? name.substring(1) : name) != negated);
        });
  }

  /** Whether a section of this name, in small letters, is a condition. */
  boolean has(String key) {
    return conditions.containsKey(key);
  }

  /** Whether it holds; empty if its arguments are none. */
  Optional<Boolean> holds(String key, List<String> arguments) {
    return conditions.get(key).holds().apply(arguments);
  }

  /** What its arguments are to be. */
  String expected(String key) {
    return conditions.get(key).expected();
  }
}
