package org.rpicluster.balancer.program.config.apache.translate;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.rpicluster.balancer.limit.QueuePolicy;
import org.rpicluster.balancer.member.Member;
import org.rpicluster.balancer.program.config.AttemptSettings;
import org.rpicluster.balancer.program.config.ClusterSettings;
import org.rpicluster.balancer.program.config.StrategySettings;
import org.rpicluster.balancer.program.config.apache.translate.BalancerDraft.MemberDraft;
import org.rpicluster.balancer.vertx.proxy.AttemptPolicy;

/** Makes a cluster of a balancer, as the lines of one server say. For one thread and one server. */
final class ClusterMaker {

  /** What httpd says where a member does not answer in time. */
  private static final int TOO_SLOW = 502;

  private final Fates fates;
  private final ProxyDefaults defaults;
  private final HealthTemplates templates;

  ClusterMaker(Fates fates, ProxyDefaults defaults, HealthTemplates templates) {
    this.fates = fates;
    this.defaults = defaults;
    this.templates = templates;
  }

  /**
   * A cluster, and the path that all its members have before their own.
   *
   * @param settings the cluster
   * @param memberPath {@code /app} of members at {@code http://host/app}, or empty
   * @param otherPaths of members with other paths than that, by their ids
   */
  record Made(ClusterSettings settings, String memberPath, Map<String, String> otherPaths) {}

  /** The cluster; empty if it has no member that can be asked. */
  Optional<Made> make(String name, BalancerDraft draft) {
    List<Member> members = members(draft);
    if (members.isEmpty()) {
      return Optional.empty();
    }
    String memberPath = memberPath(draft);
    CommonToMembers common = new CommonToMembers(draft, fates);
    boolean encrypted = members.stream().anyMatch(member -> member.scheme().isTls());
    return Optional.of(
        new Made(
            new ClusterSettings(
                name,
                strategy(draft),
                members,
                FailureMaker.policy(draft, common),
                UpstreamMaker.options(common, defaults),
                new MemberTlsMaker(fates, defaults).options(common, encrypted),
                new StickyMaker(fates).make(draft.parameters),
                attempts(draft, members.size()),
                new ProbeMaker(fates, templates, common).make(),
                0,
                List.of(),
                Map.of()),
            memberPath,
            otherPaths(draft, memberPath)));
  }

  private List<Member> members(BalancerDraft draft) {
    MemberMaker maker = new MemberMaker(fates);
    List<Member> members = new ArrayList<>();
    Set<String> ids = new HashSet<>();
    for (MemberDraft each : draft.members) {
      Optional<Member> made = maker.make(each);
      if (made.isPresent() && ids.add(made.get().id())) {
        members.add(made.get());
      } else if (made.isPresent()) {
        fates.stops(
            each.directive(),
            made.get().id() + " is in " + draft.name + " twice, with other paths");
      }
    }
    return members;
  }

  /** The path in the members' URLs: that of the first. */
  private static String memberPath(BalancerDraft draft) {
    return draft.plain ? "" : pathOf(draft.members.get(0));
  }

  /** Those of the others, if they have others. */
  private static Map<String, String> otherPaths(BalancerDraft draft, String first) {
    Map<String, String> paths = new TreeMap<>();
    for (MemberDraft member : draft.members) {
      String path = pathOf(member);
      if (!draft.plain && !path.equals(first)) {
        idOf(member).ifPresent(id -> paths.put(id, path));
      }
    }
    return paths;
  }

  /** The id of a member; empty if its URL is none, which another stage says. */
  static Optional<String> idOf(MemberDraft member) {
    try {
      return PlainUrl.of(member.url()).map(url -> Member.of(url.origin()).id());
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /** The path in a member's URL. */
  static String pathOf(MemberDraft member) {
    String path = PlainUrl.of(member.url()).map(PlainUrl::path).orElse("");
    return path.equals("/") ? "" : path;
  }

  private StrategySettings strategy(BalancerDraft draft) {
    String name = draft.parameters.text(Parameter.LBMETHOD).orElse("byrequests");
    if (name.equals("heartbeat")) {
      draft
          .parameters
          .find(Parameter.LBMETHOD)
          .ifPresent(
              s -> fates.needsYou(s.directive(), "heartbeats are not heard: byrequests is used"));
      return StrategySettings.DEFAULT;
    }
    return new StrategySettings(name, Map.of());
  }

  /** httpd tries as many others as there are, once each; and no budget bounds that. */
  private static AttemptSettings attempts(BalancerDraft draft, int members) {
    int max =
        draft
            .parameters
            .text(Parameter.MAXATTEMPTS)
            .map(n -> Integer.parseInt(n) + 1)
            .orElse(members);
    AttemptPolicy policy =
        AttemptPolicy.DEFAULT
            .max(Math.max(1, Math.min(max, AttemptPolicy.MAX)))
            .timeoutStatus(TOO_SLOW);
    return new AttemptSettings(policy, 100, QueuePolicy.DEFAULT);
  }
}
