package org.rpicluster.balancer.vertx.downstream.http2;

import io.vertx.core.http.Http2Settings;
import io.vertx.core.http.HttpServerOptions;
import java.util.Locale;

/**
 * What one connection of HTTP/2 may take, on top of what every connection may. Stateless. Netty
 * adds bounds of its own, which are left as they are: 200 streams reset in 30 s, by either side
 * (CVE-2023-44487, CVE-2025-8671), 16 small CONTINUATION frames, 2 empty DATA frames in a row, and
 * 10 000 control frames that the client does not take.
 */
public final class Http2Limits {

  /**
   * Requests at one time: more than a browser asks for, and the least that RFC 9113 §6.5.2 likes.
   */
  public static final int STREAMS_MAX = 100;

  /** What a client may send of one body before it is taken: HTTP/2's own default. */
  static final int STREAM_WINDOW = 64 * 1024 - 1;

  /** The same for all bodies of a connection: sixteen uploads at full speed. */
  static final int CONNECTION_WINDOW = 1024 * 1024;

  /** In which an encoder remembers fields, whatever the other end would allow: the default. */
  static final int HEADER_TABLE = 4096;

  private Http2Limits() {}

  /**
   * Sets them.
   *
   * @param streamsMax requests at one time, at most {@link #STREAMS_MAX}
   * @param headMax the largest head, by RFC 9113's measure: 32 bytes for each field besides
   */
  public static void apply(HttpServerOptions options, int streamsMax, int headMax) {
    Http2Settings settings =
        new Http2Settings()
            .setMaxConcurrentStreams(streamsMax)
            .setInitialWindowSize(STREAM_WINDOW)
            .setMaxHeaderListSize(headMax);
    options.setInitialSettings(settings).setHttp2ConnectionWindowSize(CONNECTION_WINDOW);
  }

  /** For the log. */
  public static String describe() {
    return String.format(
        Locale.ROOT,
        "of each %d bytes unread and %d of a connection",
        STREAM_WINDOW,
        CONNECTION_WINDOW);
  }
}
