package org.rpicluster.balancer.program.peers.group;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.function.Consumer;
import java.util.function.Predicate;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.jgroups.util.DefaultSocketFactory;

/**
 * The sockets of a group: TLS 1.3, both sides with the secret. Of its other methods JGroups calls
 * none. Any thread.
 */
final class PeerSockets extends DefaultSocketFactory {

  private static final String[] PROTOCOLS = {"TLSv1.3"};

  private final SSLContext context;
  private final HandshakeRoom room;
  private final Consumer<String> refused;

  /**
   * Of one group.
   *
   * @param isPeer whether a peer lives at an address, and is not to wait for strangers
   * @param refused is told why one was refused, as often as one is
   */
  PeerSockets(SSLContext context, Predicate<InetAddress> isPeer, Consumer<String> refused) {
    super(context);
    this.context = context;
    room = new HandshakeRoom(isPeer);
    this.refused = refused;
  }

  @Override
  public Socket createSocket(String service) throws IOException {
    SSLSocket socket = (SSLSocket) context.getSocketFactory().createSocket();
    socket.setEnabledProtocols(PROTOCOLS);
    return socket;
  }

  @Override
  public ServerSocket createServerSocket(String service) throws IOException {
    return new PeerServerSocket(this, room, refused);
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
