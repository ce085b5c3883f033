package org.rpicluster.balancer.program.config.apache.translate;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import org.rpicluster.balancer.program.config.ClientSettings;
import org.rpicluster.balancer.program.config.apache.syntax.Directive;
import org.rpicluster.balancer.vertx.http.PathRules;
import org.rpicluster.balancer.vertx.settings.ClientLimits;
import org.rpicluster.balancer.vertx.settings.ClientTimeouts;

/**
 * What clients may take: {@code LimitRequest…} and {@code KeepAlive…}. It counts for all servers
 * here, so the last line does. For one thread and one configuration.
 */
final class ClientLines {

  private static final int LEAST = 256;
  private static final int MOST = 1 << 20;
  private static final int COUNT_MOST = 10_000;

  private final Servers servers;
  private final Fates fates;

  ClientLines(Servers servers, Fates fates) {
    this.servers = servers;
    this.fates = fates;
  }

  ClientSettings read() {
    ClientLimits unless = ClientLimits.DEFAULT;
    int line = number("limitrequestline", LEAST, MOST).orElse(unless.requestLineBytes());
    int field = number("limitrequestfieldsize", LEAST, MOST).orElse(unless.headerBytes());
    int count = number("limitrequestfields", 1, COUNT_MOST).orElse(unless.headerCount());
    Optional<Integer> body = number("limitrequestbody", 1, Integer.MAX_VALUE);
    ClientLimits limits =
        unless
            .requestLineBytes(line)
            .headerBytes(Math.max(field, unless.headerBytes()))
            .headerCount(count)
            .bodyBytes(body.isPresent() ? OptionalLong.of(body.get()) : OptionalLong.empty());
    PathRules paths = new PathRules(true, new SlashLines(servers).forAll());
    RemoteIpLines.Believed believed = new RemoteIpLines(servers, fates).read();
    return new ClientSettings(
        believed.trusted(), Optional.empty(), limits, timeouts(), paths, believed.header());
  }

  private ClientTimeouts timeouts() {
    ClientTimeouts unless = ClientTimeouts.DEFAULT;
    Duration idle =
        last("keepalivetimeout")
            .flatMap(line -> HttpdTimes.time(line.argument(0), "s"))
            .filter(time -> !time.isZero())
            .orElse(unless.idle());
    last("keepalive")
        .filter(line -> line.argument(0).equalsIgnoreCase("off"))
        .ifPresent(
            line -> fates.needsYou(line, "connections are kept as long as KeepAliveTimeout says"));
    last("maxkeepaliverequests")
        .ifPresent(line -> fates.noEffect(line, "connections are kept for any number of requests"));
    return unless.idle(idle);
  }

  private Optional<Integer> number(String key, int least, int most) {
    Optional<Directive> line = last(key);
    Optional<Integer> number = line.flatMap(l -> Form.number(l.argument(0)));
    if (line.isPresent() && number.isEmpty()) {
      fates.wrong(line.get(), line.get().name(), line.get().argument(0), "a whole number");
    }
    return number.filter(n -> n > 0).map(n -> Math.max(least, Math.min(most, n)));
  }

  private Optional<Directive> last(String key) {
    Optional<Directive> found = servers.main().last(key);
    for (Server host : servers.hosts()) {
      found = host.last(key).or(() -> servers.main().last(key));
    }
    found.ifPresent(fates::translated);
    return found;
  }
}
