package org.rpicluster.balancer.program.config.yaml;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.rpicluster.balancer.vertx.access.AddressMatches;
import org.rpicluster.balancer.vertx.access.AtPath;
import org.rpicluster.balancer.vertx.access.ExpressionHolds;
import org.rpicluster.balancer.vertx.access.FieldMatches;
import org.rpicluster.balancer.vertx.access.PathMatches;
import org.rpicluster.balancer.vertx.access.Requirement;
import org.rpicluster.balancer.vertx.access.Requirement.Cases.Case;
import org.rpicluster.balancer.vertx.access.WithMethod;
import org.rpicluster.balancer.vertx.regex.Regex;

/** Binds {@code access}: a requirement, and those within it. O(its size); stateless. */
final class RequirementBinder {

  static final String GRANTED = "granted";
  static final String DENIED = "denied";

  private static final Keys KEYS =
      Keys.of(
          "allow",
          "users",
          "methods",
          "path",
          "pattern",
          "header",
          "address",
          "expression",
          "all",
          "any",
          "none",
          "cases");

  private static final String EXPECTED = "granted, denied, or " + KEYS.expected();
  private static final String ONE = "a map with one of " + String.join(", ", KEYS.known());
  private static final String LIST = "a list of requirements";
  private static final String CASES = "a list of cases: {when: …, then: …}";
  private static final String METHODS = "a list of methods such as GET";
  private static final String EXPRESSION = "an expression in RE2's syntax";
  private static final Keys CASE = Keys.of("when", "then");
  private static final Keys PATTERN = Keys.of("matches", "replacing", "by");
  private static final Keys HEADER = Keys.of("name", "matches");

  private RequirementBinder() {}

  static Optional<Requirement> bind(YamlValue value) {
    if (value.is(GRANTED) || value.is(DENIED)) {
      return Optional.of(value.is(GRANTED) ? Requirement.EVERYONE : Requirement.NOTHING);
    }
    Optional<YamlMap> map = value.map(KEYS, EXPECTED);
    if (map.isPresent() && map.get().entries().size() != 1) {
      return value.wrong(ONE);
    }
    return map.flatMap(m -> m.entries().stream().findFirst())
        .filter(entry -> KEYS.has(entry.key()))
        .flatMap(entry -> one(entry.key(), entry.value()));
  }

  private static Optional<Requirement> one(String key, YamlValue value) {
    return switch (key) {
      case "allow" -> AccessBinder.allow(value);
      case "users" -> UsersBinder.bind(value);
      case "methods" ->
          all(value, METHODS, v -> v.text(METHODS))
              .flatMap(methods -> value.made(() -> new WithMethod(methods)));
      case "path" -> value.text("a path").flatMap(path -> value.made(() -> AtPath.of(path)));
      case "pattern" -> pattern(value);
      case "header" -> value.map(HEADER).flatMap(RequirementBinder::header);
      case "address" -> expression(value).map(AddressMatches::new);
      case "expression" ->
          value
              .text("one of Apache's expressions")
              .flatMap(text -> value.made(() -> ExpressionHolds.of(text)));
      case "all" -> all(value, LIST, RequirementBinder::bind).map(Requirement.All::new);
      case "any" -> all(value, LIST, RequirementBinder::bind).map(Requirement.Any::new);
      case "none" -> all(value, LIST, RequirementBinder::bind).map(Requirement.None::new);
      default -> all(value, CASES, RequirementBinder::aCase).map(Requirement.Cases::new);
    };
  }

  private static Optional<Requirement> pattern(YamlValue value) {
    if (value.isText()) {
      return expression(value).map(PathMatches::of);
    }
    Optional<YamlMap> map = value.map(PATTERN, EXPRESSION + ", or " + PATTERN.expected());
    return map.flatMap(m -> pattern(value, m));
  }

  private static Optional<Requirement> pattern(YamlValue value, YamlMap map) {
    Optional<Regex> matches = matches(map);
    Optional<String> replaced = map.require("replacing", "a path").flatMap(v -> v.text("a path"));
    Optional<String> by = map.require("by", "a text").flatMap(v -> v.text("a text"));
    return matches.flatMap(
        m -> replaced.flatMap(r -> by.flatMap(b -> value.made(() -> new PathMatches(m, r, b)))));
  }

  private static Optional<Requirement> header(YamlMap map) {
    Optional<YamlValue> name = map.require("name", "a name");
    Optional<String> text = name.flatMap(v -> v.text("a name"));
    Optional<Regex> matches = matches(map);
    return text.flatMap(
        t -> matches.flatMap(m -> name.flatMap(n -> n.made(() -> new FieldMatches(t, m)))));
  }

  private static Optional<Regex> matches(YamlMap map) {
    return map.require("matches", EXPRESSION).flatMap(RequirementBinder::expression);
  }

  private static Optional<Regex> expression(YamlValue value) {
    return value.text(EXPRESSION).flatMap(text -> value.made(() -> Regex.of("expression", text)));
  }

  private static Optional<Case> aCase(YamlValue value) {
    Optional<YamlMap> map = value.map(CASE);
    Optional<Requirement> when =
        map.flatMap(
            m ->
                m.find("when")
                    .map(RequirementBinder::bind)
                    .orElse(Optional.of(Requirement.EVERYONE)));
    Optional<Requirement> then =
        map.flatMap(m -> m.require("then", EXPECTED)).flatMap(RequirementBinder::bind);
    return when.flatMap(w -> then.map(t -> new Case(w, t)));
  }

  /**
   * Each item of a list, or nothing if one has an error: without it the rest says another thing.
   */
  private static <T> Optional<List<T>> all(
      YamlValue value, String expected, Function<YamlValue, Optional<T>> bind) {
    List<YamlValue> items = value.list(expected);
    List<T> bound = items.stream().flatMap(item -> bind.apply(item).stream()).toList();
    boolean whole = !items.isEmpty() && bound.size() == items.size();
    return whole ? Optional.of(bound) : Optional.empty();
  }
}
