package org.rpicluster.balancer.program.config.yaml;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.rpicluster.balancer.member.Member;
import org.rpicluster.balancer.vertx.settings.UpstreamRows;
import org.rpicluster.balancer.vertx.upstream.UpstreamOptions;

/** Binds {@code timeouts} and {@code connections} of a cluster. Stateless. */
final class UpstreamBinder {

  private static final Keys TIMEOUTS = Rows.keys(UpstreamRows.TIMEOUTS);
  private static final Keys CONNECTIONS = Rows.keys(UpstreamRows.CONNECTIONS);

  private UpstreamBinder() {}

  static UpstreamOptions bind(YamlMap cluster, List<Member> members) {
    Optional<YamlMap> timeouts = cluster.find("timeouts").flatMap(v -> v.map(TIMEOUTS));
    Optional<YamlMap> connections = cluster.find("connections").flatMap(v -> v.map(CONNECTIONS));
    UpstreamOptions timed =
        timeouts
            .map(map -> Rows.bind(map, UpstreamRows.TIMEOUTS, UpstreamOptions.DEFAULT))
            .orElse(UpstreamOptions.DEFAULT);
    UpstreamOptions bound =
        connections.map(map -> Rows.bind(map, UpstreamRows.CONNECTIONS, timed)).orElse(timed);
    connections
        .flatMap(map -> map.find("max"))
        .ifPresent(value -> requireOneForEachLoop(value, bound, members));
    return bound;
  }

  /**
   * A connection stays on its event loop, and one of HTTP/2 that is in use is never free: a loop
   * without one of its own would wait in vain.
   */
  private static void requireOneForEachLoop(
      YamlValue value, UpstreamOptions bound, List<Member> members) {
    int loops = Runtime.getRuntime().availableProcessors();
    boolean http2 = members.stream().anyMatch(member -> member.scheme().isHttp2());
    if (http2 && bound.connectionsMax() < loops) {
      value.wrong(
          String.format(
              Locale.ROOT, "%d or more: members of HTTP/2 have one for each processor", loops));
    }
  }
}
