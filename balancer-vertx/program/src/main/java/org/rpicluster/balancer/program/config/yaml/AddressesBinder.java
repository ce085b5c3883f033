package org.rpicluster.balancer.program.config.yaml;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.rpicluster.balancer.vertx.forwarded.AddressList;

/** Binds a list of addresses and CIDR blocks. Stateless. */
final class AddressesBinder {

  private static final String EXPECTED = "a list of addresses such as 192.168.0.0/24";
  private static final String ONE = "an address or a CIDR such as 192.168.0.0/24";

  private AddressesBinder() {}

  static List<String> bind(YamlValue value) {
    List<String> addresses = new ArrayList<>();
    for (YamlValue item : value.list(EXPECTED)) {
      item.text(EXPECTED)
          .flatMap(text -> isOne(text) ? Optional.of(text) : item.wrong(ONE))
          .ifPresent(addresses::add);
    }
    return addresses;
  }

  /** The same; empty if one of them is none. */
  static Optional<List<String>> whole(YamlValue value) {
    List<YamlValue> items = value.list(EXPECTED);
    List<String> bound = items.isEmpty() ? List.of() : bind(value);
    return items.isEmpty() || bound.size() < items.size() ? Optional.empty() : Optional.of(bound);
  }

  private static boolean isOne(String text) {
    try {
      AddressList.of(List.of(text));
      return true;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }
}
