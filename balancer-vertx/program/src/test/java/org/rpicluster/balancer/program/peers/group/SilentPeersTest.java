package org.rpicluster.balancer.program.peers.group;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.rpicluster.balancer.vertx.settings.ListenAddress;

/** Machines in peers' places that do not take part, and what they cost those that do. */
@Timeout(180)
class SilentPeersTest {

  /** One to which no connection can be made, and that does not refuse it: as with its power off. */
  private static final class AwayMachine implements AutoCloseable {

    final String address = ToldPeer.freeAddress();
    private final ServerSocket full;
    private final List<Socket> waiting = new ArrayList<>();

    AwayMachine() throws IOException {
      ListenAddress at = ListenAddress.parse(address);
      full = new ServerSocket(at.port(), 1, InetAddress.getByName(at.host()));
      for (int i = 0; i < 2; i++) { // Linux has one more wait than is said
        waiting.add(new Socket(at.host(), at.port()));
      }
    }

    @Override
    public void close() throws IOException {
      for (Socket each : waiting) {
        each.close();
      }
      full.close();
    }
  }

  /** So often each is asked while two good ones must not lose each other. */
  private static final int ASKED = 3;

  @Test
  void machinesThatAreAway_orSilent_orSayAByteNowAndThen_delayNothingAmongTheOthers()
      throws IOException {
    String one = ToldPeer.freeAddress();
    String two = ToldPeer.freeAddress();
    ToldPeer first = new ToldPeer();
    ToldPeer second = new ToldPeer();
    try (SilentMachine a = new SilentMachine(false);
        SilentMachine b = new SilentMachine(true);
        SilentMachine c = new SilentMachine(false);
        SilentMachine d = new SilentMachine(true);
        AwayMachine e = new AwayMachine();
        AwayMachine f = new AwayMachine()) {
      List<SilentMachine> silent = List.of(a, b, c, d);
      String[] listed = {
        a.address, b.address, e.address, one, two, f.address, c.address, d.address
      };
      try (PeerGroup standing = PeerGroup.join(ToldPeer.settings(one, listed), first);
          PeerGroup joining = PeerGroup.join(ToldPeer.settings(two, listed), second)) {
        await(() -> first.size == 2 && second.size == 2);
        first.sizes.clear();
        second.sizes.clear();
        silent.forEach(each -> each.asked.set(0));

        await(() -> silent.stream().allMatch(each -> each.asked.get() >= ASKED));

        standing.send("word".getBytes(UTF_8));
        joining.send("answer".getBytes(UTF_8));
        await(() -> second.messages.contains("word") && first.messages.contains("answer"));
        assertThat(first.sizes).isEmpty();
        assertThat(second.sizes).isEmpty();
      }
    }
  }

  private static void await(Callable<Boolean> condition) {
    Awaitility.await().atMost(Duration.ofSeconds(90)).until(condition);
  }
}
