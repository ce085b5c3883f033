package org.rpicluster.balancer.program.peers.group;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.jgroups.util.DefaultSocketFactory;
import org.rpicluster.balancer.time.Scheduler;
import org.rpicluster.balancer.time.Ticker;

/**
 * The sockets of a group: TLS 1.3, both sides with the secret. Of its other methods JGroups calls
 * none. Any thread.
 */
final class PeerSockets extends DefaultSocketFactory {

  private static final String[] PROTOCOLS = {"TLSv1.3"};

  /**
   * JGroups waits for a handshake of its own without a bound: one that is stopped, or a stranger in
   * its place, takes a connection and says nothing, or a byte now and then. A handshake takes
   * milliseconds, and connecting a second at most.
   */
  private static final long CONNECTED_NANOS = TimeUnit.SECONDS.toNanos(2);

  /**
   * One that was silent is asked again after so long: else always a thread would wait for it. When
   * it comes to itself, it asks by itself.
   */
  private static final long AGAIN_NANOS = TimeUnit.SECONDS.toNanos(10);

  private final Scheduler deadlines = Scheduler.daemon("balancer-peers-deadlines");
  private final SSLContext context;
  private final KnownHosts hosts;
  private final HandshakeRoom room;
  private final Consumer<String> refused;

  /**
   * Of one group.
   *
   * @param hosts where peers live, who are not to wait for strangers
   * @param refused is told why one was refused, as often as one is
   */
  PeerSockets(SSLContext context, KnownHosts hosts, Consumer<String> refused) {
    super(context);
    this.context = context;
    this.hosts = hosts;
    room = new HandshakeRoom(hosts, Ticker.system(), deadlines);
    this.refused = refused;
  }

  @Override
  public Socket createSocket(String service) throws IOException {
    SSLSocket socket = (SSLSocket) context.getSocketFactory().createSocket();
    socket.setEnabledProtocols(PROTOCOLS);
    Scheduler.Timer deadline = deadlines.schedule(CONNECTED_NANOS, () -> leave(socket));
    socket.addHandshakeCompletedListener(any -> deadline.cancel());
    return socket;
  }

  private void leave(Socket socket) {
    if (!socket.isClosed() && socket.getRemoteSocketAddress() instanceof InetSocketAddress silent) {
      hosts.leaveOut(silent);
      deadlines.schedule(AGAIN_NANOS, () -> hosts.askAgain(silent));
    }
    try {
      socket.close();
    } catch (IOException e) {
      // It is gone, then.
    }
  }

  @Override
  public ServerSocket createServerSocket(String service) throws IOException {
    return new PeerServerSocket(this, room, deadlines, refused);
  }

  /**
   * A connection whose other side has shown that it has the secret. Blocks for the handshake.
   *
   * @throws IOException if it has not
   */
  Socket accepted(Socket plain) throws IOException {
    String host = plain.getInetAddress().getHostAddress();
    SSLSocket socket =
        (SSLSocket) context.getSocketFactory().createSocket(plain, host, plain.getPort(), true);
    socket.setUseClientMode(false);
    socket.setNeedClientAuth(true);
    socket.setEnabledProtocols(PROTOCOLS);
    socket.startHandshake();
    return socket;
  }
}
