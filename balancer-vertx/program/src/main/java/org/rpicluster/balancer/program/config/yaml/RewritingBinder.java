package org.rpicluster.balancer.program.config.yaml;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.rpicluster.balancer.vertx.routing.Compression;
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

  private static ReplacedErrors replacedErrors(YamlMap map) {
    Optional<YamlValue> said = map.find(RewritingRows.REPLACE_ERRORS.key());
    if (said.isEmpty() || said.get().is("false")) {
      return ReplacedErrors.NONE;
    }
    if (said.get().is("true")) {
      return ReplacedErrors.ALL;
    }
    Set<Integer> statuses = new HashSet<>();
    said.get()
        .list(STATUSES)
        .forEach(item -> STATUS.read(item, item::wrong).ifPresent(statuses::add));
    return new ReplacedErrors(statuses);
  }

  private static Rewriting fields(YamlMap map, Rewriting values) {
    return values
        .compress(compression(map))
        .replacedErrors(replacedErrors(map))
        .back(values.back().reverseRules(ReverseBinder.bind(map)))
        .fields(FieldChangesBinder.ofRequests(map), FieldChangesBinder.ofAnswers(map));
  }
}
