package org.rpicluster.balancer.program.config.yaml;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.rpicluster.balancer.vertx.rewrite.RewriteCookie;
import org.rpicluster.balancer.vertx.rewrite.RewriteCookieRows;
import org.rpicluster.balancer.vertx.rewrite.RewriteEffects;
import org.rpicluster.balancer.vertx.rewrite.RewriteRows;
import org.rpicluster.balancer.vertx.routing.Template;

/** Binds and writes what a rule leaves with a request. Stateless. */
final class EffectsBinder {

  private static final Keys COOKIE = Rows.keys(RewriteCookieRows.KEYS);
  private static final String TEXT = "a text with $1, %1 or %{NAME}";

  private EffectsBinder() {}

  /** Empty if something in it is wrong. */
  static Optional<RewriteEffects> bind(YamlValue rule, YamlMap map) {
    Optional<Map<String, Template>> set = set(map);
    List<String> unset =
        map.find(RewriteRows.UNSET.key()).map(EffectsBinder::names).orElse(List.of());
    List<YamlValue> items =
        map.find(RewriteRows.COOKIES.key()).map(v -> v.list("a list of cookies")).orElse(List.of());
    List<RewriteCookie> cookies = items.stream().flatMap(item -> cookie(item).stream()).toList();
    return set.filter(any -> cookies.size() == items.size())
        .flatMap(variables -> rule.made(() -> new RewriteEffects(variables, unset, cookies)));
  }

  private static Optional<Map<String, Template>> set(YamlMap map) {
    Optional<YamlValue> said = map.find(RewriteRows.SET.key());
    if (said.isEmpty()) {
      return Optional.of(Map.of());
    }
    Map<String, Template> set = new LinkedHashMap<>();
    Optional<YamlMap> variables = said.get().namedMap("names and texts");
    variables.ifPresent(
        named ->
            named
                .entries()
                .forEach(e -> text(e.value()).ifPresent(text -> set.put(e.key(), text))));
    boolean isRead = variables.filter(named -> named.entries().size() == set.size()).isPresent();
    return isRead ? Optional.of(set) : Optional.empty();
  }

  /** It may be empty. */
  private static Optional<Template> text(YamlValue value) {
    Optional<String> text = value.asWritten();
    return text.isEmpty() ? value.wrong(TEXT) : value.made(() -> RewriteEffects.value(text.get()));
  }

  private static List<String> names(YamlValue value) {
    List<YamlValue> items = value.isText() ? List.of(value) : value.list("names");
    List<String> names = new ArrayList<>();
    items.forEach(item -> item.text("a name").ifPresent(names::add));
    return names;
  }

  private static Optional<RewriteCookie> cookie(YamlValue item) {
    return item.map(COOKIE).flatMap(map -> cookie(item, map));
  }

  private static Optional<RewriteCookie> cookie(YamlValue item, YamlMap map) {
    Optional<String> name =
        map.require(RewriteCookieRows.NAME.key(), "a name").flatMap(v -> v.text("a name"));
    Optional<Template> value =
        map.require(RewriteCookieRows.VALUE.key(), TEXT).flatMap(EffectsBinder::text);
    return name.flatMap(n -> value.flatMap(v -> item.made(() -> RewriteCookie.of(n, v))))
        .map(cookie -> Rows.bind(map, RewriteCookieRows.ALL, cookie));
  }

  /** The other side of {@link #bind}. */
  static void write(Map<String, Object> map, RewriteEffects effects) {
    if (!effects.set().isEmpty()) {
      Map<String, Object> set = new LinkedHashMap<>();
      effects.set().keySet().stream()
          .sorted()
          .forEach(name -> set.put(name, effects.set().get(name).toString()));
      map.put(RewriteRows.SET.key(), set);
    }
    if (!effects.unset().isEmpty()) {
      map.put(RewriteRows.UNSET.key(), effects.unset());
    }
    if (!effects.cookies().isEmpty()) {
      map.put(
          RewriteRows.COOKIES.key(),
          effects.cookies().stream().map(EffectsBinder::written).toList());
    }
  }

  private static Map<String, Object> written(RewriteCookie cookie) {
    Map<String, Object> map =
        ConfigurationText.ordered(RewriteCookieRows.NAME.key(), cookie.name());
    map.put(RewriteCookieRows.VALUE.key(), cookie.value().toString());
    RewriteCookie plain = RewriteCookie.of(cookie.name(), cookie.value());
    map.putAll(Rows.said(RewriteCookieRows.ALL, cookie, plain));
    return map;
  }
}
