package org.rpicluster.balancer.program;

import io.vertx.core.Future;
import java.time.Duration;
import java.util.Optional;
import org.rpicluster.balancer.vertx.downstream.ListenerName;
import org.rpicluster.balancer.vertx.downstream.listen.ListenerTls;
import org.rpicluster.balancer.vertx.settings.ListenerSettings;

/**
 * What listens, and reads the requests that come: the one side of {@link Listeners} of which there
 * are two. Any thread but an event loop, as it waits.
 */
interface ClientServers {

  /**
   * Listens at an address as well.
   *
   * @return the real port
   * @throws Waiting.Failure if the address cannot be had
   */
  int open(ListenerSettings listener, ListenerName name, Optional<ListenerTls> tls);

  /** Accepts no more, and asks clients of HTTP/2 for no more. */
  void leave();

  /**
   * Closes each connection once nothing is in flight on it, and those that are left after {@code
   * grace}.
   */
  Future<Void> shutdown(Duration grace);
}
