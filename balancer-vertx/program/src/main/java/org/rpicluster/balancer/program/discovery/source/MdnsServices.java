package org.rpicluster.balancer.program.discovery.source;

import java.net.InetAddress;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import javax.jmdns.ServiceInfo;
import org.rpicluster.balancer.check.Check;
import org.rpicluster.balancer.member.Member;
import org.rpicluster.balancer.member.MemberBuilder;
import org.rpicluster.balancer.program.config.DiscoverySettings;
import org.rpicluster.balancer.vertx.edit.MemberRules;
import org.rpicluster.balancer.vertx.settings.MemberSetting;
import org.rpicluster.balancer.vertx.settings.TextScalar;

/**
 * The services that are there, by their names, as members; those elsewhere than members may be are
 * not kept. O(log n) each; any thread.
 */
final class MdnsServices {

  /** What a service may say of itself in its TXT record. */
  private static final List<MemberSetting> SAID =
      List.of(MemberSetting.WEIGHT, MemberSetting.SET, MemberSetting.ROUTE);

  private static final char DOT = '.';

  private final DiscoverySettings settings;
  private final Map<String, Member> members = new TreeMap<>();

  MdnsServices(DiscoverySettings settings) {
    this.settings = settings;
  }

  /**
   * A service is there, or has changed.
   *
   * @throws IllegalArgumentException if it says of itself what no member may be; it is not there
   *     then
   */
  synchronized void resolved(String name, ServiceInfo info) {
    removed(name);
    if (members.size() < settings.bounds().max()) {
      address(info).map(address -> member(info, address)).ifPresent(it -> members.put(name, it));
    }
  }

  synchronized void removed(String name) {
    members.remove(name);
  }

  /** All of them. */
  synchronized List<Member> members() {
    return List.copyOf(members.values());
  }

  /** Of several addresses the first that is allowed, of IPv4 rather than of IPv6. */
  private Optional<InetAddress> address(ServiceInfo info) {
    return Stream.concat(
            Stream.of(info.getInet4Addresses())
                .sorted(Comparator.comparing(InetAddress::getHostAddress)),
            Stream.of(info.getInet6Addresses())
                .sorted(Comparator.comparing(InetAddress::getHostAddress)))
        .filter(address -> settings.allows(address, info.getPort()))
        .findFirst();
  }

  private Member member(ServiceInfo info, InetAddress address) {
    String server = info.getServer();
    int end = server.length() - 1;
    String host = server.charAt(end) == DOT ? server.substring(0, end) : server;
    MemberBuilder builder =
        FoundAt.at(settings, address, info.getPort())
            .id(MemberRules.id(host + ":" + info.getPort()));
    Member member = builder.build();
    for (MemberSetting setting : SAID) {
      String said = info.getPropertyString(setting.toString());
      member = said == null ? member : with(setting, said, member);
    }
    return member;
  }

  private static Member with(MemberSetting setting, String said, Member member) {
    return setting
        .row()
        .read(
            new TextScalar(said),
            expected -> {
              throw new IllegalArgumentException(Check.message(setting.toString(), said, expected));
            })
        .orElseThrow()
        .apply(member);
  }
}
