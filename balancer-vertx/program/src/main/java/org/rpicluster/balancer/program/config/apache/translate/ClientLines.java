package org.rpicluster.balancer.program.config.apache.translate;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.rpicluster.balancer.program.config.ClientSettings;
import org.rpicluster.balancer.program.config.apache.syntax.Directive;
import org.rpicluster.balancer.vertx.http.PathRules;
import org.rpicluster.balancer.vertx.settings.ClientLimits;
import org.rpicluster.balancer.vertx.settings.ClientTimeouts;
import org.rpicluster.balancer.vertx.settings.FieldLimits;

/**
 * The limits of clients: {@code LimitRequest…} and {@code KeepAlive…}. It counts for all servers
 * here, so the last line does. For one thread and one configuration.
 */
final class ClientLines {

  private static final int LEAST = 64;
  private static final int MOST = 1 << 20;
  private static final int COUNT_MOST = 10_000;

  /** What httpd says where RFC 6585 has 431. */
  private static final int BAD_REQUEST = 400;

  private final Servers servers;
  private final Fates fates;
  private final Path root;

  /**
   * A reader.
   *
   * @param root what relative names of files are relative to
   */
  ClientLines(Servers servers, Fates fates, Path root) {
    this.servers = servers;
    this.fates = fates;
    this.root = root;
  }

  ClientSettings read() {
    ClientLimits unless = ClientLimits.DEFAULT;
    int line = number("limitrequestline", LEAST, MOST).orElse(unless.requestLineBytes());
    ClientLimits limits = unless.requestLineBytes(line).fields(fields()).requests(requests());
    PathRules paths = new PathRules(true, new SlashLines(servers).forAll());
    RemoteIpLines.Believed believed = new RemoteIpLines(servers, fates, root).read();
    return new ClientSettings(
        believed.trusted(), Optional.empty(), limits, timeouts(), paths, believed.header());
  }

  /** Two of the largest are let in together, as many as there are by default. */
  private FieldLimits fields() {
    FieldLimits unless = FieldLimits.DEFAULT;
    Optional<Integer> each = number("limitrequestfieldsize", LEAST, MOST);
    Optional<Integer> count = number("limitrequestfields", 1, COUNT_MOST);
    if (each.isEmpty() && count.isEmpty()) {
      return unless;
    }
    int all = Math.min(MOST, Math.max(2 * each.orElse(0), unless.bytes()));
    OptionalInt one = each.isPresent() ? OptionalInt.of(each.get()) : OptionalInt.empty();
    return new FieldLimits(all, one, count.orElse(unless.count()), BAD_REQUEST);
  }

  /** Connections of all servers are the same here. */
  private OptionalInt requests() {
    List<Directive> off = new ArrayList<>();
    for (Server server : servers.answering()) {
      server.last("keepalive").or(() -> servers.main().last("keepalive")).ifPresent(off::add);
    }
    off.removeIf(line -> !line.argument(0).equalsIgnoreCase("off"));
    boolean isOff = !off.isEmpty() && off.size() == servers.answering().size();
    if (!isOff) {
      off.forEach(line -> fates.needsYou(line, "connections are kept: other servers keep theirs"));
    }
    return isOff ? OptionalInt.of(1) : OptionalInt.empty();
  }

  private ClientTimeouts timeouts() {
    ClientTimeouts unless = ClientTimeouts.DEFAULT;
    Duration idle =
        last("keepalivetimeout")
            .flatMap(line -> HttpdTimes.time(line.argument(0), "s"))
            .filter(time -> !time.isZero())
            .orElse(unless.idle());
    last("keepalive");
    last("maxkeepaliverequests")
        .ifPresent(line -> fates.noEffect(line, "connections are kept for any number of requests"));
    return unless.idle(idle);
  }

  private Optional<Integer> number(String key, int least, int most) {
    Optional<Directive> line = last(key);
    Optional<Integer> number = line.flatMap(l -> ParameterType.number(l.argument(0)));
    if (line.isPresent() && number.isEmpty()) {
      fates.wrong(line.get(), line.get().name(), line.get().argument(0), "a whole number");
    }
    return number.filter(n -> n > 0).map(n -> Math.max(least, Math.min(most, n)));
  }

  private Optional<Directive> last(String key) {
    Optional<Directive> found = servers.main().last(key);
    servers.main().all(key).forEach(fates::translated);
    for (Server host : servers.hosts()) {
      host.all(key).forEach(fates::translated);
      found = host.last(key).or(() -> servers.main().last(key));
    }
    return found;
  }
}
