package org.rpicluster.balancer.program.mdns;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import javax.jmdns.JmDNS;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.rpicluster.balancer.program.kit.MdnsStranger;

/** A network in which any machine may say anything. */
@Timeout(120)
class MdnsNetworkTest {

  private final List<JmDNS> opened = new CopyOnWriteArrayList<>();
  private final List<String> faults = new CopyOnWriteArrayList<>();

  private static void await(Callable<Boolean> condition) {
    Awaitility.await().atMost(Duration.ofSeconds(60)).until(condition);
  }

  @Test
  void records_ofWhichThereAreTooMany_areForgotten_andItListensAnew() throws IOException {
    try (MdnsNetwork network =
            new MdnsNetwork(InetAddress::getLoopbackAddress, opened::add, faults::add);
        MdnsStranger stranger = new MdnsStranger()) {
      network.begin();
      await(() -> opened.size() == 1);
      AtomicInteger said = new AtomicInteger();

      await(
          () -> {
            stranger.junk(said.getAndAdd(600), 600);
            return !faults.isEmpty();
          });

      assertThat(faults.get(0)).isEqualTo("more than 4096 records at a time: all are forgotten");
      assertThat(network.records()).isLessThanOrEqualTo(MdnsNetwork.RECORDS_MAX);
      await(() -> opened.size() == 2);
    }
  }

  @Test
  void interface_thatIsNotThereYet_isTriedAgain() {
    AtomicInteger asked = new AtomicInteger();
    MdnsNetwork.MdnsPlace late =
        () -> {
          if (asked.getAndIncrement() == 0) {
            throw new IOException("eth9: no such interface");
          }
          return InetAddress.getLoopbackAddress();
        };
    try (MdnsNetwork network = new MdnsNetwork(late, opened::add, faults::add)) {
      network.begin();

      await(() -> opened.size() == 1);
      assertThat(faults).containsExactly("eth9: no such interface");
    }
  }
}
