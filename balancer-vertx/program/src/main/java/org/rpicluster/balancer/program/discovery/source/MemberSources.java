package org.rpicluster.balancer.program.discovery.source;

import io.vertx.core.Vertx;
import java.util.function.Consumer;
import org.rpicluster.balancer.program.config.DiscoverySettings;
import org.rpicluster.balancer.program.discovery.MemberSource;
import org.rpicluster.balancer.time.Ticker;

/** Makes the source that settings ask for. Stateless. */
public final class MemberSources {

  private MemberSources() {}

  /**
   * A source that has not begun.
   *
   * @param faults is told what is wrong with it, as often as it is
   */
  public static MemberSource of(Vertx vertx, DiscoverySettings settings, Consumer<String> faults) {
    return switch (settings.kind()) {
      case DNS -> new DnsSource(vertx, settings, faults);
      case FILE -> new FileSource(vertx, settings, faults);
      case MDNS -> new MdnsSource(vertx, settings, faults);
      case HEARTBEAT -> new HeartbeatSource(vertx, settings, Ticker.system(), faults);
    };
  }
}
