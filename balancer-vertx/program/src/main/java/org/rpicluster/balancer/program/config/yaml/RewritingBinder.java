package org.rpicluster.balancer.program.config.yaml;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.rpicluster.balancer.vertx.header.Condition;
import org.rpicluster.balancer.vertx.routing.Compression;
import org.rpicluster.balancer.vertx.routing.ConditionalRewriting;
import org.rpicluster.balancer.vertx.routing.PathRewriting;
import org.rpicluster.balancer.vertx.routing.ReplacedErrors;
import org.rpicluster.balancer.vertx.routing.Rewriting;
import org.rpicluster.balancer.vertx.routing.RewritingRows;
import org.rpicluster.balancer.vertx.settings.ValueType;
import org.rpicluster.balancer.vertx.settings.ValueTypes;

/** Binds what a route changes. Stateless. */
final class RewritingBinder {

  private static final String PATH = "a path that begins with /";
  private static final String IDS = "a map of members' ids and paths";
  private static final String TYPES = "true, or a list of media types";

  private static final Keys OF_CONDITIONAL = Rows.keys(RewritingRows.OF_CONDITIONAL);
  private static final String CONDITIONAL =
      "a list, such as [{when: \"expr=%{REQUEST_URI} =~ m#^/a#\", bodyLimit: 1MiB}]";
  private static final String STATUSES = "true, or a list of statuses";
  private static final ValueType<Integer> STATUS =
      ValueTypes.whole(ReplacedErrors.FIRST, ReplacedErrors.LAST);

  private RewritingBinder() {}

  static Rewriting bind(YamlMap map) {
    Rewriting rewriting = fields(map, Rows.bind(map, RewritingRows.ALL, Rewriting.DEFAULT));
    return rewriting.paths(rewriting.paths().toByMember(toByMember(map)));
  }

  /** Of a rule, which says itself where requests go. */
  static Rewriting ofRule(YamlMap map) {
    return fields(map, Rows.bind(map, RewritingRows.OF_RULES, Rewriting.DEFAULT));
  }

  private static Map<String, String> toByMember(YamlMap map) {
    Map<String, String> prefixes = new LinkedHashMap<>();
    map.find(RewritingRows.TO_BY_MEMBER.key())
        .flatMap(value -> value.namedMap(IDS))
        .ifPresent(ids -> ids.entries().forEach(entry -> bind(entry, prefixes)));
    return prefixes;
  }

  private static void bind(YamlMap.KeyAndValue entry, Map<String, String> prefixes) {
    entry
        .value()
        .text(PATH, PathRewriting::requireMemberPrefix)
        .ifPresent(path -> prefixes.put(entry.key(), path));
  }

  private static Compression compression(YamlMap map) {
    Optional<YamlValue> said = map.find(RewritingRows.COMPRESS.key());
    if (said.isEmpty() || said.get().is("false")) {
      return Compression.NONE;
    }
    if (said.get().is("true")) {
      return Compression.USUAL;
    }
    List<String> types = new ArrayList<>();
    said.get()
        .list(TYPES)
        .forEach(item -> item.text(TYPES, Compression::requireType).ifPresent(types::add));
    return new Compression(types);
  }

  private static Optional<ReplacedErrors> replacedErrors(YamlMap map) {
    return map.find(RewritingRows.REPLACE_ERRORS.key()).map(RewritingBinder::replacedErrors);
  }

  private static ReplacedErrors replacedErrors(YamlValue said) {
    if (said.is("false")) {
      return ReplacedErrors.NONE;
    }
    if (said.is("true")) {
      return ReplacedErrors.ALL;
    }
    Set<Integer> statuses = new HashSet<>();
    said.list(STATUSES).forEach(item -> STATUS.read(item, item::wrong).ifPresent(statuses::add));
    return new ReplacedErrors(statuses);
  }

  private static List<ConditionalRewriting> conditional(YamlMap map) {
    List<ConditionalRewriting> all = new ArrayList<>();
    map.find(RewritingRows.CONDITIONAL.key())
        .map(value -> value.list(CONDITIONAL))
        .orElse(List.of())
        .forEach(
            item ->
                item.map(OF_CONDITIONAL).flatMap(m -> conditional(item, m)).ifPresent(all::add));
    return all;
  }

  private static Optional<ConditionalRewriting> conditional(YamlValue item, YamlMap map) {
    OptionalLong bytes =
        Rows.bind(map, List.of(RewritingRows.BODY_LIMIT), Rewriting.DEFAULT).bodyBytes();
    Optional<ReplacedErrors> errors = replacedErrors(map);
    boolean asks = map.require(RewritingRows.WHEN, "a condition").isPresent();
    List<Condition> when = FieldChangesBinder.conditions(map);
    return asks && !when.isEmpty()
        ? item.made(() -> new ConditionalRewriting(when, bytes, errors))
        : Optional.empty();
  }

  private static Rewriting fields(YamlMap map, Rewriting values) {
    return values
        .compress(compression(map))
        .replacedErrors(replacedErrors(map).orElse(ReplacedErrors.NONE))
        .conditional(conditional(map))
        .back(values.back().reverseRules(ReverseBinder.bind(map)))
        .fields(FieldChangesBinder.ofRequests(map), FieldChangesBinder.ofAnswers(map));
  }
}
