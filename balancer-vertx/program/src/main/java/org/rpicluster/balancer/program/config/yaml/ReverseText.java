package org.rpicluster.balancer.program.config.yaml;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.rpicluster.balancer.vertx.routing.ReverseRules;
import org.rpicluster.balancer.vertx.routing.ReverseRules.Renaming;
import org.rpicluster.balancer.vertx.routing.RewritingRows;
import org.rpicluster.balancer.vertx.routing.UrlRule;

/** Writes {@code reverseRules}; the other side of {@link ReverseBinder}. Stateless. */
final class ReverseText {

  private ReverseText() {}

  static void add(Map<String, Object> route, ReverseRules rules) {
    Map<String, Object> map = new LinkedHashMap<>();
    put(map, "urls", rules.urls().stream().map(ReverseText::url).toList());
    put(map, "cookiePaths", renamings(rules.cookiePaths()));
    put(map, "cookieDomains", renamings(rules.cookieDomains()));
    if (!map.isEmpty()) {
      route.put(RewritingRows.REVERSE_RULES.key(), map);
    }
  }

  private static void put(Map<String, Object> map, String key, List<Map<String, Object>> rules) {
    if (!rules.isEmpty()) {
      map.put(key, rules);
    }
  }

  private static Map<String, Object> url(UrlRule rule) {
    boolean all = rule.ofMembers() && rule.from().isEmpty();
    Map<String, Object> map = new LinkedHashMap<>();
    if (all) {
      ConfigurationText.flag(map, "members", true, false);
    } else {
      map.put(rule.ofMembers() ? "members" : "from", rule.from());
    }
    map.put("to", rule.to());
    return map;
  }

  private static List<Map<String, Object>> renamings(List<Renaming> renamings) {
    return renamings.stream()
        .map(each -> ConfigurationText.ordered("from", each.from(), "to", each.to()))
        .toList();
  }
}
