package org.rpicluster.balancer.program.config.yaml;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.rpicluster.balancer.vertx.routing.ReverseRules;
import org.rpicluster.balancer.vertx.routing.ReverseRules.Renaming;
import org.rpicluster.balancer.vertx.routing.RewritingRows;
import org.rpicluster.balancer.vertx.routing.UrlRule;

/** Binds {@code reverseRules} of a route, and writes them. Stateless. */
final class ReverseBinder {

  private static final String URLS = "urls";
  private static final String PATHS = "cookiePaths";
  private static final String DOMAINS = "cookieDomains";
  private static final Keys KEYS = Keys.of(URLS, PATHS, DOMAINS);
  private static final Keys URL = Keys.of("from", "members", "to");
  private static final Keys RENAMING = Keys.of("from", "to");
  private static final String LIST = "a list of rules";
  private static final String FROM = "a URL or a path, or members";
  private static final String TO = "a path";

  private ReverseBinder() {}

  static ReverseRules bind(YamlMap route) {
    return route
        .find(RewritingRows.REVERSE_RULES.key())
        .flatMap(value -> value.map(KEYS))
        .map(
            map ->
                new ReverseRules(
                    each(map, URLS, URL, ReverseBinder::url),
                    each(map, PATHS, RENAMING, ReverseBinder::renaming),
                    each(map, DOMAINS, RENAMING, ReverseBinder::renaming)))
        .orElse(ReverseRules.NONE);
  }

  private static <T> List<T> each(
      YamlMap map, String key, Keys keys, Function<YamlMap, Optional<T>> bind) {
    return map.find(key).map(value -> value.list(LIST)).orElse(List.of()).stream()
        .flatMap(item -> item.map(keys).stream())
        .flatMap(item -> bind.apply(item).stream())
        .toList();
  }

  /** {@code members: true} is what stands for all of them, whatever is behind. */
  private static Optional<UrlRule> url(YamlMap map) {
    Optional<YamlValue> members = map.find("members");
    Optional<YamlValue> from = members.isPresent() ? members : map.require("from", FROM);
    Optional<String> start =
        from.flatMap(v -> members.isPresent() && v.is("true") ? Optional.of("") : v.text(FROM));
    Optional<String> to = map.require("to", TO).flatMap(v -> v.text(TO));
    return start.flatMap(
        s -> to.flatMap(t -> from.get().made(() -> new UrlRule(members.isPresent(), s, t))));
  }

  private static Optional<Renaming> renaming(YamlMap map) {
    Optional<YamlValue> from = map.require("from", TO);
    Optional<String> start = from.flatMap(v -> v.text(TO));
    Optional<String> to = map.require("to", TO).flatMap(v -> v.text(TO));
    return start.flatMap(s -> to.flatMap(t -> from.get().made(() -> new Renaming(s, t))));
  }
}
