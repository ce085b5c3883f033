package org.rpicluster.balancer.program.config.yaml;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.rpicluster.balancer.member.Member;
import org.rpicluster.balancer.vertx.upstream.UpstreamOptions;

/** Binds {@code timeouts} and {@code connections} of a cluster. Stateless. */
final class UpstreamBinder {

  private static final Keys TIMEOUTS = Keys.of("connect", "firstByte", "idle", "acquire", "tunnel");
  private static final Keys CONNECTIONS = Keys.of("max", "tunnels", "idle");

  /** More than there are ports for them. */
  private static final int CONNECTIONS_MAX = 65_535;

  private UpstreamBinder() {}

  static UpstreamOptions bind(YamlMap cluster, List<Member> members) {
    UpstreamOptions unless = UpstreamOptions.DEFAULT;
    Optional<YamlMap> timeouts = cluster.find("timeouts").flatMap(v -> v.map(TIMEOUTS));
    Optional<YamlMap> connections = cluster.find("connections").flatMap(v -> v.map(CONNECTIONS));
    return new UpstreamOptions(
        timeout(timeouts, "connect").orElse(unless.connectTimeout()),
        timeout(timeouts, "firstByte").orElse(unless.firstByteTimeout()),
        timeout(timeouts, "idle").orElse(unless.idleTimeout()),
        timeout(timeouts, "acquire").orElse(unless.acquireTimeout()),
        find(connections, "max")
            .flatMap(v -> connections(v, members))
            .orElse(unless.connectionsMax()),
        find(connections, "idle").flatMap(YamlValue::duration).orElse(unless.keepAlive()),
        timeout(timeouts, "tunnel").orElse(unless.tunnelTimeout()),
        find(connections, "tunnels")
            .flatMap(v -> v.whole(1, CONNECTIONS_MAX))
            .orElse(unless.tunnelsMax()));
  }

  /**
   * A connection stays on its event loop, and one of HTTP/2 that is in use is never free: a loop
   * without one of its own would wait in vain.
   */
  private static Optional<Integer> connections(YamlValue value, List<Member> members) {
    int loops = Runtime.getRuntime().availableProcessors();
    boolean http2 = members.stream().anyMatch(member -> member.scheme().isHttp2());
    Optional<Integer> number = value.whole(1, CONNECTIONS_MAX);
    return !http2 || number.isEmpty() || number.get() >= loops
        ? number
        : value.wrong(
            String.format(
                Locale.ROOT, "%d or more: members of HTTP/2 have one for each processor", loops));
  }

  private static Optional<Duration> timeout(Optional<YamlMap> timeouts, String key) {
    return find(timeouts, key).flatMap(YamlValue::positiveDuration);
  }

  private static Optional<YamlValue> find(Optional<YamlMap> map, String key) {
    return map.flatMap(present -> present.find(key));
  }
}
