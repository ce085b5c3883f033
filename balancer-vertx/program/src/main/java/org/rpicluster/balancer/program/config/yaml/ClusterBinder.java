package org.rpicluster.balancer.program.config.yaml;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.rpicluster.balancer.health.FailurePolicy;
import org.rpicluster.balancer.member.Member;
import org.rpicluster.balancer.program.config.AttemptSettings;
import org.rpicluster.balancer.program.config.ClusterRows;
import org.rpicluster.balancer.program.config.ClusterSettings;
import org.rpicluster.balancer.program.config.DiscoverySettings;
import org.rpicluster.balancer.program.config.ProbeSettings;
import org.rpicluster.balancer.program.config.StrategySettings;
import org.rpicluster.balancer.sticky.RouteCookie;
import org.rpicluster.balancer.sticky.Stickiness;
import org.rpicluster.balancer.vertx.connect.ReachOptions;
import org.rpicluster.balancer.vertx.edit.MemberRules;
import org.rpicluster.balancer.vertx.probe.ProbeRequest;
import org.rpicluster.balancer.vertx.settings.EnumWords;
import org.rpicluster.balancer.vertx.upstream.UpstreamOptions;

/** Binds one entry of {@code clusters}. Stateless. */
final class ClusterBinder {

  private static final Keys KEYS = Rows.keys(ClusterRows.KEYS);

  private static final String MEMBERS = "a list of one or more members";

  private ClusterBinder() {}

  static Optional<ClusterSettings> bind(YamlMap.KeyAndValue entry) {
    boolean named =
        entry.keyValue().made(() -> ClusterSettings.requireName(entry.key())).isPresent();
    // With a bad name there is no cluster, but the rest of it is checked all the same.
    String name = named ? entry.key() : "unnamed";
    return entry.value().map(KEYS).flatMap(map -> bind(name, map)).filter(any -> named);
  }

  private static Optional<ClusterSettings> bind(String name, YamlMap map) {
    Optional<StrategySettings> strategy =
        map.find("strategy")
            .map(StrategyBinder::bind)
            .orElse(Optional.of(StrategySettings.DEFAULT));
    List<DiscoverySettings> discover = DiscoverBinder.bind(map);
    List<Member> members = members(map);
    // What goes with members goes with those as well that will be found.
    List<Member> kinds = new ArrayList<>(members);
    discover.forEach(each -> kinds.add(Member.of(EnumWords.of(each.scheme()) + "://found")));
    FailurePolicy failure = FailureBinder.bind(map);
    UpstreamOptions upstream = UpstreamBinder.bind(map, kinds);
    ReachOptions reach = ReachBinder.bind(map, kinds);
    Optional<Stickiness> sticky = map.find("sticky").flatMap(StickyBinder::bind);
    if (sticky.flatMap(Stickiness::issued).isPresent()) {
      checkRoutes(map);
    }
    AttemptSettings attempts = AttemptsBinder.bind(map);
    Optional<ProbeSettings> probe =
        ProbeBinder.bind(map, kinds).map(found -> found.byMember(probes(map, members, found)));
    int requestBuffer = RequestsBinder.buffer(map);
    // An empty list or a bad strategy has been reported: there is no cluster to make.
    return kinds.isEmpty()
        ? Optional.empty()
        : strategy.map(
            s ->
                new ClusterSettings(
                    name,
                    s,
                    members,
                    failure,
                    upstream,
                    reach,
                    sticky,
                    attempts,
                    probe,
                    requestBuffer,
                    discover,
                    Map.of()));
  }

  /** What members with a {@code probe} of their own are asked. */
  private static Map<String, ProbeRequest> probes(
      YamlMap map, List<Member> members, ProbeSettings ofCluster) {
    Map<String, Member> byId = members.stream().collect(Collectors.toMap(Member::id, m -> m));
    Map<String, ProbeRequest> own = new HashMap<>();
    for (YamlValue item : map.find("members").map(v -> v.list(MEMBERS)).orElse(List.of())) {
      Optional<YamlValue> probe = item.within("probe");
      Member member = probe.isPresent() ? byId.get(idOf(item)) : null;
      if (member != null) {
        ProbeBinder.ofMember(probe.get(), member, ofCluster.probeRequest())
            .ifPresent(asked -> own.put(member.id(), asked));
      }
    }
    return own;
  }

  /** What this cluster's members have been told apart by; nothing of one that is wrong. */
  private static String idOf(YamlValue item) {
    Optional<String> id = item.within("id").flatMap(YamlValue::asWritten);
    return id.or(
            () -> item.within("url").flatMap(YamlValue::asWritten).flatMap(ClusterBinder::idAt))
        .orElse("");
  }

  private static Optional<String> idAt(String url) {
    try {
      return Optional.of(MemberRules.at(url).id());
    } catch (IllegalArgumentException e) {
      return Optional.empty(); // which has been reported
    }
  }

  /** What the cookie names must be what it can. */
  private static void checkRoutes(YamlMap map) {
    List<YamlValue> items = map.find("members").map(v -> v.list(MEMBERS)).orElse(List.of());
    for (YamlValue item : items) {
      for (String key : List.of("route", "redirect")) {
        item.within(key)
            .filter(value -> value.isText() && !RouteCookie.canName(value.asWritten().orElse("")))
            .ifPresent(
                value ->
                    value.wrong(
                        "'" + value.asWritten().orElse("") + "'", RouteCookie.ROUTE_EXPECTED));
      }
    }
  }

  private static List<Member> members(YamlMap map) {
    boolean mayBeFound = map.find("discover").isPresent();
    Optional<YamlValue> value = mayBeFound ? map.find("members") : map.require("members", MEMBERS);
    boolean isProbed = map.find("probe").isPresent();
    List<Member> members = new ArrayList<>();
    Map<String, Integer> lines = new HashMap<>();
    for (YamlValue item : value.map(v -> v.list(MEMBERS)).orElse(List.of())) {
      MemberBinder.bind(item, isProbed)
          .ifPresent(
              member -> {
                Integer first = lines.putIfAbsent(member.id(), item.line());
                if (first == null) {
                  members.add(member);
                } else {
                  String shown = member.id() + " twice";
                  item.named("id").wrong(shown, "unique ids, the first is in line " + first);
                }
              });
    }
    return members;
  }
}
