package org.rpicluster.balancer.vertx.downstream.listen;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.function.Function;
import org.rpicluster.balancer.vertx.downstream.listen.ConnectionLimiter.Admission;

/**
 * The connections of one listening socket that wait for the room which others are just leaving.
 * While there are any, the socket accepts no more: what comes stays in the system's queue. So a
 * client that comes amidst a thousand who hold connections on purpose waits for a turn of an event
 * loop, and is not turned away. As many as one read accepts; on the socket's event loop only.
 */
final class AcceptQueue {

  private final ChannelHandlerContext listening;
  private final ConnectionLimiter limiter;
  private final Function<Channel, Admission> admit;
  private final Queue<Channel> waiting = new ArrayDeque<>();

  /**
   * Nothing waits.
   *
   * @param admit lets a connection in, keeps it out, or has it wait
   */
  AcceptQueue(
      ChannelHandlerContext listening,
      ConnectionLimiter limiter,
      Function<Channel, Admission> admit) {
    this.listening = listening;
    this.limiter = limiter;
    this.admit = admit;
  }

  /** A connection that has been accepted. */
  void came(Channel connection) {
    waiting.add(connection);
    if (waiting.size() == 1) {
      goOn();
    }
  }

  boolean isEmpty() {
    return waiting.isEmpty();
  }

  private void goOn() {
    while (!waiting.isEmpty()) {
      if (admit.apply(waiting.element()) == Admission.LATER) {
        listening.channel().config().setAutoRead(false);
        limiter.whenRoom(this::tellRoom);
        return;
      }
      waiting.remove();
    }
  }

  /** Any thread. */
  private void tellRoom() {
    if (listening.channel().isOpen()) { // or its event loop may be gone
      listening.channel().eventLoop().execute(this::room);
    }
  }

  private void room() {
    if (isEmpty()) {
      return;
    }
    goOn();
    if (isEmpty()) {
      listening.channel().config().setAutoRead(true);
    }
  }

  /** The socket listens no more. */
  void close() {
    waiting.forEach(each -> each.unsafe().closeForcibly());
    waiting.clear();
  }
}
