package org.rpicluster.balancer.program.config.apache.translate;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.rpicluster.balancer.program.config.apache.syntax.Directive;
import org.rpicluster.balancer.program.config.apache.translate.ListenPlan.Spot;
import org.rpicluster.balancer.vertx.settings.ListenAddress;
import org.rpicluster.balancer.vertx.settings.TlsSettings;

/**
 * Reads where to listen: what {@code Listen} says, or else the ports of the virtual hosts; and
 * which of these are asked there: those for the address before those for every one. For one thread
 * and one configuration.
 */
final class ListenLines {

  private static final int HTTP = 80;
  private static final String EVERY = "0.0.0.0";

  private final Servers servers;
  private final Fates fates;

  ListenLines(Servers servers, Fates fates) {
    this.servers = servers;
    this.fates = fates;
  }

  ListenPlan read() {
    Set<HostAddress> addresses = new LinkedHashSet<>();
    for (Directive line : servers.main().all("listen")) {
      Optional<HostAddress> address = HostAddress.parseListen(line.argument(0));
      address.ifPresentOrElse(
          addresses::add,
          () -> fates.wrong(line, "Listen", line.text(), "a port, or address:port"));
      fates.translated(line);
    }
    if (addresses.isEmpty()) {
      servers.hosts().forEach(host -> host.addresses().forEach(a -> addresses.add(port(a))));
    }
    if (addresses.isEmpty()) {
      addresses.add(new HostAddress(HostAddress.EVERY, HTTP));
    }
    List<HostAddress> narrowed = addresses.stream().map(this::narrowed).distinct().toList();
    List<Spot> spots = narrowed.stream().map(this::spot).toList();
    servers.hosts().forEach(host -> warnIfNeverAsked(host, spots));
    return new ListenPlan(spots);
  }

  private static HostAddress port(HostAddress address) {
    return address.port() == 0 ? new HostAddress(address.host(), HTTP) : address;
  }

  /** One address of all that a Listen has, if every virtual host of its port is for that. */
  private HostAddress narrowed(HostAddress listen) {
    List<String> hosts = ofPort(listen).stream().map(HostAddress::host).distinct().toList();
    return listen.isEvery() && hosts.size() == 1
        ? new HostAddress(hosts.get(0), listen.port())
        : listen;
  }

  private Spot spot(HostAddress listen) {
    ListenAddress at = new ListenAddress(listen.isEvery() ? EVERY : listen.host(), listen.port());
    List<HostAddress> asked = asked(listen);
    Map<String, List<Server>> byAddress = new LinkedHashMap<>();
    for (HostAddress address : asked) {
      if (listen.isEvery() && address.isName()) {
        hosts(List.of(address)).forEach(host -> stop(host.section().orElseThrow()));
      } else if (listen.isEvery() && !address.isEvery()) {
        List<HostAddress> one =
            asked.stream().filter(other -> other.host().equals(address.host())).toList();
        byAddress.put(address.host(), hosts(one));
      }
    }
    List<HostAddress> others =
        listen.isEvery() ? asked.stream().filter(HostAddress::isEvery).toList() : asked;
    Optional<TlsSettings> tls = new ListenerTlsLines(fates).read(servers.main(), hosts(asked));
    return new Spot(at, tls, hosts(others), byAddress);
  }

  private List<Server> hosts(List<HostAddress> addresses) {
    return servers.hosts().stream()
        .filter(host -> host.addresses().stream().anyMatch(addresses::contains))
        .toList();
  }

  /** The addresses of virtual hosts that count at a listener: one, or it is not clear which. */
  private List<HostAddress> asked(HostAddress listen) {
    List<HostAddress> all = ofPort(listen);
    List<HostAddress> exact = all.stream().filter(a -> a.host().equals(listen.host())).toList();
    if (listen.isEvery()) {
      return all;
    }
    return exact.isEmpty()
        ? all.stream().filter(address -> address.isEvery() || address.isName()).toList()
        : exact;
  }

  private List<HostAddress> ofPort(HostAddress listen) {
    return servers.hosts().stream()
        .flatMap(host -> host.addresses().stream())
        .filter(address -> address.port() == 0 || address.port() == listen.port())
        .distinct()
        .toList();
  }

  private void stop(Directive section) {
    fates.stops(
        section,
        "a virtual host by the name of an address is not carried out beside others:"
            + " write the address");
  }

  private void warnIfNeverAsked(Server host, List<Spot> spots) {
    Directive section = host.section().orElseThrow();
    if (spots.stream().noneMatch(spot -> spot.has(host))) {
      fates.warning(
          section, "<VirtualHost " + section.text() + "> is never asked: nothing listens there");
    }
  }
}
