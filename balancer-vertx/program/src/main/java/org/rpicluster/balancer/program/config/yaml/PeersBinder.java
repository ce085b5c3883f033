package org.rpicluster.balancer.program.config.yaml;

import com.google.common.hash.HashCode;
import com.google.common.net.InetAddresses;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import org.rpicluster.balancer.program.config.PeerRows;
import org.rpicluster.balancer.program.config.PeerSettings;
import org.rpicluster.balancer.program.config.PeerSettings.Opinions;
import org.rpicluster.balancer.program.config.StoreSettings;
import org.rpicluster.balancer.vertx.settings.ListenAddress;

/** Binds {@code peers}. Stateless. */
final class PeersBinder {

  private static final Keys KEYS = Rows.keys(PeerRows.KEYS);

  private static final String ADDRESS = "host:port such as 192.168.1.10:7800";

  private static final String MEMBERS = "auto, or a list of " + ADDRESS;

  private PeersBinder() {}

  static Optional<PeerSettings> bind(YamlMap root) {
    Optional<YamlValue> value = root.find("peers");
    if (value.isPresent() && root.find("stateFile").isEmpty()) {
      return value.get().wrong("a stateFile as well: what is shared outlives a restart in it");
    }
    return value.flatMap(peers -> peers.map(KEYS)).flatMap(PeersBinder::peers);
  }

  private static Optional<PeerSettings> peers(YamlMap map) {
    Optional<YamlValue> stored = map.find("store");
    if (stored.isPresent()) {
      // Redis carries the messages: no peer is reached directly.
      List.of("listen", "members")
          .forEach(key -> map.find(key).ifPresent(v -> v.wrong("left out with store")));
    }
    Optional<StoreSettings> store = stored.flatMap(StoreBinder::bind);
    Optional<YamlValue> at = stored.isPresent() ? stored : map.require("listen", ADDRESS);
    Optional<ListenAddress> listen =
        stored.isPresent()
            ? store.map(any -> PeerSettings.NOWHERE)
            : at.flatMap(PeersBinder::address);
    Optional<YamlValue> others =
        stored.isPresent() ? Optional.empty() : map.require("members", MEMBERS);
    boolean isSearched = stored.isPresent() || others.filter(value -> value.is("auto")).isPresent();
    List<ListenAddress> members = members(others);
    Optional<HashCode> secret =
        map.require("secret", "a file")
            .flatMap(
                value ->
                    value
                        .file("a file name")
                        .flatMap(file -> value.made(() -> PeerSettings.secret(file))));
    Optional<String> name =
        (stored.isPresent() ? map.require("name", "a name") : map.find("name"))
            .flatMap(value -> value.text("a name"));
    Optional<InetAddress> shared = map.find("address").flatMap(PeersBinder::shared);
    boolean divide = map.find("divide").flatMap(YamlValue::flag).orElse(false);
    Optional<Opinions> opinions =
        map.find("opinions").flatMap(value -> value.oneOf(Opinions.class));
    if (listen.isEmpty() || secret.isEmpty() || members.isEmpty() && !isSearched) {
      return Optional.empty(); // which has been reported
    }
    ListenAddress own = listen.get();
    HashCode known = secret.get();
    return at.get()
        .made(
            () ->
                new PeerSettings(
                    own,
                    members,
                    known,
                    name.orElse(own.toString()),
                    shared,
                    divide,
                    opinions.orElse(Opinions.PROBE),
                    store));
  }

  private static List<ListenAddress> members(Optional<YamlValue> others) {
    return others.filter(value -> !value.is("auto")).stream()
        .flatMap(value -> value.list(MEMBERS).stream())
        .flatMap(value -> address(value).stream())
        .toList();
  }

  private static Optional<InetAddress> shared(YamlValue value) {
    return value
        .text("an address")
        .flatMap(
            text ->
                InetAddresses.isInetAddress(text)
                    ? Optional.of(InetAddresses.forString(text))
                    : value.wrong("an address such as 192.168.0.10"));
  }

  private static Optional<ListenAddress> address(YamlValue value) {
    return value.text(ADDRESS).flatMap(text -> value.made(() -> ListenAddress.parse(text)));
  }
}
