package org.rpicluster.balancer.program.peers.group;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.SocketException;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.rpicluster.balancer.time.Scheduler;

/**
 * Accepts connections only once their other side has shown that it has the secret. Handshakes run
 * beside each other, each with a deadline for the whole of it: one that says a byte a second holds
 * up no other, and how many there are is bounded ({@link HandshakeRoom}). One thread that listens,
 * and one for each handshake. Any thread.
 */
final class PeerServerSocket extends ServerSocket {

  /** A handshake takes milliseconds; on a machine that is very busy, a second or two. */
  private static final long HANDSHAKE_NANOS = TimeUnit.SECONDS.toNanos(5);

  /** A machine without a file left has one after some time. */
  private static final long NO_FILE_MILLIS = 100;

  /** Far more than there are peers. */
  private static final int ACCEPTED_MAX = 64;

  /**
   * Connections that the kernel has taken and this process has not: of a flood of them, a processor
   * that is busy is behind by hundreds. With those that JGroups asks for, 50, a peer's connection
   * would be dropped among the strangers', and come again after a second.
   */
  private static final int BACKLOG = 1024;

  private final PeerSockets sockets;
  private final HandshakeRoom room;
  private final Consumer<String> refused;
  private final Scheduler deadlines;
  private final BlockingQueue<Socket> accepted = new ArrayBlockingQueue<>(ACCEPTED_MAX);
  private final CountDownLatch closing = new CountDownLatch(1);
  private boolean isListening;

  /**
   * Not bound yet.
   *
   * @param refused is told why one was refused, as often as one is
   */
  PeerServerSocket(
      PeerSockets sockets, HandshakeRoom room, Scheduler deadlines, Consumer<String> refused)
      throws IOException {
    this.sockets = sockets;
    this.room = room;
    this.deadlines = deadlines;
    this.refused = refused;
  }

  @Override
  public void bind(SocketAddress endpoint, int backlog) throws IOException {
    super.bind(endpoint, BACKLOG);
  }

  /** The next peer's connection; blocks until there is one. */
  @Override
  public Socket accept() throws IOException {
    listen();
    try {
      Socket next = accepted.take();
      if (!isClosed()) {
        return next;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    throw new SocketException("closed");
  }

  private synchronized void listen() {
    if (!isListening) {
      isListening = true;
      Scheduler.daemon("balancer-peers-accept").schedule(0, this::run);
    }
  }

  private void run() {
    while (!isClosed()) {
      try {
        received(super.accept());
      } catch (IOException e) {
        afterFault(e);
      }
    }
  }

  private void afterFault(IOException fault) {
    try {
      if (!isClosed() && !closing.await(NO_FILE_MILLIS, TimeUnit.MILLISECONDS)) {
        refused.accept("no connection can be accepted: " + fault.getMessage());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void received(Socket plain) {
    room.enter(plain.getInetAddress())
        .ifPresentOrElse(place -> place.run(() -> shake(plain, place)), () -> turnAway(plain));
  }

  private void turnAway(Socket plain) {
    refused.accept("too many connections at a time that do not show the secret");
    close(plain);
  }

  private void shake(Socket plain, HandshakeRoom.HandshakePlace place) {
    Scheduler.Timer deadline = deadlines.schedule(HANDSHAKE_NANOS, () -> close(plain));
    try {
      Socket peer = sockets.accepted(plain);
      if (isClosed() || !accepted.offer(peer)) {
        close(plain);
      }
    } catch (IOException e) {
      refused.accept("a connection that did not show the secret was closed");
      close(plain);
    } finally {
      deadline.cancel();
      place.leave();
    }
  }

  private static void close(Socket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      // It is gone, then.
    }
  }

  @Override
  public void close() throws IOException {
    super.close();
    closing.countDown();
    for (Socket each = accepted.poll(); each != null; each = accepted.poll()) {
      close(each);
    }
    accepted.offer(new Socket()); // ends an accept that waits
  }
}
