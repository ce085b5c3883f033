package org.rpicluster.balancer.program.config.apache.translate;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.rpicluster.balancer.program.config.NamesInLocale;
import org.rpicluster.balancer.program.config.apache.syntax.Directive;
import org.rpicluster.balancer.vertx.file.RegularFile;
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
  private static final String PROXIES = "remoteipproxiesheader";
  private static final List<String> EVERYONE = List.of("0.0.0.0/0", "::/0");

  /** What decides who is who, and is not carried out. */
  private static final Set<String> OTHERS =
      Set.of("remoteipproxyprotocol", "remoteipproxyprotocolexceptions");

  /** Behind the name of a line that names a file of addresses. */
  private static final String LIST = "list";

  /** Ten thousand addresses. */
  private static final int BYTES_MAX = 1 << 19;

  private final Servers servers;
  private final Fates fates;
  private final Path root;

  /**
   * A reader.
   *
   * @param root what relative names of files are relative to
   */
  RemoteIpLines(Servers servers, Fates fates, Path root) {
    this.servers = servers;
    this.fates = fates;
    this.root = root;
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
      Optional<String> proxies =
          server.last(PROXIES).or(() -> servers.main().last(PROXIES)).map(told -> told.argument(0));
      ClientHeader field = new ClientHeader(line.get().argument(0), shy, proxies);
      return new Believed(trusted, Optional.of(field));
    } catch (IllegalArgumentException e) {
      fates.stops(line.get(), String.valueOf(e.getMessage()));
      return Believed.NONE;
    }
  }

  private static boolean has(Server server) {
    return Stream.of(INTERNAL, TRUSTED)
        .anyMatch(key -> Stream.of(key, key + LIST).anyMatch(k -> server.last(k).isPresent()));
  }

  private List<String> blocks(Server server, String key) {
    List<String> blocks = new ArrayList<>();
    server.all(key).forEach(line -> add(blocks, line, line.arguments()));
    server.all(key + LIST).forEach(line -> add(blocks, line, listed(line)));
    return blocks;
  }

  private void add(List<String> blocks, Directive line, List<String> texts) {
    for (String text : texts) {
      Optional<Cidr> block = Cidr.parse(text);
      block.ifPresent(b -> blocks.add(b.toString()));
      if (block.isEmpty() && text.matches("[0-9.:/,]+")) {
        fates.wrong(line, line.shown(), text, "an address such as 10.0.0.1, or 10.0.0.0/8");
      } else if (block.isEmpty()) {
        fates.stops(line, text + " is not looked up: write its address");
      }
    }
  }

  /** The words of a file; what is behind a {@code #} is for people. */
  private List<String> listed(Directive line) {
    try {
      Path file = root.resolve(NamesInLocale.path(line.shown(), line.argument(0)));
      String text = new String(RegularFile.read(file, BYTES_MAX), StandardCharsets.ISO_8859_1);
      return text.lines()
          .map(each -> each.replaceFirst("#.*", "").strip())
          .filter(each -> !each.isEmpty())
          .flatMap(each -> Stream.of(each.split("\\s+")))
          .toList();
    } catch (IOException | IllegalArgumentException e) {
      fates.error(
          line, line.shown() + ": " + line.argument(0) + " (expected: a file of addresses)");
      return List.of();
    }
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
      } else if (Stream.of(INTERNAL, TRUSTED).anyMatch(k -> line.is(k) || line.is(k + LIST))) {
        fates.translated(line);
      } else if (line.is(PROXIES)) {
        sayOfProxies(server, line);
      } else if (OTHERS.contains(line.key())) {
        fates.stops(line, "not carried out: write the addresses, or proxyProtocol in YAML");
      }
    }
  }

  private void sayOfProxies(Server server, Directive line) {
    if (header(server).isPresent()) {
      fates.translated(line);
    } else {
      fates.noEffect(line, "without RemoteIPHeader no proxy is believed");
    }
  }
}
