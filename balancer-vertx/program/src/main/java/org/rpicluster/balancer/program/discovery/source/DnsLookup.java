package org.rpicluster.balancer.program.discovery.source;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.handler.codec.dns.DefaultDnsRecordDecoder;
import io.netty.handler.codec.dns.DnsRecordType;
import io.vertx.core.Future;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.rpicluster.balancer.member.Member;
import org.rpicluster.balancer.program.config.DiscoverySettings;
import org.rpicluster.balancer.program.discovery.source.DnsQueries.Resolved;

/**
 * The members of one name, by all the records that it takes to know them: the answer is whole, or
 * there is none. A query for each name and family of addresses; on the queries' event loop.
 *
 * @param settings which name, and where members may be
 * @param queries asks for records
 */
record DnsLookup(DiscoverySettings settings, DnsQueries queries) {

  /** Members of a cluster have sets up to this one. */
  private static final int SET_MAX = 99;

  private static final double WEIGHT_MAX = 100;

  /**
   * One SRV record. RFC 2782.
   *
   * @param priority who has the lowest is asked first
   * @param weight of those with the same, its share
   * @param target the name of the server, without the dot at its end; empty if there is no service
   */
  private record Service(int priority, int weight, int port, String target) {

    static Service read(ByteBuf data) {
      int priority = data.readUnsignedShort();
      int weight = data.readUnsignedShort();
      int port = data.readUnsignedShort();
      String target = DefaultDnsRecordDecoder.decodeName(data);
      return new Service(priority, weight, port, target.substring(0, target.length() - 1));
    }
  }

  /** Members, and how long the answer holds. */
  Future<DnsMembers> find() {
    return settings.where().startsWith("_") ? services() : addresses();
  }

  private Future<DnsMembers> addresses() {
    return addresses(settings.where())
        .map(
            found ->
                new DnsMembers(
                    found.stream()
                        .map(each -> FoundAt.at(settings, each.value(), 0).build())
                        .toList(),
                    ttl(found)));
  }

  private Future<List<Resolved<InetAddress>>> addresses(String name) {
    List<Future<List<Resolved<InetAddress>>>> asked = new ArrayList<>();
    List<String> allowed = settings.allow().texts();
    if (allowed.stream().anyMatch(block -> block.indexOf('.') > 0)) {
      asked.add(queries.ask(name, DnsRecordType.A, DnsLookup::address));
    }
    if (allowed.stream().anyMatch(block -> block.indexOf(':') >= 0)) {
      asked.add(queries.ask(name, DnsRecordType.AAAA, DnsLookup::address));
    }
    return Future.all(asked)
        .map(any -> asked.stream().flatMap(each -> each.result().stream()).toList());
  }

  private static InetAddress address(ByteBuf data) {
    try {
      return InetAddress.getByAddress(ByteBufUtil.getBytes(data));
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException("an address of " + data.readableBytes() + " bytes", e);
    }
  }

  private Future<DnsMembers> services() {
    return queries.ask(settings.where(), DnsRecordType.SRV, Service::read).compose(this::located);
  }

  private Future<DnsMembers> located(List<Resolved<Service>> services) {
    List<Resolved<Service>> some =
        services.stream()
            .filter(each -> !each.value().target().isEmpty())
            .sorted(Comparator.comparing(each -> each.value().toString()))
            .limit(settings.bounds().max())
            .toList();
    Map<String, Future<List<Resolved<InetAddress>>>> at = new LinkedHashMap<>();
    some.forEach(each -> at.computeIfAbsent(each.value().target(), this::addresses));
    return Future.all(List.copyOf(at.values()))
        .map(
            any -> {
              Duration ttl = ttl(some);
              for (Future<List<Resolved<InetAddress>>> addresses : at.values()) {
                Duration other = ttl(addresses.result());
                ttl = other.compareTo(ttl) < 0 ? other : ttl;
              }
              return new DnsMembers(members(some, at), ttl);
            });
  }

  private List<Member> members(
      List<Resolved<Service>> services, Map<String, Future<List<Resolved<InetAddress>>>> at) {
    List<Integer> priorities =
        List.copyOf(new TreeSet<>(services.stream().map(each -> each.value().priority()).toList()));
    int heaviest = services.stream().mapToInt(each -> each.value().weight()).max().orElse(0);
    double scale = heaviest > WEIGHT_MAX ? WEIGHT_MAX / heaviest : 1;
    List<Member> members = new ArrayList<>();
    for (Resolved<Service> each : services) {
      Service service = each.value();
      int set = Math.min(SET_MAX, priorities.indexOf(service.priority()));
      // A weight of 0 is one that is seldom chosen; two decimals are kept.
      double weight = Math.max(1, Math.rint(service.weight() * scale * 100) / 100);
      allowed(at.get(service.target()).result(), service.port())
          .ifPresent(
              address ->
                  members.add(
                      FoundAt.at(settings, address, service.port())
                          .id(service.target() + ":" + service.port())
                          .set(set)
                          .weight(weight)
                          .build()));
    }
    return members;
  }

  /** Of a server with several addresses the first that is allowed, whatever order they came in. */
  private Optional<InetAddress> allowed(List<Resolved<InetAddress>> addresses, int port) {
    return addresses.stream()
        .map(Resolved::value)
        .filter(address -> settings.allows(address, port))
        .min(Comparator.comparing(InetAddress::getHostAddress));
  }

  private static Duration ttl(List<? extends Resolved<?>> answers) {
    return answers.stream().map(Resolved::ttl).min(Comparator.naturalOrder()).orElse(Duration.ZERO);
  }
}
