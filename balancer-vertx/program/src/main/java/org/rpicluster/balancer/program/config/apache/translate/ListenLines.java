package org.rpicluster.balancer.program.config.apache.translate;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.rpicluster.balancer.program.config.apache.syntax.Directive;
import org.rpicluster.balancer.vertx.settings.ListenAddress;
import org.rpicluster.balancer.vertx.settings.ListenerSettings;
import org.rpicluster.balancer.vertx.settings.TlsSettings;

/**
 * Where to listen: what {@code Listen} says, or else the ports of the virtual hosts. Virtual hosts
 * that differ by address are not carried out yet. For one thread and one configuration.
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

  List<ListenerSettings> read() {
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
    List<ListenerSettings> listeners = new ArrayList<>();
    for (HostAddress address : addresses) {
      listener(narrowed(address)).ifPresent(listeners::add);
    }
    servers.hosts().forEach(host -> stopWhereOthersAnswer(host, addresses));
    return listeners;
  }

  private static HostAddress port(HostAddress address) {
    return address.port() == 0 ? new HostAddress(address.host(), HTTP) : address;
  }

  /** One address of all that a Listen has, if every virtual host of its port is for that. */
  private HostAddress narrowed(HostAddress listen) {
    List<String> hosts =
        servers.hosts().stream()
            .flatMap(host -> host.addresses().stream())
            .filter(address -> address.port() == 0 || address.port() == listen.port())
            .map(HostAddress::host)
            .distinct()
            .toList();
    return listen.isEvery() && hosts.size() == 1
        ? new HostAddress(hosts.get(0), listen.port())
        : listen;
  }

  private Optional<ListenerSettings> listener(HostAddress address) {
    ListenAddress at =
        new ListenAddress(address.isEvery() ? EVERY : address.host(), address.port());
    List<Server> here = servers.hosts().stream().filter(host -> isAt(host, address)).toList();
    Optional<TlsSettings> tls = new ListenerTlsLines(fates).read(servers.main(), here);
    return Optional.of(new ListenerSettings(at, tls, tls.isPresent(), false, false));
  }

  private static boolean isAt(Server host, HostAddress listen) {
    return host.addresses().stream()
        .anyMatch(
            address ->
                (address.port() == 0 || address.port() == listen.port())
                    && (address.isEvery()
                        || listen.isEvery()
                        || address.host().equals(listen.host())));
  }

  /** All listeners have one table of routes: a server must be meant at each, or at none. */
  private void stopWhereOthersAnswer(Server host, Set<HostAddress> addresses) {
    long here = addresses.stream().filter(address -> isAt(host, address)).count();
    Directive section = host.section().orElseThrow();
    boolean narrow =
        host.addresses().stream().noneMatch(HostAddress::isEvery)
            && servers.hosts().stream()
                .flatMap(h -> h.addresses().stream())
                .anyMatch(HostAddress::isEvery);
    if (here == 0) {
      fates.warning(
          section, "<VirtualHost " + section.text() + "> is never asked: nothing listens there");
    } else if (here < addresses.size() || narrow) {
      fates.stops(
          section,
          "virtual hosts that differ by address or port are not carried out yet: name them");
    }
  }
}
