package org.rpicluster.balancer.program.config.yaml;

import static org.rpicluster.balancer.program.config.yaml.ConfigurationText.duration;
import static org.rpicluster.balancer.program.config.yaml.ConfigurationText.flag;
import static org.rpicluster.balancer.program.config.yaml.ConfigurationText.number;
import static org.rpicluster.balancer.program.config.yaml.ConfigurationText.ordered;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.rpicluster.balancer.health.FailurePolicy;
import org.rpicluster.balancer.health.ForcedRecovery;
import org.rpicluster.balancer.limit.RetryBudget;
import org.rpicluster.balancer.member.AdminState;
import org.rpicluster.balancer.member.Member;
import org.rpicluster.balancer.member.Role;
import org.rpicluster.balancer.member.Weight;
import org.rpicluster.balancer.program.config.AttemptSettings;
import org.rpicluster.balancer.program.config.ClusterSettings;
import org.rpicluster.balancer.program.config.ProbeSettings;
import org.rpicluster.balancer.program.config.yaml.YamlText.Bare;
import org.rpicluster.balancer.sticky.Stickiness;
import org.rpicluster.balancer.vertx.connect.ReachOptions;
import org.rpicluster.balancer.vertx.proxy.AttemptPolicy;
import org.rpicluster.balancer.vertx.upstream.UpstreamOptions;

/**
 * Writes a cluster whose failures go by httpd's rule: what is by default is left out. Stateless.
 */
final class ClusterText {

  private ClusterText() {}

  static Map<String, Object> of(ClusterSettings cluster) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("strategy", cluster.strategy().name());
    map.put("members", cluster.members().stream().map(ClusterText::member).toList());
    map.put("failure", failure(cluster.failure()));
    cluster.sticky().ifPresent(sticky -> map.put("sticky", sticky(sticky)));
    put(map, "attempts", attempts(cluster.attempts()));
    put(map, "timeouts", timeouts(cluster.upstream()));
    put(map, "connections", connections(cluster.upstream()));
    boolean encrypted = cluster.members().stream().anyMatch(member -> member.scheme().isTls());
    if (encrypted && !cluster.reach().tls().verify()) {
      map.put("tls", ordered("verify", new Bare("false")));
    }
    if (!cluster.reach().refresh().equals(ReachOptions.DEFAULT.refresh())) {
      map.put("addresses", ordered("refresh", duration(cluster.reach().refresh())));
    }
    cluster.probe().ifPresent(probe -> map.put("probe", probe(probe)));
    return map;
  }

  private static void put(Map<String, Object> map, String key, Map<String, Object> value) {
    if (!value.isEmpty()) {
      map.put(key, value);
    }
  }

  private static Object member(Member member) {
    Map<String, Object> map = ordered("url", member.url().toString());
    if (!member.weight().equals(Weight.ONE)) {
      map.put("weight", new Bare(member.weight().toString()));
    }
    if (member.set() != 0) {
      map.put("set", number(member.set()));
    }
    if (member.role() != Role.ACTIVE) {
      map.put("role", member.role().name().toLowerCase(Locale.ROOT));
    }
    if (member.state() != AdminState.ENABLED) {
      map.put("state", member.state().name().toLowerCase(Locale.ROOT));
    }
    if (!member.route().isEmpty()) {
      map.put("route", member.route());
    }
    if (!member.redirect().isEmpty()) {
      map.put("redirect", member.redirect());
    }
    return map.size() == 1 ? member.url().toString() : map;
  }

  private static Map<String, Object> failure(FailurePolicy policy) {
    Map<String, Object> map = ordered("policy", "apache");
    Duration retry = policy.recovery().retry();
    if (!retry.equals(FailurePolicy.APACHE.recovery().retry())) {
      map.put("retry", duration(retry));
    }
    if (!policy.detection().statuses().isEmpty()) {
      List<Bare> statuses =
          policy.detection().statuses().stream().sorted().map(ConfigurationText::number).toList();
      map.put("statuses", statuses);
    }
    flag(map, "timeouts", policy.detection().timeouts(), false);
    flag(map, "panic", policy.recovery().forced() != ForcedRecovery.NEVER, true);
    return map;
  }

  private static Map<String, Object> sticky(Stickiness sticky) {
    Map<String, Object> map = ordered("cookie", sticky.cookie());
    if (!sticky.parameter().isEmpty()) {
      map.put("parameter", sticky.parameter());
    }
    if (!sticky.separator().equals(".")) {
      map.put("separator", sticky.separator().isEmpty() ? "none" : sticky.separator());
    }
    flag(map, "semicolonEnds", sticky.semicolonEnds(), false);
    flag(map, "strict", sticky.strict(), false);
    flag(map, "issue", sticky.issued().isPresent(), true);
    return map;
  }

  private static Map<String, Object> attempts(AttemptSettings attempts) {
    Map<String, Object> map = new LinkedHashMap<>();
    if (attempts.policy().max() != AttemptPolicy.DEFAULT.max()) {
      map.put("max", number(attempts.policy().max()));
    }
    if (attempts.retryPercent() != RetryBudget.DEFAULT_PERCENT) {
      map.put("budget", new Bare(attempts.retryPercent() + "%"));
    }
    return map;
  }

  private static Map<String, Object> timeouts(UpstreamOptions upstream) {
    UpstreamOptions unless = UpstreamOptions.DEFAULT;
    Map<String, Object> map = new LinkedHashMap<>();
    time(map, "connect", upstream.connectTimeout(), unless.connectTimeout());
    time(map, "firstByte", upstream.firstByteTimeout(), unless.firstByteTimeout());
    time(map, "idle", upstream.idleTimeout(), unless.idleTimeout());
    time(map, "acquire", upstream.acquireTimeout(), unless.acquireTimeout());
    return map;
  }

  private static Map<String, Object> connections(UpstreamOptions upstream) {
    Map<String, Object> map = new LinkedHashMap<>();
    if (upstream.connectionsMax() != UpstreamOptions.DEFAULT.connectionsMax()) {
      map.put("max", number(upstream.connectionsMax()));
    }
    time(map, "idle", upstream.keepAlive(), UpstreamOptions.DEFAULT.keepAlive());
    return map;
  }

  private static void time(Map<String, Object> map, String key, Duration time, Duration unless) {
    if (!time.equals(unless)) {
      map.put(key, duration(time));
    }
  }

  private static Map<String, Object> probe(ProbeSettings probe) {
    Map<String, Object> map = ordered("method", probe.question().method().name());
    if (probe.question().method().isHttp()) {
      map.put("path", probe.question().path());
      map.put("expect", List.of(probe.question().expect().toString().split(", ")));
      probe.question().body().ifPresent(body -> map.put("body", body.toString()));
    }
    map.put("interval", duration(probe.policy().interval()));
    map.put("intervalDown", duration(probe.policy().whileDown()));
    map.put("timeout", duration(probe.policy().timeout()));
    map.put("rise", number(probe.policy().rise()));
    map.put("fall", number(probe.policy().fall()));
    return map;
  }
}
