package org.rpicluster.balancer.program.config.yaml;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.rpicluster.balancer.vertx.settings.ListenAddress;
import org.rpicluster.balancer.vertx.settings.ListenerSettings;
import org.rpicluster.balancer.vertx.settings.TlsSettings;

/** Binds {@code listen}: one address, or a list of addresses or maps with one. Stateless. */
final class ListenBinder {

  private static final String EXPECTED = "host:port such as 0.0.0.0:8080";
  private static final Keys KEYS =
      Keys.of("address", "name", "tls", "http2", "h2c", "proxyProtocol");

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
    boolean http2 = flag(map, "http2", hasTls, hasTls, "left out without tls; there is h2c");
    boolean h2c = flag(map, "h2c", false, !hasTls, "left out with tls; there is http2");
    boolean proxied = flag(map, "proxyProtocol", false, trusts, "left out without trustedProxies");
    String name =
        map.find("name")
            .flatMap(value -> value.text("a name", ListenerSettings::requireName))
            .orElse("");
    return map.require("address", EXPECTED)
        .flatMap(ListenBinder::address)
        .map(address -> new ListenerSettings(address, tls, http2, h2c, proxied, name));
  }

  /** A flag that makes sense only on some listeners: elsewhere its presence is reported. */
  private static boolean flag(
      YamlMap map, String key, boolean unlessGiven, boolean makesSense, String expected) {
    Optional<YamlValue> value = map.find(key);
    if (value.isPresent() && !makesSense) {
      value.get().wrong(expected);
    }
    return value.flatMap(YamlValue::flag).orElse(unlessGiven);
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
