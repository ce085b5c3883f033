package org.rpicluster.balancer.vertx.settings;

import com.google.common.net.InetAddresses;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.rpicluster.balancer.check.Check;

/**
 * One place where clients connect, and what is spoken there besides HTTP/1.1. Immutable.
 *
 * @param address where
 * @param tls with which certificates it is encrypted, if it is
 * @param http2 whether HTTP/2 is offered to those who ask in the TLS handshake
 * @param h2c whether HTTP/2 is taken without TLS, from those who begin with it
 * @param proxyProtocol whether a proxy before this one says who the client is
 * @param name by which routes know it; empty if it has none
 * @param names other names for connections that come to some of its addresses, by address
 * @param tlsEngine what encrypts, where something does
 */
public record ListenerSettings(
    ListenAddress address,
    Optional<TlsSettings> tls,
    boolean http2,
    boolean h2c,
    boolean proxyProtocol,
    String name,
    Map<String, String> names,
    TlsEngine tlsEngine) {

  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._-]{1,64}");

  /** Copies and checks the names. */
  public ListenerSettings {
    names = Map.copyOf(names);
    names.keySet().forEach(ListenerSettings::requireAddress);
    names.values().forEach(ListenerSettings::requireName);
  }

  /** Encrypted by the JVM, if it is. */
  public ListenerSettings(
      ListenAddress address,
      Optional<TlsSettings> tls,
      boolean http2,
      boolean h2c,
      boolean proxyProtocol,
      String name,
      Map<String, String> names) {
    this(address, tls, http2, h2c, proxyProtocol, name, names, TlsEngine.JDK);
  }

  /** With one name for all its connections. */
  public ListenerSettings(
      ListenAddress address,
      Optional<TlsSettings> tls,
      boolean http2,
      boolean h2c,
      boolean proxyProtocol,
      String name) {
    this(address, tls, http2, h2c, proxyProtocol, name, Map.of());
  }

  private static void requireAddress(String text) {
    boolean isOne = InetAddresses.isInetAddress(text);
    Check.argument(isOne, "names", text, "an address of this machine, and a name");
  }

  /** One without a name. */
  public ListenerSettings(
      ListenAddress address,
      Optional<TlsSettings> tls,
      boolean http2,
      boolean h2c,
      boolean proxyProtocol) {
    this(address, tls, http2, h2c, proxyProtocol, "");
  }

  /** Checks a name that is said. */
  static String requireName(String name) {
    String expected = "letters, digits, '.', '-' and '_', 64 at most";
    Check.argument(NAME.matcher(name).matches(), "name", name, expected);
    return name;
  }

  /** HTTP/1.1 without TLS. */
  public static ListenerSettings plain(ListenAddress address) {
    return of(address, Optional.empty());
  }

  /** As it is unless more is said: with TLS, HTTP/2 is offered as well. */
  public static ListenerSettings of(ListenAddress address, Optional<TlsSettings> tls) {
    return new ListenerSettings(address, tls, tls.isPresent(), false, false);
  }

  /** The same under another name. */
  public ListenerSettings name(String other) {
    return new ListenerSettings(
        address, tls, http2, h2c, proxyProtocol, requireName(other), names, tlsEngine);
  }

  /** The same with other names for connections to some of its addresses. */
  public ListenerSettings names(Map<String, String> byAddress) {
    return new ListenerSettings(
        address, tls, http2, h2c, proxyProtocol, name, byAddress, tlsEngine);
  }

  /** Every name that its connections may have. */
  public Stream<String> allNames() {
    return Stream.concat(Stream.of(name).filter(n -> !n.isEmpty()), names.values().stream());
  }

  /** The same, with HTTP/2 offered or not. */
  public ListenerSettings http2(boolean offered) {
    return new ListenerSettings(address, tls, offered, h2c, proxyProtocol, name, names, tlsEngine);
  }

  /** The same, with HTTP/2 taken without TLS or not. */
  public ListenerSettings h2c(boolean taken) {
    return new ListenerSettings(address, tls, http2, taken, proxyProtocol, name, names, tlsEngine);
  }

  /** The same, behind a proxy that says who the client is, or not. */
  public ListenerSettings proxyProtocol(boolean expected) {
    return new ListenerSettings(address, tls, http2, h2c, expected, name, names, tlsEngine);
  }

  /**
   * The same, encrypted by another.
   *
   * @throws IllegalArgumentException if this process cannot use it
   */
  public ListenerSettings tlsEngine(TlsEngine other) {
    String expected = "jdk, as netty-tcnative is not there for this system";
    Check.argument(other.isAvailable(), "tlsEngine", EnumWords.of(other), expected);
    return new ListenerSettings(address, tls, http2, h2c, proxyProtocol, name, names, other);
  }

  /** The same with another port: the one that the system chose. */
  public ListenerSettings withPort(int actualPort) {
    return new ListenerSettings(
        address.withPort(actualPort), tls, http2, h2c, proxyProtocol, name, names, tlsEngine);
  }

  /** What cannot change while it is open: its certificates and its name can. */
  public ListenerSettings withoutFiles() {
    Optional<TlsSettings> encrypted = tls.map(any -> TlsSettings.ANY);
    return new ListenerSettings(
        address, encrypted, http2, h2c, proxyProtocol, "", Map.of(), tlsEngine);
  }

  /** What a client would write: {@code https://host:port}. */
  public String url() {
    return (tls.isPresent() ? "https://" : "http://") + address;
  }
}
