package org.rpicluster.balancer.program.config.yaml;

import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.rpicluster.balancer.member.Member;
import org.rpicluster.balancer.member.MemberBuilder;
import org.rpicluster.balancer.member.Scheme;
import org.rpicluster.balancer.vertx.edit.MemberRules;
import org.rpicluster.balancer.vertx.settings.MemberSetting;
import org.rpicluster.balancer.vertx.settings.ProbeRows;

/**
 * Binds one member: a URL, or a map. Every key is set on a whole member by itself, so that each
 * wrong one is reported at its own place. For one thread and one member.
 */
final class MemberBinder {

  private static final Keys KEYS = Rows.keys(MemberSetting.keys());

  private static final Keys OF_PROBE = Rows.keys(ProbeRows.OF_MEMBER);

  private static final String URL = Scheme.forms();

  private static final String UNPROBED = "left out where the cluster has no probe";

  private final YamlMap map;
  private final boolean isProbed;
  private Member member;

  private MemberBinder(YamlMap map, Member member, boolean isProbed) {
    this.map = map;
    this.member = member;
    this.isProbed = isProbed;
  }

  static Optional<Member> bind(YamlValue item, boolean isProbed) {
    return item.isMap()
        ? item.map(KEYS).flatMap(map -> bind(map, isProbed))
        : origin(item.named("url"));
  }

  private static Optional<Member> bind(YamlMap map, boolean isProbed) {
    Optional<Member> origin = map.require("url", URL).flatMap(MemberBinder::origin);
    // Without a good URL there is no member, but the other keys are checked all the same.
    Member bare = origin.orElse(Member.of("http://unknown"));
    MemberBinder binder = new MemberBinder(map, bare, isProbed);
    binder.bindSettings();
    return origin.map(any -> binder.member);
  }

  private void bindSettings() {
    set("id", MemberBinder::id, MemberBuilder::id);
    for (MemberSetting setting : MemberSetting.EDITABLE) {
      member = Rows.bind(map.find(setting.toString()), setting.row(), member);
    }
    set("probe", this::probePort, MemberBuilder::probePort);
  }

  private Optional<Integer> probePort(YamlValue probe) {
    boolean atSocket = member.scheme() == Scheme.UNIX;
    Optional<YamlMap> own = probe.map(OF_PROBE);
    boolean asks = own.stream().flatMap(map -> map.entries().stream()).anyMatch(MemberBinder::asks);
    if (asks && !isProbed) {
      return probe.wrong(UNPROBED);
    }
    return own.flatMap(map -> map.find("port"))
        .flatMap(port -> ProbeBinder.port(port, atSocket))
        .flatMap(port -> isProbed ? Optional.of(port) : probe.wrong(UNPROBED));
  }

  /** What is asked, and not where; that there is no such key has been reported. */
  private static boolean asks(YamlMap.KeyAndValue entry) {
    return OF_PROBE.has(entry.key()) && !entry.key().equals("port");
  }

  private <T> void set(
      String key,
      Function<YamlValue, Optional<T>> reader,
      BiFunction<MemberBuilder, T, MemberBuilder> setter) {
    Optional<YamlValue> value = map.find(key);
    value
        .flatMap(reader)
        .flatMap(read -> value.get().made(() -> setter.apply(member.but(), read).build()))
        .ifPresent(changed -> member = changed);
  }

  private static Optional<String> id(YamlValue value) {
    return value.text(MemberRules.ID, MemberRules::id);
  }

  private static Optional<Member> origin(YamlValue value) {
    return value.text(URL).flatMap(url -> value.made(() -> MemberRules.at(url)));
  }
}
