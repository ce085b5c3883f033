package org.rpicluster.balancer.program.peers.group;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.rpicluster.balancer.vertx.settings.ListenAddress;

/**
 * A machine in a peer's place that takes connections and does not take part: it says nothing, or a
 * byte of a record of TLS now and then.
 */
final class SilentMachine implements AutoCloseable {

  /** Begins a record of 16 KB. */
  private static final byte[] BEGINNING = {0x16, 3, 3, 0x3f, 0};

  private static final int BACKLOG = 50;

  private static final int DRIP_MILLIS = 100;

  final String address;
  final AtomicInteger asked = new AtomicInteger();
  private final ServerSocket listening;
  private final boolean drips;

  SilentMachine(boolean drips) throws IOException {
    this.drips = drips;
    address = ToldPeer.freeAddress();
    ListenAddress at = ListenAddress.parse(address);
    listening = new ServerSocket(at.port(), BACKLOG, InetAddress.getByName(at.host()));
    Thread thread = new Thread(this::run, "silent-machine");
    thread.setDaemon(true);
    thread.start();
  }

  private void run() {
    while (!listening.isClosed()) {
      try (Socket caller = listening.accept()) {
        asked.incrementAndGet();
        if (drips) {
          drip(caller);
        }
        caller.getInputStream().transferTo(OutputStream.nullOutputStream());
      } catch (IOException e) {
        // The caller has gone, or the test is over.
      }
    }
  }

  private static void drip(Socket caller) throws IOException {
    caller.getOutputStream().write(BEGINNING);
    caller.setSoTimeout(DRIP_MILLIS);
    while (true) {
      caller.getOutputStream().write(1);
      try {
        if (caller.getInputStream().read() < 0) {
          return;
        }
      } catch (SocketTimeoutException e) {
        // The next byte, then.
      }
    }
  }

  @Override
  public void close() throws IOException {
    listening.close();
  }
}
