package org.rpicluster.balancer.program.config.apache.translate;

import java.time.Duration;
import java.util.Optional;
import org.rpicluster.balancer.vertx.upstream.UpstreamOptions;

/** The timeouts and connections of members, by what is said about them. Stateless. */
final class UpstreamMaker {

  private static final int CONNECTIONS_MAX = 65_535;

  private UpstreamMaker() {}

  static UpstreamOptions options(CommonToMembers common, ProxyDefaults defaults) {
    UpstreamOptions unless = UpstreamOptions.DEFAULT;
    Duration answer =
        positive(
            common.text(Parameter.TIMEOUT).flatMap(HttpdTimes::seconds).orElse(defaults.timeout()),
            defaults.timeout());
    boolean once =
        common.text(Parameter.DISABLEREUSE).filter("on"::equalsIgnoreCase).isPresent()
            || common.text(Parameter.ENABLEREUSE).filter("off"::equalsIgnoreCase).isPresent();
    Duration kept =
        common.text(Parameter.TTL).flatMap(HttpdTimes::seconds).orElse(unless.keepAlive());
    return unless
        .but()
        .connectTimeout(time(common, Parameter.CONNECTIONTIMEOUT, "s", unless.connectTimeout()))
        .firstByteTimeout(answer)
        .idleTimeout(answer)
        .acquireTimeout(time(common, Parameter.ACQUIRE, "ms", unless.acquireTimeout()))
        .connectionsMax(connections(common).orElse(unless.connectionsMax()))
        .keepAlive(once ? Duration.ZERO : kept)
        .build();
  }

  private static Optional<Integer> connections(CommonToMembers common) {
    return common
        .text(Parameter.MAX)
        .map(Integer::valueOf)
        .filter(max -> max > 0)
        .map(max -> Math.min(max, CONNECTIONS_MAX));
  }

  private static Duration time(
      CommonToMembers common, Parameter parameter, String unit, Duration unless) {
    return positive(
        common.text(parameter).flatMap(t -> HttpdTimes.time(t, unit)).orElse(unless), unless);
  }

  private static Duration positive(Duration time, Duration unless) {
    return time.isZero() ? unless : time;
  }
}
