package org.rpicluster.balancer.vertx.downstream.http2;

import java.util.Locale;

/**
 * The limits of one connection of HTTP/2, on top of those of every connection. Stateless. Netty
 * adds bounds of its own, which are left as they are: 200 streams reset in 30 s, by either side
 * (CVE-2023-44487, CVE-2025-8671), 16 small CONTINUATION frames and 2 empty DATA frames in a row.
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

  /** For the log. */
  public static String describe() {
    return String.format(
        Locale.ROOT,
        "of each %d bytes unread and %d of a connection",
        STREAM_WINDOW,
        CONNECTION_WINDOW);
  }
}
