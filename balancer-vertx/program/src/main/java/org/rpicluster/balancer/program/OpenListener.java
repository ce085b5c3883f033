package org.rpicluster.balancer.program;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.rpicluster.balancer.vertx.downstream.ListenerName;
import org.rpicluster.balancer.vertx.downstream.listen.ListenerTls;
import org.rpicluster.balancer.vertx.downstream.listen.ListeningSocket;
import org.rpicluster.balancer.vertx.settings.ClientLimits;
import org.rpicluster.balancer.vertx.settings.ListenerSettings;

/**
 * One listener that is open: its socket, and what may change of it while it is. Confined to those
 * who change listeners, one at a time.
 */
final class OpenListener {

  final ListenerName name;
  final ListeningSocket socket;
  private ListenerSettings settings;
  private ClientLimits limits;
  private @Nullable ListenerTls tls;

  /**
   * A listener.
   *
   * @param settings as they are configured: the port may be 0
   */
  OpenListener(
      ListenerSettings settings,
      ListenerName name,
      Optional<ListenerTls> tls,
      ClientLimits limits,
      ListeningSocket socket) {
    this.settings = settings;
    this.name = name;
    this.tls = tls.orElse(null);
    this.limits = limits;
    this.socket = socket;
  }

  /** As it is configured. */
  ListenerSettings settings() {
    return settings;
  }

  /** With the real port. */
  ListenerSettings actual() {
    return settings.withPort(socket.port());
  }

  Optional<ListenerTls> tls() {
    return Optional.ofNullable(tls);
  }

  /**
   * Takes other settings: certificates and names at once, the rest for connections to come.
   *
   * @param fresh certificates that were read already, if it has had none
   */
  void change(ListenerSettings to, ClientLimits within, Optional<ListenerTls> fresh) {
    boolean speaksOtherwise = !to.withoutFiles().equals(settings.withoutFiles());
    name.change(to.name(), to.names());
    if (to.tls().isEmpty()) {
      tls = null;
    } else if (tls != null) {
      tls.change(to.tls().get());
    } else {
      tls = fresh.orElse(null);
    }
    if (speaksOtherwise || !within.equals(limits)) {
      socket.change(to, tls(), within);
    }
    settings = to;
    limits = within;
  }
}
