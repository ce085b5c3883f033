package org.rpicluster.balancer.program.takeover;

import io.netty.channel.ChannelFactory;
import io.netty.channel.ServerChannel;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.unix.RawUnixChannelOption;
import io.netty.channel.unix.Socket;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sockets that listen already, by their addresses: each is taken once, by the listener of its
 * address, in the place of one of its own; what none has taken is closed. Needs Netty's epoll. Any
 * thread.
 */
public final class InheritedSockets {

  /** There are none. */
  public static final InheritedSockets NONE = new InheritedSockets(List.of());

  private static final Logger LOG = LoggerFactory.getLogger(InheritedSockets.class);

  /**
   * {@code SO_RCVTIMEO} of Linux, a {@code timeval} of two longs. Who has opened the socket may not
   * have made it non-blocking, which Java cannot do; with the least time that there is, an accept
   * that finds nothing ends at once all the same. socket(7).
   */
  private static final RawUnixChannelOption ACCEPT_TIME =
      new RawUnixChannelOption("SO_RCVTIMEO", 1, 20, 2 * Long.BYTES);

  private static final long MICROS_LEAST = 1;

  private final List<Inherited> left;

  private record Inherited(InetSocketAddress address, int descriptor) {}

  private InheritedSockets(List<Inherited> sockets) {
    left = new ArrayList<>(sockets);
  }

  /** Of these file descriptors; those that are no sockets of TCP are left alone. */
  public static InheritedSockets of(List<Integer> descriptors) {
    List<Inherited> sockets = new ArrayList<>();
    for (int descriptor : descriptors) {
      InetSocketAddress address = new Socket(descriptor).localAddress();
      if (address == null) {
        LOG.warn("file descriptor {} is no socket of TCP, and not taken", descriptor);
      } else {
        sockets.add(new Inherited(address, descriptor));
      }
    }
    return new InheritedSockets(sockets);
  }

  /** Takes the one that listens at an address, if one does. */
  public synchronized Optional<ChannelFactory<? extends ServerChannel>> take(
      InetSocketAddress wanted) {
    Iterator<Inherited> sockets = left.iterator();
    while (sockets.hasNext()) {
      Inherited socket = sockets.next();
      if (isAt(socket.address(), wanted)) {
        sockets.remove();
        LOG.info("listen {}: with a socket that was handed over", socket.address());
        return Optional.of(() -> channel(socket.descriptor()));
      }
    }
    return Optional.empty();
  }

  /** Every address of one protocol is every address of the other: systemd listens at both. */
  private static boolean isAt(InetSocketAddress there, InetSocketAddress wanted) {
    InetAddress address = wanted.getAddress();
    return address != null
        && there.getPort() == wanted.getPort()
        && (there.getAddress().equals(address)
            || there.getAddress().isAnyLocalAddress() && address.isAnyLocalAddress());
  }

  private static EpollServerSocketChannel channel(int descriptor) {
    EpollServerSocketChannel channel = new EpollServerSocketChannel(descriptor);
    ByteBuffer time = ByteBuffer.allocateDirect(2 * Long.BYTES).order(ByteOrder.nativeOrder());
    time.putLong(0).putLong(MICROS_LEAST).flip();
    channel.config().setOption(ACCEPT_TIME, time);
    return channel;
  }

  /** Closes those that were not taken. */
  public synchronized void closeRest() {
    for (Inherited socket : left) {
      LOG.warn("a socket at {} was handed over, where nothing is to listen", socket.address());
      try {
        new Socket(socket.descriptor()).close();
      } catch (IOException e) {
        LOG.warn("{} cannot be closed", socket.address(), e);
      }
    }
    left.clear();
  }
}
