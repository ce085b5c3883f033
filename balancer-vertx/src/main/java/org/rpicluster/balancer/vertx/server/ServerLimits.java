package org.rpicluster.balancer.vertx.server;

import io.vertx.core.http.Http1ServerConfig;
import io.vertx.core.http.HttpServerOptions;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.rpicluster.balancer.vertx.config.ClusterSettings;
import org.rpicluster.balancer.vertx.config.Configuration;
import org.rpicluster.balancer.vertx.config.ListenerSettings;
import org.rpicluster.balancer.vertx.front.Http2Limits;
import org.rpicluster.balancer.vertx.upstream.UpstreamOptions;

/**
 * What one client may take: the bounds of a connection and of all together. Immutable.
 *
 * @param connectionsMax connections of clients at one time, on all listeners
 * @param idleTimeout the longest silence on a connection, within or between requests
 */
record ServerLimits(int connectionsMax, Duration idleTimeout) {

  /** As Apache's LimitRequestLine. */
  static final int REQUEST_LINE_MAX = 8 * 1024;

  /** Two of the largest fields that Apache takes. */
  static final int FIELDS_MAX = 16 * 1024;

  /** The largest piece in which a body is read. */
  static final int BODY_PIECE_MAX = 64 * 1024;

  /** What a connection may hold in the worst case that is not an attack: a head and its copy. */
  private static final int CONNECTION_BYTES = 2 * (REQUEST_LINE_MAX + FIELDS_MAX);

  private static final int CONNECTIONS_FEWEST = 256;

  /** Below the ports that one address has, and what file descriptors are usually allowed. */
  private static final int CONNECTIONS_MOST = 32_768;

  private static final Duration IDLE_SHORTEST = Duration.ofSeconds(75);

  /** Answers of members come first: a client waits this much longer than the proxy does. */
  private static final Duration IDLE_MARGIN = Duration.ofSeconds(15);

  /** The limits that fit a configuration and this machine: half of the heap for connections. */
  static ServerLimits of(Configuration configuration) {
    long fitting = Runtime.getRuntime().maxMemory() / 2 / CONNECTION_BYTES;
    int connections = (int) Math.max(CONNECTIONS_FEWEST, Math.min(CONNECTIONS_MOST, fitting));
    Duration longest =
        configuration.clusters().stream()
            .map(ClusterSettings::upstream)
            .map(ServerLimits::longestWait)
            .map(wait -> wait.plus(IDLE_MARGIN))
            .reduce(IDLE_SHORTEST, (a, b) -> a.compareTo(b) > 0 ? a : b);
    return new ServerLimits(connections, longest);
  }

  private static Duration longestWait(UpstreamOptions upstream) {
    Duration head =
        upstream.acquireTimeout().plus(upstream.connectTimeout()).plus(upstream.firstByteTimeout());
    return head.compareTo(upstream.idleTimeout()) > 0 ? head : upstream.idleTimeout();
  }

  /** What a listener speaks besides TLS, within these limits, and without changing bodies. */
  HttpServerOptions options(ListenerSettings listener) {
    HttpServerOptions options = limited().setHttp2ClearTextEnabled(listener.h2c());
    Http2Limits.apply(options, REQUEST_LINE_MAX + FIELDS_MAX);
    return options;
  }

  private HttpServerOptions limited() {
    return new HttpServerOptions()
        .setCompressionSupported(false)
        .setDecompressionSupported(false)
        .setHandle100ContinueAutomatically(false)
        .setMaxInitialLineLength(REQUEST_LINE_MAX)
        .setMaxHeaderSize(FIELDS_MAX)
        .setMaxChunkSize(BODY_PIECE_MAX)
        .setIdleTimeoutUnit(TimeUnit.MILLISECONDS)
        .setIdleTimeout((int) Math.min(Integer.MAX_VALUE, idleTimeout.toMillis()))
        .setStrictThreadMode(true);
  }

  /** The same, for the decoder that takes the place of Vert.x' own. */
  Http1ServerConfig http1() {
    return new Http1ServerConfig()
        .setMaxInitialLineLength(REQUEST_LINE_MAX)
        .setMaxHeaderSize(FIELDS_MAX)
        .setMaxChunkSize(BODY_PIECE_MAX);
  }

  /** For the log. */
  @Override
  public String toString() {
    return "%d connections, each a request line of %d bytes, fields of %d, body pieces of %d, %d s"
            .formatted(
                connectionsMax,
                REQUEST_LINE_MAX,
                FIELDS_MAX,
                BODY_PIECE_MAX,
                idleTimeout.toSeconds())
        + " of silence";
  }
}
