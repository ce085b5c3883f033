package org.rpicluster.balancer.program.peers.group;

import com.google.common.hash.Hashing;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.rpicluster.balancer.program.config.PeerSettings;
import org.rpicluster.balancer.program.peers.Peer;
import org.rpicluster.balancer.program.peers.PeerListener;
import org.rpicluster.balancer.vertx.settings.ListenAddress;

/** What one balancer of a test is told by its group. */
final class ToldPeer implements PeerListener {

  final List<String> refused = new CopyOnWriteArrayList<>();
  final List<String> messages = new CopyOnWriteArrayList<>();

  /** How many there were, each time that it changed. */
  final List<Integer> sizes = new CopyOnWriteArrayList<>();

  volatile int size;

  /** Those of one that listens there, with others there. */
  static PeerSettings settings(String listen, String... others) {
    return new PeerSettings(
        ListenAddress.parse(listen),
        Stream.of(others).map(ListenAddress::parse).toList(),
        Hashing.sha256().hashString("the secret of this test", StandardCharsets.UTF_8),
        listen);
  }

  static String freeAddress() throws IOException {
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      int port = free.getLocalPort();
      return "127.78." + (port >> Byte.SIZE) + "." + (port & 0xff) + ":" + port;
    }
  }

  @Override
  public void changed(Peer own, List<Peer> all, boolean hasNew) {
    size = all.size();
    sizes.add(size);
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
