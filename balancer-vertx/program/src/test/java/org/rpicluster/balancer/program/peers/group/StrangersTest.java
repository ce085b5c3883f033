package org.rpicluster.balancer.program.peers.group;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.hash.Hashing;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.rpicluster.balancer.program.config.PeerSettings;
import org.rpicluster.balancer.program.peers.Peer;
import org.rpicluster.balancer.program.peers.PeerListener;
import org.rpicluster.balancer.vertx.settings.ListenAddress;

/** Connections that do not show the secret, and what they cost those that do. */
@Timeout(120)
class StrangersTest {

  /** Begins a record of 16 KB that never comes. */
  private static final byte[] BEGINNING = {0x16, 3, 1, 0x3f, 0};

  private static PeerSettings settings(String listen, String other) {
    return new PeerSettings(
        ListenAddress.parse(listen),
        List.of(ListenAddress.parse(other)),
        Hashing.sha256().hashString("the secret of this test", StandardCharsets.UTF_8),
        listen);
  }

  private static String freeAddress() throws IOException {
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      int port = free.getLocalPort();
      return "127.78." + (port >> Byte.SIZE) + "." + (port & 0xff) + ":" + port;
    }
  }

  /** What one group is told. */
  private static final class Told implements PeerListener {

    final List<String> refused = new CopyOnWriteArrayList<>();
    final List<String> messages = new CopyOnWriteArrayList<>();
    volatile int size;

    @Override
    public void changed(Peer own, List<Peer> all, boolean hasNew) {
      size = all.size();
    }

    @Override
    public void received(Peer from, byte[] message) {
      messages.add(new String(message, StandardCharsets.UTF_8));
    }

    @Override
    public void refused(String why) {
      refused.add(why);
    }
  }

  @Test
  void strangersThatSayAByteNowAndThen_keepNoPeerOut() throws IOException {
    String one = freeAddress();
    String two = freeAddress();
    Told first = new Told();
    Told second = new Told();
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
    try (PeerGroup standing = PeerGroup.join(settings(one, freeAddress()), new Told());
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
