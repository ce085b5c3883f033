package org.rpicluster.balancer.vertx.kit;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;

/**
 * A member that says, byte for byte, what a test wants it to say: each request head that arrives is
 * kept, and answered by the next of its replies, the last one again and again.
 */
public final class RawMember implements AutoCloseable {

  /** What happens on one request. */
  @FunctionalInterface
  public interface Reply {
    /** Answers on a connection whose request head has been read. */
    void on(Connection connection) throws IOException;
  }

  private final RawServer<Reply> server;
  private final List<String> heads = new CopyOnWriteArrayList<>();

  /** A member with these replies, at least one. */
  public RawMember(Reply... replies) throws IOException {
    this(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()), replies);
  }

  /** A member behind a socket of the test's own making. */
  public RawMember(ServerSocket socket, Reply... replies) {
    server = new RawServer<>(socket, List.of(replies));
    server.serve(this::serve);
  }

  /** A reply of these bytes (Latin-1); the connection stays open. */
  public static Reply says(String text) {
    return connection -> connection.write(text);
  }

  /** A reply with a body of known length. */
  public static Reply ok(String body) {
    return says("HTTP/1.1 200 OK\r\nContent-Length: " + body.length() + "\r\n\r\n" + body);
  }

  /** A reply that is not given before the latch is open. */
  public static Reply after(CountDownLatch latch, Reply reply) {
    return connection -> {
      try {
        latch.await();
      } catch (InterruptedException e) {
        return; // the test is over
      }
      reply.on(connection);
    };
  }

  /** A reply of these bytes, after which the connection is closed. */
  public static Reply saysAndCloses(String text) {
    return connection -> {
      connection.write(text);
      connection.close();
    };
  }

  /** Where it is. */
  public String url() {
    return "http://127.0.0.1:" + port();
  }

  /** Its port. */
  public int port() {
    return server.port();
  }

  /** The request heads so far, in the order of their arrival. */
  public List<String> heads() {
    return heads;
  }

  /** How many connections were made to it. */
  public int connections() {
    return server.connections();
  }

  private void serve(Socket socket) throws IOException {
    Connection connection = new Connection(socket);
    for (String head = connection.readHead(); !head.isEmpty(); head = connection.readHead()) {
      heads.add(head);
      server.nextReply().on(connection);
    }
  }

  @Override
  public void close() throws IOException {
    server.close();
  }

  /** One connection to the member. */
  public static final class Connection {
    private final Socket socket;
    private final InputStream in;

    Connection(Socket socket) throws IOException {
      this.socket = socket;
      in = socket.getInputStream();
    }

    String readHead() throws IOException {
      ByteArrayOutputStream head = new ByteArrayOutputStream();
      while (!head.toString(StandardCharsets.ISO_8859_1).endsWith("\r\n\r\n")) {
        int next = in.read();
        if (next < 0) {
          return "";
        }
        head.write(next);
      }
      return head.toString(StandardCharsets.ISO_8859_1);
    }

    /** Reads that many bytes, or fewer if the connection ends. */
    public String read(int bytes) throws IOException {
      return new String(in.readNBytes(bytes), StandardCharsets.ISO_8859_1);
    }

    /** What it is on. */
    public Socket socket() {
      return socket;
    }

    /** Everything until the connection ends, by a close or a reset. */
    public String readAll() throws IOException {
      return Sockets.readAll(in);
    }

    /** The member's port. */
    public int localPort() {
      return socket.getLocalPort();
    }

    /** Writes text. */
    public void write(String text) throws IOException {
      socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    /** Says that nothing more will be sent; still listens. */
    public void finish() throws IOException {
      socket.shutdownOutput();
    }

    /** Closes the connection. */
    public void close() throws IOException {
      socket.close();
    }

    /** Resets the connection. */
    public void reset() throws IOException {
      socket.setSoLinger(true, 0);
      socket.close();
    }
  }
}
