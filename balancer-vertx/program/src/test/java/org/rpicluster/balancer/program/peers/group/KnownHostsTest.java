package org.rpicluster.balancer.program.peers.group;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.net.InetAddresses;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.stream.IntStream;
import org.jgroups.stack.IpAddress;
import org.junit.jupiter.api.Test;
import org.rpicluster.balancer.vertx.settings.ListenAddress;

/** Which hosts are asked, and whose calls do not wait for strangers'. */
class KnownHostsTest {

  private static final ListenAddress OWN = new ListenAddress("127.0.0.1", 7800);

  /** As with {@code members: auto}. */
  private final KnownHosts hosts = new KnownHosts(OWN, List.of());

  private static InetSocketAddress at(String host) {
    return new InetSocketAddress(InetAddresses.forString(host), OWN.port());
  }

  private boolean isAsked(InetSocketAddress address) {
    return hosts
        .discovery()
        .getInitialHosts()
        .contains(new IpAddress(address.getAddress(), address.getPort()));
  }

  @Test
  void hostOfWhichAnyMachineMaySpeak_isAsked_andAStranger() {
    hosts.find(List.of(at("10.0.0.2")));

    assertThat(isAsked(at("10.0.0.2"))).isTrue();
    assertThat(hosts.test(at("10.0.0.2").getAddress())).isFalse();
  }

  @Test
  void hostWhereAPeerWasMet_isNoStranger_andAsked_whateverTheNetworkSays() {
    hosts.find(List.of(at("10.0.0.2")));
    hosts.meet(List.of(at("10.0.0.2")));

    hosts.find(List.of());

    assertThat(isAsked(at("10.0.0.2"))).isTrue();
    assertThat(hosts.test(at("10.0.0.2").getAddress())).isTrue();
  }

  @Test
  void hostsWherePeersWereMet_areBounded_andTheLastOnesAreKept() {
    List<InetSocketAddress> many =
        IntStream.rangeClosed(1, KnownHosts.MET_MAX + 1).mapToObj(i -> at("10.0.0." + i)).toList();

    many.subList(0, KnownHosts.MET_MAX).forEach(each -> hosts.meet(List.of(each)));
    hosts.meet(List.of(many.get(0)));
    hosts.meet(List.of(many.get(KnownHosts.MET_MAX)));

    assertThat(many).filteredOn(each -> !isAsked(each)).containsExactly(many.get(1));
  }

  @Test
  void hostThatIsSilent_isLeftOut_untilItMayHaveComeToItself() {
    hosts.meet(List.of(at("10.0.0.2")));

    hosts.leaveOut(at("10.0.0.2"));
    assertThat(isAsked(at("10.0.0.2"))).isFalse();

    hosts.askAgain(at("10.0.0.2"));
    assertThat(isAsked(at("10.0.0.2"))).isTrue();
  }
}
