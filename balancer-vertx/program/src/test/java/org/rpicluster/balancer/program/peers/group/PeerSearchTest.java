package org.rpicluster.balancer.program.peers.group;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.hash.Hashing;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.rpicluster.balancer.program.config.PeerSettings;
import org.rpicluster.balancer.program.kit.MdnsStranger;
import org.rpicluster.balancer.vertx.settings.ListenAddress;

/** Balancers that look for each other on the loopback, and a machine that says that it is many. */
@Timeout(120)
class PeerSearchTest {

  private final List<String> faults = new CopyOnWriteArrayList<>();

  private PeerSearch search(String name, int port, List<List<InetSocketAddress>> told) {
    PeerSettings settings =
        new PeerSettings(
            new ListenAddress("127.0.0.1", port), List.of(), Hashing.sha256().hashInt(1), name);
    return new PeerSearch(settings, told::add, faults::add);
  }

  private static void await(Callable<Boolean> condition) {
    Awaitility.await().atMost(Duration.ofSeconds(60)).until(condition);
  }

  private static List<Integer> lastPorts(List<List<InetSocketAddress>> told) {
    return told.isEmpty()
        ? List.of()
        : told.get(told.size() - 1).stream().map(InetSocketAddress::getPort).distinct().toList();
  }

  @Test
  void balancersThatSearch_findEachOther() {
    List<List<InetSocketAddress>> one = new CopyOnWriteArrayList<>();
    List<List<InetSocketAddress>> other = new CopyOnWriteArrayList<>();
    try (PeerSearch first = search("found1", 7801, one);
        PeerSearch second = search("found2", 7802, other)) {
      first.begin();
      second.begin();

      await(() -> lastPorts(one).contains(7802) && lastPorts(other).contains(7801));
    }
  }

  @Test
  void machineThatSaysThatItIsMany_isNoMoreThanTheBound() throws IOException {
    List<List<InetSocketAddress>> told = new CopyOnWriteArrayList<>();
    try (PeerSearch search = search("bounded", 7803, told);
        MdnsStranger stranger = new MdnsStranger()) {
      search.begin();
      await(
          () -> {
            for (int i = 0; i < 2 * PeerSearch.FOUND_MAX; i++) {
              stranger.service(PeerSearch.TYPE, "many" + i, 20_000 + i);
            }
            return lastPorts(told).size() >= PeerSearch.FOUND_MAX - 1;
          });
      stranger.service(PeerSearch.TYPE, "later", 30_000);

      await(() -> lastPorts(told).size() == PeerSearch.FOUND_MAX);
      assertThat(told).allMatch(all -> all.size() <= 2 * PeerSearch.FOUND_MAX);
    }
  }

  @Test
  void machineThatNamesPeers_andSaysOfNoneWhereItIs_delaysNoOther() throws IOException {
    List<List<InetSocketAddress>> told = new CopyOnWriteArrayList<>();
    try (PeerSearch search = search("asking", 7804, told);
        PeerSearch late = search("late", 7805, new CopyOnWriteArrayList<>());
        MdnsStranger stranger = new MdnsStranger()) {
      search.begin();
      await(() -> lastPorts(told).contains(7804));
      for (int i = 0; i < 400; i++) {
        stranger.serviceNowhere(PeerSearch.TYPE, "nowhere" + i);
      }

      late.begin();

      await(() -> lastPorts(told).contains(7805));
    }
  }
}
