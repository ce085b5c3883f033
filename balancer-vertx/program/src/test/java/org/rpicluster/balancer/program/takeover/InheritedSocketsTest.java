package org.rpicluster.balancer.program.takeover;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.epoll.Epoll;
import io.netty.channel.unix.Socket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.rpicluster.balancer.program.Platform;
import org.rpicluster.balancer.program.Program;
import org.rpicluster.balancer.program.config.Configuration;
import org.rpicluster.balancer.program.config.Source;
import org.rpicluster.balancer.program.config.yaml.YamlFrontEnd;
import org.rpicluster.balancer.vertx.kit.RawClient;

/** Sockets that this test opens, as another process would have: they need Linux. */
@Timeout(60)
class InheritedSocketsTest {

  @BeforeEach
  void load() {
    Epoll.ensureAvailability();
  }

  @Test
  void socketThatListensAlready_isTaken_withThoseWhoWaitThere() throws Exception {
    Socket socket = listening();
    int port = socket.localAddress().getPort();
    try (RawClient waiting = new RawClient(port).get("/")) {
      InheritedSockets sockets = InheritedSockets.of(List.of(socket.intValue()));
      try (Program program =
          Program.start(Platform.forProxy(), configuration(port), sockets, false)) {
        assertThat(program.addresses().get(0).address().port()).isEqualTo(port);
        assertThat(waiting.readAnswer()).endsWith("it works");
      }
    }
  }

  @Test
  void socketOfNoListener_isClosed() throws Exception {
    Socket socket = listening();
    int port = socket.localAddress().getPort();
    InheritedSockets sockets = InheritedSockets.of(List.of(socket.intValue()));

    Program.start(Platform.forProxy(), configuration(0), sockets, false).close();

    Socket again = Socket.newSocketStream();
    again.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    again.close();
  }

  @Test
  void socketOfEveryAddress_isTaken_byAListenerOfEveryAddress() throws Exception {
    Socket socket = Socket.newSocketStream();
    socket.bind(new InetSocketAddress(0));
    socket.listen(10);
    int port = socket.localAddress().getPort();
    InheritedSockets sockets = InheritedSockets.of(List.of(socket.intValue()));

    assertThat(sockets.take(new InetSocketAddress("127.0.0.1", port))).isEmpty();
    assertThat(sockets.take(new InetSocketAddress("0.0.0.0", port))).isPresent();
    assertThat(sockets.take(new InetSocketAddress("0.0.0.0", port))).isEmpty();
    socket.close();
  }

  private static Socket listening() throws Exception {
    Socket socket = Socket.newSocketStream();
    socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    socket.listen(10);
    return socket;
  }

  private static Configuration configuration(int port) {
    String yaml =
        "listen: 127.0.0.1:%d\nroutes: [{path: /, respond: {status: 200, body: it works}}]\n";
    return new YamlFrontEnd().read(new Source("test.yaml", String.format(Locale.ROOT, yaml, port)));
  }
}
