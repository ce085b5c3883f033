package org.rpicluster.balancer.vertx.kit;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/**
 * What raw members have in common, whatever they speak: a socket that listens, a thread for each
 * connection, and replies that are given in turn, the last one again and again.
 *
 * @param <R> a reply
 */
final class RawServer<R> implements AutoCloseable {

  private final ServerSocket server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final List<Socket> sockets = new CopyOnWriteArrayList<>();
  private final Queue<R> replies;
  private final R last;
  private CompletableFuture<Void> accepting = CompletableFuture.completedFuture(null);

  /** Serves one connection until it throws, or returns; then the connection is closed. */
  @FunctionalInterface
  interface Service {
    void serve(Socket socket) throws Exception;
  }

  /** With these replies, at least one. */
  RawServer(ServerSocket server, List<R> replies) {
    this.server = server;
    this.replies = new ConcurrentLinkedQueue<>(replies);
    last = replies.get(replies.size() - 1);
  }

  /** Serves every client that connects. */
  void serve(Service service) {
    accepting = CompletableFuture.runAsync(() -> accept(service), threads);
  }

  private void accept(Service service) {
    while (!server.isClosed()) {
      try {
        Socket socket = server.accept();
        sockets.add(socket);
        threads.execute(() -> serve(socket, service));
      } catch (IOException e) {
        return; // closed
      }
    }
  }

  private static void serve(Socket socket, Service service) {
    try (socket) {
      service.serve(socket);
    } catch (Exception e) {
      // The other side has gone: what the test is about is seen at the client.
    }
  }

  R nextReply() {
    R next = replies.poll();
    return next == null ? last : next;
  }

  int port() {
    return server.getLocalPort();
  }

  /** How many connections were made. */
  int connections() {
    return sockets.size();
  }

  /**
   * From here on no client can connect. An accept that waits in the system does so on the listening
   * socket for a moment after that is closed, and may take one connection more.
   */
  @Override
  public void close() throws IOException {
    server.close();
    accepting.orTimeout(20, TimeUnit.SECONDS).join();
    for (Socket socket : sockets) {
      socket.close();
    }
    threads.shutdownNow();
  }
}
