package org.rpicluster.balancer.program.config.yaml;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.rpicluster.balancer.program.config.RewriteMapRows;
import org.rpicluster.balancer.program.config.RewriteMapSettings;
import org.rpicluster.balancer.vertx.rewrite.RewriteSection;
import org.rpicluster.balancer.vertx.rewrite.RewriteSectionRows;

/** Binds and writes what rules of a route see and look up: section and maps. Stateless. */
final class LookupBinder {

  private static final Keys SECTION = Rows.keys(RewriteSectionRows.KEYS);
  private static final Keys MAP = Rows.keys(RewriteMapRows.KEYS);
  private static final String FILE = "a file, or a map of file and pick";

  private LookupBinder() {}

  /** Empty if it is wrong. */
  static Optional<RewriteSection> section(YamlMap route) {
    Optional<YamlValue> said = route.find("section");
    return said.isEmpty()
        ? Optional.of(RewriteSection.NONE)
        : said.get().map(SECTION).flatMap(map -> section(said.get(), map));
  }

  private static Optional<RewriteSection> section(YamlValue value, YamlMap map) {
    Optional<String> path =
        map.require(RewriteSectionRows.PATH.key(), "a path").flatMap(v -> v.text("a path"));
    Optional<String> name =
        map.require(RewriteSectionRows.NAME.key(), "a name").flatMap(v -> v.text("a name"));
    return path.flatMap(p -> name.flatMap(n -> value.made(() -> new RewriteSection(p, n, "", ""))))
        .map(section -> Rows.bind(map, RewriteSectionRows.ALL, section));
  }

  /** Empty if one of them is wrong. */
  static Optional<Map<String, RewriteMapSettings>> maps(YamlMap route) {
    Optional<YamlValue> said = route.find("maps");
    if (said.isEmpty()) {
      return Optional.of(Map.of());
    }
    Map<String, RewriteMapSettings> maps = new LinkedHashMap<>();
    Optional<YamlMap> named = said.get().namedMap("names and files");
    named.ifPresent(
        all -> all.entries().forEach(e -> map(e.value()).ifPresent(m -> maps.put(e.key(), m))));
    boolean isRead = named.filter(all -> all.entries().size() == maps.size()).isPresent();
    return isRead ? Optional.of(maps) : Optional.empty();
  }

  private static Optional<RewriteMapSettings> map(YamlValue value) {
    if (value.isText()) {
      return value.file(FILE).map(RewriteMapSettings::of);
    }
    return value
        .map(MAP, FILE)
        .flatMap(
            map ->
                map.require(RewriteMapRows.FILE.key(), "a file")
                    .flatMap(v -> v.file("a file"))
                    .map(file -> Rows.bind(map, RewriteMapRows.ALL, RewriteMapSettings.of(file))));
  }

  /** The other side of {@link #section} and {@link #maps}. */
  static void write(
      Map<String, Object> route, RewriteSection section, Map<String, RewriteMapSettings> maps) {
    if (section.isOne()) {
      Map<String, Object> map =
          ConfigurationText.ordered(RewriteSectionRows.PATH.key(), section.path());
      map.put(RewriteSectionRows.NAME.key(), section.name());
      RewriteSection plain = new RewriteSection(section.path(), section.name(), "", "");
      map.putAll(Rows.said(RewriteSectionRows.ALL, section, plain));
      route.put("section", map);
    }
    Map<String, Object> named = new LinkedHashMap<>();
    new TreeMap<>(maps).forEach((name, map) -> named.put(name, written(map)));
    if (!named.isEmpty()) {
      route.put("maps", named);
    }
  }

  /** One of whole texts is known by its file alone. */
  private static Object written(RewriteMapSettings settings) {
    String file = settings.file().toString();
    Map<String, Object> map = ConfigurationText.ordered(RewriteMapRows.FILE.key(), file);
    map.putAll(Rows.said(RewriteMapRows.ALL, settings, RewriteMapSettings.of(settings.file())));
    return map.size() == 1 ? file : map;
  }
}
