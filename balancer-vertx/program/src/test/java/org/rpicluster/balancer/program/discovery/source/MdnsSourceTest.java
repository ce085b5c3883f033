package org.rpicluster.balancer.program.discovery.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.jmdns.JmDNS;
import javax.jmdns.ServiceInfo;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.rpicluster.balancer.member.Member;
import org.rpicluster.balancer.member.Scheme;
import org.rpicluster.balancer.program.config.DiscoveryBounds;
import org.rpicluster.balancer.program.config.DiscoveryKind;
import org.rpicluster.balancer.program.config.DiscoverySettings;
import org.rpicluster.balancer.program.config.PortRange;
import org.rpicluster.balancer.vertx.forwarded.AddressList;

/** Services of multicast DNS on the loopback, by the library that also listens. */
@Timeout(120)
class MdnsSourceTest {

  private static final String TYPE = "_balancertest._tcp";

  /** One for all: it takes seconds to leave a network. */
  private static JmDNS network;

  private final Vertx vertx = Vertx.vertx();
  private final List<List<Member>> told = new CopyOnWriteArrayList<>();
  private final List<String> faults = new CopyOnWriteArrayList<>();
  private MdnsSource source;

  @BeforeAll
  static void enter() throws IOException {
    network = JmDNS.create(InetAddress.getLoopbackAddress(), "pi1");
  }

  @AfterAll
  static void leave() throws IOException {
    network.close();
  }

  @BeforeEach
  void begin() {
    source =
        new MdnsSource(
            vertx,
            new DiscoverySettings(
                DiscoveryKind.MDNS,
                TYPE,
                AddressList.of(List.of("127.0.0.0/8")),
                List.of(new PortRange(8080, 8090)),
                0,
                Scheme.HTTP,
                List.of(),
                "lo",
                DiscoveryBounds.DEFAULT),
            faults::add);
  }

  @AfterEach
  void stop() {
    source.close();
    vertx.close().toCompletionStage().toCompletableFuture().join();
    network.unregisterAllServices();
  }

  private ServiceInfo announce(String name, int port, Map<String, String> text) throws IOException {
    ServiceInfo info = ServiceInfo.create(TYPE + ".local.", name, port, 0, 0, text);
    network.registerService(info);
    return info;
  }

  private List<Member> last() {
    return told.isEmpty() ? List.of() : told.get(told.size() - 1);
  }

  private static void await(Callable<Boolean> condition) {
    Awaitility.await().atMost(Duration.ofSeconds(60)).until(condition);
  }

  @Test
  void service_isAMember_asItsTextSays_andGoesWithIt() throws IOException {
    source.begin(told::add);
    announce("first", 8081, Map.of("weight", "2.5", "set", "1", "route", "r1"));
    ServiceInfo second = announce("second", 8082, Map.of());

    await(() -> last().size() == 2);
    assertThat(last())
        .extracting(Member::port, member -> member.weight().value(), Member::set, Member::route)
        .containsExactlyInAnyOrder(tuple(8081, 2.5, 1, "r1"), tuple(8082, 1.0, 0, ""));
    network.unregisterService(second);
    await(() -> last().size() == 1);
    assertThat(last()).extracting(Member::port).containsExactly(8081);
  }

  @Test
  void service_thatIsNotAllowed_orSaysWhatNoMemberMayBe_isLeftOut() throws IOException {
    announce("elsewhere", 9090, Map.of());
    announce("heavy", 8083, Map.of("weight", "1000"));
    announce("good", 8084, Map.of("weight", "3"));
    source.begin(told::add);

    await(() -> !faults.isEmpty() && !last().isEmpty());
    assertThat(last()).extracting(Member::port).containsExactly(8084);
    assertThat(faults.get(0)).isEqualTo("a service is left out: weight: 1000 (expected: 1 to 100)");
  }
}
