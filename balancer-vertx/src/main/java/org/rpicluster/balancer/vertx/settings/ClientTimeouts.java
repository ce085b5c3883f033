package org.rpicluster.balancer.vertx.settings;

import java.time.Duration;
import java.util.Locale;

/**
 * The times that a client may take. Immutable.
 *
 * @param handshake from a connection to the end of the handshake of TLS, and of what is before it
 * @param head from the first byte of a request, or of a connection that is new, to the end of its
 *     head
 * @param body the longest silence within a body, either way; not a rate, as uploads over bad links
 *     are slow by nature, and cost a connection and no more memory
 * @param idle from the end of one request to the beginning of the next
 */
public record ClientTimeouts(Duration handshake, Duration head, Duration body, Duration idle) {

  /** Shorter than Apache's and nginx' for what only attackers are slow at, else as theirs. */
  public static final ClientTimeouts DEFAULT =
      new ClientTimeouts(
          Duration.ofSeconds(10),
          Duration.ofSeconds(10),
          Duration.ofSeconds(60),
          Duration.ofSeconds(75));

  /** The same with another time for handshakes. */
  public ClientTimeouts handshake(Duration time) {
    return new ClientTimeouts(time, head, body, idle);
  }

  /** The same with another time for heads. */
  public ClientTimeouts head(Duration time) {
    return new ClientTimeouts(handshake, time, body, idle);
  }

  /** The same with another silence within bodies. */
  public ClientTimeouts body(Duration time) {
    return new ClientTimeouts(handshake, head, time, idle);
  }

  /** The same with another time between requests. */
  public ClientTimeouts idle(Duration time) {
    return new ClientTimeouts(handshake, head, body, time);
  }

  /** For the log and for people. */
  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "handshake %s, head %s, body %s, idle %s",
        Durations.text(handshake),
        Durations.text(head),
        Durations.text(body),
        Durations.text(idle));
  }
}
