package org.rpicluster.balancer.program.peers.group;

import static org.assertj.core.api.Assertions.assertThat;
import static org.rpicluster.balancer.program.peers.group.ToldPeer.freeAddress;
import static org.rpicluster.balancer.program.peers.group.ToldPeer.settings;

import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.rpicluster.balancer.vertx.settings.ListenAddress;

/** Connections that do not show the secret, and what they cost those that do. */
@Timeout(120)
class StrangersTest {

  /** Begins a record of 16 KB that never comes. */
  private static final byte[] BEGINNING = {0x16, 3, 1, 0x3f, 0};

  @Test
  void strangersThatSayAByteNowAndThen_keepNoPeerOut() throws IOException {
    String one = freeAddress();
    String two = freeAddress();
    ToldPeer first = new ToldPeer();
    ToldPeer second = new ToldPeer();
    List<Socket> strangers = new ArrayList<>();
    ListenAddress target = ListenAddress.parse(one);
    try (PeerGroup standing = PeerGroup.join(settings(one, two), first)) {
      for (int i = 0; i < 2 * HandshakeRoom.STRANGERS_MAX; i++) {
        strangers.add(new Socket(target.host(), target.port()));
        strangers.get(i).getOutputStream().write(BEGINNING);
      }
      await(
          () ->
              first.refused.contains("too many connections at a time that do not show the secret"));

      try (PeerGroup joining = PeerGroup.join(settings(two, one), second)) {
        await(() -> first.size == 2 && second.size == 2);
        standing.send("word".getBytes(StandardCharsets.UTF_8));
        await(() -> second.messages.contains("word"));
        joining.send("answer".getBytes(StandardCharsets.UTF_8));
        await(() -> first.messages.contains("answer"));
        await(() -> first.refused.contains("a connection that did not show the secret was closed"));
      }
    } finally {
      for (Socket each : strangers) {
        each.close();
      }
    }
  }

  @Test
  void strangerIsToldNothing_thatIsNotAnAlert() throws IOException {
    String one = freeAddress();
    ListenAddress target = ListenAddress.parse(one);
    try (PeerGroup standing = PeerGroup.join(settings(one, freeAddress()), new ToldPeer());
        Socket stranger = new Socket(target.host(), target.port())) {
      stranger
          .getOutputStream()
          .write("GET / HTTP/1.1\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
      byte[] told = stranger.getInputStream().readNBytes(1);
      assertThat(told.length == 0 || told[0] == 0x15).isTrue();
      standing.send(new byte[1]);
    }
  }

  private static void await(Callable<Boolean> condition) {
    Awaitility.await().atMost(Duration.ofSeconds(60)).until(condition);
  }
}
