package org.rpicluster.balancer.program.config.yaml;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.rpicluster.balancer.vertx.settings.ListenAddress;
import org.rpicluster.balancer.vertx.settings.ListenerRows;
import org.rpicluster.balancer.vertx.settings.ListenerSettings;
import org.rpicluster.balancer.vertx.settings.Setting;
import org.rpicluster.balancer.vertx.settings.TlsSettings;

/** Binds {@code listen}: one address, or a list of addresses or maps with one. Stateless. */
final class ListenBinder {

  private static final String EXPECTED = "host:port such as 0.0.0.0:8080";
  private static final Keys KEYS = Rows.keys(ListenerRows.KEYS);

  /** In the place of one that is missing: the other keys are checked all the same. */
  private static final ListenAddress ANY = new ListenAddress("127.0.0.1", 0);

  private static final String NAMES = "a map of addresses and names";

  private ListenBinder() {}

  static List<ListenerSettings> bind(YamlMap root) {
    List<ListenerSettings> listeners = new ArrayList<>();
    boolean trusts = root.find("trustedProxies").isPresent();
    for (YamlValue item : items(root)) {
      bindOne(item, trusts).ifPresent(listener -> add(listeners, listener, item));
    }
    return listeners;
  }

  private static List<YamlValue> items(YamlMap root) {
    Optional<YamlValue> listen = root.require("listen", EXPECTED);
    if (listen.isEmpty()) {
      return List.of();
    }
    YamlValue value = listen.get();
    return value.isText() ? List.of(value) : value.list(EXPECTED + ", or a list of them");
  }

  private static Optional<ListenerSettings> bindOne(YamlValue item, boolean trusts) {
    return item.isMap()
        ? item.map(KEYS).flatMap(map -> listener(map, trusts))
        : address(item).map(ListenerSettings::plain);
  }

  private static Optional<ListenerSettings> listener(YamlMap map, boolean trusts) {
    Optional<TlsSettings> tls = map.find("tls").flatMap(TlsBinder::bind);
    boolean hasTls = map.find("tls").isPresent();
    requireIf(hasTls, map, ListenerRows.HTTP2, "left out without tls; there is h2c");
    requireIf(!hasTls, map, ListenerRows.H2C, "left out with tls; there is http2");
    requireIf(trusts, map, ListenerRows.PROXY_PROTOCOL, "left out without trustedProxies");
    Optional<ListenAddress> address =
        map.require("address", EXPECTED).flatMap(ListenBinder::address);
    ListenerSettings base = ListenerSettings.of(address.orElse(ANY), tls);
    ListenerSettings bound = Rows.bind(map, ListenerRows.ALL, base);
    return address.flatMap(any -> named(map, bound));
  }

  private static Optional<ListenerSettings> named(YamlMap map, ListenerSettings listener) {
    Optional<YamlValue> names = map.find(ListenerRows.NAMES.key());
    if (names.isEmpty()) {
      return Optional.of(listener);
    }
    Map<String, String> byAddress = new LinkedHashMap<>();
    names
        .get()
        .namedMap(NAMES)
        .ifPresent(
            each ->
                each.entries()
                    .forEach(
                        entry ->
                            entry
                                .value()
                                .text("a name")
                                .ifPresent(name -> byAddress.put(entry.key(), name))));
    return names.get().made(() -> listener.names(byAddress));
  }

  /** A key that makes sense only on some listeners: elsewhere its presence is reported. */
  private static void requireIf(
      boolean makesSense, YamlMap map, Setting<?, ?> row, String expected) {
    if (!makesSense) {
      map.find(row.key()).ifPresent(value -> value.wrong(expected));
    }
  }

  private static Optional<ListenAddress> address(YamlValue value) {
    return value.text(EXPECTED).flatMap(text -> value.made(() -> ListenAddress.parse(text)));
  }

  private static void add(
      List<ListenerSettings> listeners, ListenerSettings listener, YamlValue item) {
    ListenAddress address = listener.address();
    boolean taken = listeners.stream().anyMatch(other -> other.address().equals(address));
    if (address.port() != 0 && taken) {
      item.wrong(address + " twice", "each address once");
    } else {
      listeners.add(listener);
    }
  }
}
