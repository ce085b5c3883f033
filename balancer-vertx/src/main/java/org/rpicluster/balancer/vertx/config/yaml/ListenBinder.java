package org.rpicluster.balancer.vertx.config.yaml;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.rpicluster.balancer.vertx.config.ListenAddress;

/** Binds {@code listen}: one address, or a list of addresses or maps with one. Stateless. */
final class ListenBinder {

  private static final String EXPECTED = "host:port such as 0.0.0.0:8080";
  private static final Keys KEYS = Keys.of("address").later("tls");

  private ListenBinder() {}

  static List<ListenAddress> bind(YamlMap root) {
    List<ListenAddress> addresses = new ArrayList<>();
    for (YamlValue item : items(root)) {
      bindOne(item).ifPresent(address -> add(addresses, address, item));
    }
    return addresses;
  }

  private static List<YamlValue> items(YamlMap root) {
    Optional<YamlValue> listen = root.require("listen", EXPECTED);
    if (listen.isEmpty()) {
      return List.of();
    }
    YamlValue value = listen.get();
    return value.isText() ? List.of(value) : value.list(EXPECTED + ", or a list of them");
  }

  private static Optional<ListenAddress> bindOne(YamlValue item) {
    if (!item.isMap()) {
      return address(item);
    }
    return item.map(KEYS)
        .flatMap(map -> map.require("address", EXPECTED))
        .flatMap(ListenBinder::address);
  }

  private static Optional<ListenAddress> address(YamlValue value) {
    return value.text(EXPECTED).flatMap(text -> value.made(() -> ListenAddress.parse(text)));
  }

  private static void add(List<ListenAddress> addresses, ListenAddress address, YamlValue item) {
    if (address.port() != 0 && addresses.contains(address)) {
      item.wrong(address + " twice", "each address once");
    } else {
      addresses.add(address);
    }
  }
}
