package org.rpicluster.balancer.program.config.yaml;

import static org.rpicluster.balancer.program.config.yaml.ConfigurationText.duration;
import static org.rpicluster.balancer.program.config.yaml.ConfigurationText.flag;
import static org.rpicluster.balancer.program.config.yaml.ConfigurationText.number;
import static org.rpicluster.balancer.program.config.yaml.ConfigurationText.ordered;
import static org.rpicluster.balancer.program.config.yaml.ConfigurationText.put;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.rpicluster.balancer.health.FailurePolicy;
import org.rpicluster.balancer.limit.RetryBudget;
import org.rpicluster.balancer.member.Member;
import org.rpicluster.balancer.program.config.AttemptSettings;
import org.rpicluster.balancer.program.config.ClusterSettings;
import org.rpicluster.balancer.program.config.ProbeSettings;
import org.rpicluster.balancer.program.config.yaml.YamlText.Bare;
import org.rpicluster.balancer.sticky.Stickiness;
import org.rpicluster.balancer.vertx.connect.MemberTls;
import org.rpicluster.balancer.vertx.connect.ReachOptions;
import org.rpicluster.balancer.vertx.probe.ProbeRequest;
import org.rpicluster.balancer.vertx.proxy.AttemptPolicy;
import org.rpicluster.balancer.vertx.proxy.AttemptRows;
import org.rpicluster.balancer.vertx.settings.FailureRows;
import org.rpicluster.balancer.vertx.settings.MemberSetting;
import org.rpicluster.balancer.vertx.settings.ReachRows;
import org.rpicluster.balancer.vertx.settings.StickyRows;
import org.rpicluster.balancer.vertx.settings.UpstreamRows;
import org.rpicluster.balancer.vertx.upstream.UpstreamOptions;

/**
 * Writes a cluster whose failures go by httpd's rule: what is by default is left out. Stateless.
 */
final class ClusterText {

  private ClusterText() {}

  static Map<String, Object> of(ClusterSettings cluster) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("strategy", cluster.strategy().name());
    map.put("members", cluster.members().stream().map(each -> member(each, cluster)).toList());
    map.put("failure", failure(cluster.failure()));
    cluster.sticky().ifPresent(sticky -> map.put("sticky", sticky(sticky)));
    put(map, "attempts", attempts(cluster.attempts()));
    UpstreamOptions unless = UpstreamOptions.DEFAULT;
    put(map, "timeouts", Rows.said(UpstreamRows.TIMEOUTS, cluster.upstream(), unless));
    put(map, "connections", Rows.said(UpstreamRows.CONNECTIONS, cluster.upstream(), unless));
    boolean encrypted = cluster.members().stream().anyMatch(member -> member.scheme().isTls());
    if (encrypted) {
      put(map, "tls", Rows.said(ReachRows.TLS, cluster.reach().tls(), MemberTls.DEFAULT));
    }
    put(map, "addresses", Rows.said(ReachRows.ADDRESSES, cluster.reach(), ReachOptions.DEFAULT));
    cluster.probe().ifPresent(probe -> map.put("probe", probe(probe)));
    return map;
  }

  private static Object member(Member member, ClusterSettings cluster) {
    Map<String, Object> map = ordered("url", member.url().toString());
    Member unless = Member.of(member.url().toString());
    for (MemberSetting setting : MemberSetting.EDITABLE) {
      map.putAll(Rows.said(List.of(setting.row()), member, unless));
    }
    cluster
        .probe()
        .flatMap(probe -> Optional.ofNullable(probe.byMember().get(member.id())))
        .ifPresent(own -> map.put("probe", asked(own)));
    return map.size() == 1 ? member.url().toString() : map;
  }

  private static Map<String, Object> failure(FailurePolicy policy) {
    Map<String, Object> map = ordered("policy", "apache");
    map.putAll(Rows.said(FailureRows.ALL, policy, FailurePolicy.APACHE));
    if (!policy.detection().statuses().isEmpty()) {
      List<Bare> statuses =
          policy.detection().statuses().stream().sorted().map(ConfigurationText::number).toList();
      map.put("statuses", statuses);
    }
    return map;
  }

  private static Map<String, Object> sticky(Stickiness sticky) {
    Map<String, Object> map = ordered("cookie", sticky.cookie());
    if (!sticky.parameter().isEmpty()) {
      map.put("parameter", sticky.parameter());
    }
    map.putAll(Rows.said(StickyRows.ALL, sticky, Stickiness.byCookie(sticky.cookie())));
    flag(map, "issue", sticky.issued().isPresent(), true);
    return map;
  }

  private static Map<String, Object> attempts(AttemptSettings attempts) {
    Map<String, Object> map = Rows.said(AttemptRows.ALL, attempts.policy(), AttemptPolicy.DEFAULT);
    if (attempts.retryPercent() != RetryBudget.DEFAULT_PERCENT) {
      map.put("budget", new Bare(attempts.retryPercent() + "%"));
    }
    return map;
  }

  private static Map<String, Object> asked(ProbeRequest probeRequest) {
    Map<String, Object> map = ordered("method", probeRequest.method().name());
    if (probeRequest.method().isHttp()) {
      map.put("path", probeRequest.path());
      map.put("expect", List.of(probeRequest.expect().toString().split(", ")));
      probeRequest.body().ifPresent(body -> map.put("body", body.toString()));
      probeRequest.bodyWithout().ifPresent(body -> map.put("bodyWithout", body.toString()));
    }
    return map;
  }

  private static Map<String, Object> probe(ProbeSettings probe) {
    Map<String, Object> map = asked(probe.probeRequest());
    map.put("interval", duration(probe.policy().interval()));
    map.put("intervalDown", duration(probe.policy().whileDown()));
    map.put("timeout", duration(probe.policy().timeout()));
    map.put("rise", number(probe.policy().rise()));
    map.put("fall", number(probe.policy().fall()));
    return map;
  }
}
