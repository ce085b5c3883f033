package org.rpicluster.balancer.program.discovery.source;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.net.InetAddresses;
import java.net.InetAddress;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.rpicluster.balancer.member.Member;
import org.rpicluster.balancer.member.Scheme;
import org.rpicluster.balancer.program.config.DiscoveryBounds;
import org.rpicluster.balancer.program.config.DiscoveryKind;
import org.rpicluster.balancer.program.config.DiscoverySettings;
import org.rpicluster.balancer.program.config.PortRange;
import org.rpicluster.balancer.vertx.forwarded.AddressList;

class HeartbeatsTest {

  private static final String BEAT = "v=1&ready=75&busy=0";
  private static final InetAddress PI1 = InetAddresses.forString("192.168.1.101");
  private static final InetAddress PI2 = InetAddresses.forString("192.168.1.102");

  private final Heartbeats heartbeats = new Heartbeats(settings(0));

  private static DiscoverySettings settings(int port) {
    return new DiscoverySettings(
        DiscoveryKind.HEARTBEAT,
        "239.0.0.1:27999",
        AddressList.of(List.of("192.168.1.0/24")),
        List.of(new PortRange(80, 90), new PortRange(8080, 8080)),
        port,
        Scheme.HTTP,
        List.of(),
        "",
        DiscoveryBounds.DEFAULT);
  }

  private List<String> urls() {
    return heartbeats.members().stream().map(Member::url).map(Object::toString).toList();
  }

  private static long seconds(long seconds) {
    return TimeUnit.SECONDS.toNanos(seconds);
  }

  @Test
  void server_thatIsHeard_isAMember_atItsPort() {
    assertThat(heartbeats.heard(PI1, BEAT, 0)).isTrue();
    assertThat(heartbeats.heard(PI1, "v=1&ready=5&busy=70\n", 1)).isFalse();
    assertThat(heartbeats.heard(PI2, BEAT + "&port=8080", 2)).isTrue();

    assertThat(urls()).containsExactly("http://192.168.1.101:80", "http://192.168.1.102:8080");
  }

  @Test
  void port_isTheOneOfTheSettings_whereNoneIsAnnounced() {
    Heartbeats other = new Heartbeats(settings(8080));
    other.heard(PI1, BEAT, 0);

    assertThat(other.members()).extracting(Member::port).containsExactly(8080);
  }

  @Test
  void server_thatIsSilent_isForgotten_andHeardOfAgain() {
    heartbeats.heard(PI1, BEAT, 0);
    heartbeats.heard(PI2, BEAT, seconds(5));

    assertThat(heartbeats.forget(seconds(10))).isFalse();
    assertThat(heartbeats.forget(seconds(11))).isTrue();
    assertThat(urls()).containsExactly("http://192.168.1.102:80");
    assertThat(heartbeats.heard(PI1, BEAT, seconds(12))).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "v=1",
        "v=2&ready=1&busy=1",
        "v=1&ready=1",
        "v=1&ready=-1&busy=0",
        "v=1&ready=1&busy=x",
        "v=1&ready=1&busy=1&port=http",
        "v=1&ready=1&busy=1&port=999999",
        "v=1&ready=1&busy=1&port=70000",
        "v=1&ready=1&busy=1&port=22",
        "&&&==&",
        "GET / HTTP/1.1"
      })
  void datagram_thatIsNoHeartbeat_orOfAPortThatIsNotAllowed_isNothing(String datagram) {
    assertThat(heartbeats.heard(PI1, datagram, 0)).isFalse();
    assertThat(urls()).isEmpty();
  }

  @Test
  void stranger_isNothing_andNoMoreAreKept_thanMayBe() {
    assertThat(heartbeats.heard(InetAddresses.forString("10.0.0.1"), BEAT, 0)).isFalse();
    for (int i = 0; i < 250; i++) {
      heartbeats.heard(InetAddresses.forString("192.168.1." + i), BEAT, 0);
    }

    assertThat(urls()).hasSize(100);
    assertThat(heartbeats.heard(InetAddresses.forString("192.168.1.7"), BEAT, 1)).isFalse();
  }
}
