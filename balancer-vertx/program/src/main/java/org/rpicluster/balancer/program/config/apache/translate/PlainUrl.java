package org.rpicluster.balancer.program.config.apache.translate;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A URL of a member, taken apart. {@code ws} is {@code http} here, as a WebSocket begins as a
 * request. Immutable.
 *
 * @param scheme http, https, h2, h2c or unix
 * @param host with the brackets of an IPv6 address, in small letters
 * @param port empty if none is written
 * @param path from its first slash on, or empty
 */
record PlainUrl(String scheme, String host, String port, String path) {

  private static final Pattern FORM =
      Pattern.compile(
          "(?i)(https?|wss?|h2c?)://(\\[[0-9a-f:.]+]|[A-Za-z0-9._-]+)(?::(\\d{1,5}))?(/[^?#]*)?");

  private static final Pattern SOCKET =
      Pattern.compile("(?i)unix:(/[^|]+)\\|https?://[^/]*(/[^?#]*)?");

  static Optional<PlainUrl> of(String url) {
    Matcher socket = SOCKET.matcher(url);
    if (socket.matches()) {
      String path = socket.group(2) == null ? "" : socket.group(2);
      return Optional.of(new PlainUrl("unix", socket.group(1), "", path));
    }
    Matcher matcher = FORM.matcher(url);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    String written = matcher.group(1).toLowerCase(Locale.ROOT);
    String scheme = written.equals("ws") ? "http" : written.equals("wss") ? "https" : written;
    return Optional.of(
        new PlainUrl(
            scheme,
            matcher.group(2).toLowerCase(Locale.ROOT),
            matcher.group(3) == null ? "" : matcher.group(3),
            matcher.group(4) == null ? "" : matcher.group(4)));
  }

  /** Scheme, host and port, as members are written here. */
  String origin() {
    return scheme.equals("unix")
        ? "unix:" + host
        : scheme + "://" + host + (port.isEmpty() ? "" : ":" + port);
  }
}
