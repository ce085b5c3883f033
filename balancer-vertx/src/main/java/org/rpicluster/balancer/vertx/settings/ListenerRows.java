package org.rpicluster.balancer.vertx.settings;

import java.util.List;

/** The table's rows of {@link ListenerSettings}: where clients connect. Immutable. */
public final class ListenerRows {

  private static final Setting<ListenerSettings, String> NAME =
      new Setting<>(
          "name",
          ValueTypes.text("a name").called("1 to 64 letters, digits, `.`, `-`, `_`"),
          "no name",
          ListenerSettings::name,
          ListenerSettings::name,
          "by which [routes](#routes) know it");

  /** What is offered in the handshake of TLS. */
  public static final Setting<ListenerSettings, Boolean> HTTP2 =
      new Setting<>(
          "http2",
          ValueTypes.flag(),
          "true",
          ListenerSettings::http2,
          ListenerSettings::http2,
          "whether HTTP/2 is offered in the handshake");

  /** What is taken without TLS. */
  public static final Setting<ListenerSettings, Boolean> H2C =
      new Setting<>(
          "h2c",
          ValueTypes.flag(),
          "false",
          ListenerSettings::h2c,
          ListenerSettings::h2c,
          "whether HTTP/2 is taken from clients that begin with it");

  /** What comes before all else. */
  public static final Setting<ListenerSettings, Boolean> PROXY_PROTOCOL =
      new Setting<>(
          "proxyProtocol",
          ValueTypes.flag(),
          "false",
          ListenerSettings::proxyProtocol,
          ListenerSettings::proxyProtocol,
          "a PROXY header, version 1 or 2, comes first");

  /** What encrypts. */
  public static final Setting<ListenerSettings, TlsEngine> TLS_ENGINE =
      new Setting<>(
          "tlsEngine",
          ValueTypes.words(TlsEngine.class),
          "jdk",
          ListenerSettings::tlsEngine,
          ListenerSettings::tlsEngine,
          "with `tls`: what encrypts");

  /** Names by local address. */
  public static final Part NAMES =
      new Part(
          "names",
          "map of addresses and names",
          "none",
          "other names for connections that come to these of its addresses");

  /** The single values. */
  public static final List<Setting<ListenerSettings, ?>> ALL =
      List.of(NAME, HTTP2, H2C, PROXY_PROTOCOL, TLS_ENGINE);

  /** Every key. */
  public static final List<TableRow> KEYS =
      TableRow.all(
          List.of(new Part("address", "`host:port`", Part.REQUIRED, "the long form of the same")),
          List.of(NAME, NAMES),
          List.of(new Part("tls", "map, or a list of them", "none", "see [TLS](#tls)")),
          List.of(TLS_ENGINE, HTTP2, H2C, PROXY_PROTOCOL));

  /** Every key of {@code tls}. */
  public static final List<TableRow> TLS_KEYS =
      List.of(
          new Part("certificate", "PEM file", Part.REQUIRED, "the certificate, and after it"),
          new Part("key", "PEM file", Part.REQUIRED, "its key, RSA or EC"));

  private ListenerRows() {}
}
