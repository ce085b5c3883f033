package org.rpicluster.balancer.program.config.apache.translate;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.rpicluster.balancer.program.config.apache.syntax.Directive;
import org.rpicluster.balancer.vertx.forwarded.AddressList;
import org.rpicluster.balancer.vertx.forwarded.ClientHeader;

/**
 * {@code RemoteIPHeader} with its proxies: in which field which proxies name the client. They are
 * one for all servers here; where servers differ the start is stopped. For one thread and one
 * configuration. Apache's {@code mod_remoteip}.
 */
final class RemoteIpLines {

  private static final String INTERNAL = "remoteipinternalproxy";
  private static final String TRUSTED = "remoteiptrustedproxy";
  private static final List<String> EVERYONE = List.of("0.0.0.0/0", "::/0");

  /** What decides who is who, and is not carried out. */
  private static final Set<String> OTHERS =
      Set.of(
          "remoteipinternalproxylist",
          "remoteiptrustedproxylist",
          "remoteipproxyprotocol",
          "remoteipproxyprotocolexceptions");

  private final Servers servers;
  private final Fates fates;

  RemoteIpLines(Servers servers, Fates fates) {
    this.servers = servers;
    this.fates = fates;
  }

  /**
   * Which proxies to believe.
   *
   * @param trusted addresses of proxies
   * @param header their field
   */
  record Believed(List<String> trusted, Optional<ClientHeader> header) {

    static final Believed NONE = new Believed(List.of(), Optional.empty());
  }

  Believed read() {
    sayOf(servers.main());
    servers.hosts().forEach(this::sayOf);
    if (servers.hosts().isEmpty()) {
      return of(servers.main());
    }
    Believed first = of(servers.hosts().get(0));
    for (Server host : servers.hosts()) {
      if (!of(host).equals(first)) {
        Directive line =
            header(host)
                .or(() -> header(servers.hosts().get(0)))
                .orElseGet(() -> host.section().get());
        fates.stops(line, "what servers believe about clients must be the same for all of them");
      }
    }
    return first;
  }

  private Optional<Directive> header(Server server) {
    return server.last("remoteipheader").or(() -> servers.main().last("remoteipheader"));
  }

  private Believed of(Server server) {
    Optional<Directive> line = header(server);
    Server says = has(server) ? server : servers.main();
    List<String> external = blocks(says, TRUSTED);
    List<String> all = new ArrayList<>(blocks(says, INTERNAL));
    all.addAll(external);
    if (line.isEmpty()) {
      return Believed.NONE;
    }
    try {
      List<String> trusted = all.isEmpty() ? EVERYONE : all;
      AddressList shy = AddressList.of(all.isEmpty() ? EVERYONE : external);
      return new Believed(trusted, Optional.of(new ClientHeader(line.get().argument(0), shy)));
    } catch (IllegalArgumentException e) {
      fates.stops(line.get(), String.valueOf(e.getMessage()));
      return Believed.NONE;
    }
  }

  private static boolean has(Server server) {
    return server.last(INTERNAL).or(() -> server.last(TRUSTED)).isPresent();
  }

  private List<String> blocks(Server server, String key) {
    List<String> blocks = new ArrayList<>();
    for (Directive line : server.all(key)) {
      for (String text : line.arguments()) {
        Optional<Cidr> block = Cidr.parse(text);
        block.ifPresent(b -> blocks.add(b.toString()));
        if (block.isEmpty()) {
          fates.stops(line, text + " is not looked up: write its address");
        }
      }
    }
    return blocks;
  }

  private void sayOf(Server server) {
    for (Directive line : server.directives()) {
      if (line.is("remoteipheader")) {
        fates.translated(line);
        Server says = has(server) ? server : servers.main();
        if (!has(says)) {
          fates.warning(
              line, "every client is believed about its address (expected: RemoteIPInternalProxy)");
        }
      } else if (line.is(INTERNAL) || line.is(TRUSTED)) {
        fates.translated(line);
      } else if (line.is("remoteipproxiesheader")) {
        fates.needsYou(line, "members are not told of the proxies: leave it out");
      } else if (OTHERS.contains(line.key())) {
        fates.stops(line, "not carried out: write the addresses, or proxyProtocol in YAML");
      }
    }
  }
}
