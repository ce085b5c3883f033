package org.rpicluster.balancer.member;

import java.net.URI;
import java.util.Arrays;
import java.util.stream.Collectors;

/**
 * The table of what a member's URL can begin with: the protocol that it is spoken to in, and what
 * that decides. Immutable; any thread.
 *
 * <table>
 * <caption>Schemes</caption>
 * <tr><th>URL</th><th>protocol</th><th>port unless given</th><th>its own links begin with</th></tr>
 * <tr><td>{@code http://host}</td><td>HTTP/1.1</td><td>80</td><td>{@code http://}</td></tr>
 * <tr><td>{@code https://host}</td><td>HTTP/1.1, encrypted</td><td>443</td>
 *     <td>{@code https://}</td></tr>
 * <tr><td>{@code h2c://host}</td><td>HTTP/2 by prior knowledge, RFC 9113 §3.3</td><td>80</td>
 *     <td>{@code http://}</td></tr>
 * <tr><td>{@code h2://host}</td><td>HTTP/2, encrypted</td><td>443</td>
 *     <td>{@code https://}</td></tr>
 * <tr><td>{@code unix:/path}</td><td>HTTP/1.1 over a Unix socket</td><td>none</td>
 *     <td>{@code http://}</td></tr>
 * <tr><td>any other</td><td>for embedders of the library</td><td>must be given</td>
 *     <td>the scheme itself</td></tr>
 * </table>
 */
public enum Scheme {
  /** HTTP/1.1 in clear. */
  HTTP("http", "http://", 80, false),
  /** HTTP/1.1 over TLS. */
  HTTPS("https", "https://", 443, true),
  /** HTTP/2 in clear. */
  H2C("h2c", "h2c://", 80, false),
  /** HTTP/2 over TLS. */
  H2("h2", "h2://", 443, true),
  /** HTTP/1.1 in clear over a Unix socket. */
  UNIX("unix", "unix:/path", 0, false),
  /** One that this library does not know. */
  OTHER("", "", 0, false);

  private final String word;
  private final String form;
  private final int defaultPort;
  private final boolean tls;

  Scheme(String word, String form, int defaultPort, boolean tls) {
    this.word = word;
    this.form = form;
    this.defaultPort = defaultPort;
    this.tls = tls;
  }

  /** The scheme of a URL; {@link #OTHER} as well if it has none. */
  public static Scheme of(URI url) {
    return url.getScheme() == null ? OTHER : named(url.getScheme());
  }

  /** The scheme with this name, in whichever case; {@link #OTHER} if none is known. */
  public static Scheme named(String word) {
    return Arrays.stream(values())
        .filter(scheme -> scheme.word.equalsIgnoreCase(word))
        .findFirst()
        .orElse(OTHER);
  }

  /** What a URL may begin with, for error messages: all that are known by name. */
  public static String forms() {
    return Arrays.stream(values())
        .filter(scheme -> scheme != OTHER)
        .map(scheme -> scheme.form)
        .collect(Collectors.joining(", "));
  }

  /** The port where the URL names none; 0 for none. */
  public int defaultPort() {
    return defaultPort;
  }

  /** Whether connections are encrypted. */
  public boolean isTls() {
    return tls;
  }

  /** Whether HTTP/2 is spoken from the first byte. */
  public boolean isHttp2() {
    return this == H2C || this == H2;
  }
}
