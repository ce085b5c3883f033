package org.rpicluster.balancer.vertx.kit;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** A client that sends exactly the bytes it is told to, and reads what comes back. */
public final class RawClient implements AutoCloseable {

  /** Only a hanging test gets here; a passing one never waits for it. */
  private static final int PATIENCE_MILLIS = 45_000;

  private final Socket socket;
  private final InputStream in;

  /** A connection to a port of this machine. */
  public RawClient(int port) throws IOException {
    this(InetAddress.getLoopbackAddress(), port);
  }

  /** A connection to a port of an address. */
  public RawClient(InetAddress address, int port) throws IOException {
    socket = new Socket(address, port);
    socket.setSoTimeout(PATIENCE_MILLIS);
    in = socket.getInputStream();
  }

  /** Sends text (Latin-1). */
  public RawClient send(String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
    return this;
  }

  /** Sends text as far as it is taken: who has answered may close before the rest has come. */
  public RawClient offer(String text) throws IOException {
    try {
      return send(text);
    } catch (SocketException closed) {
      return this;
    }
  }

  /** Sends a GET with a Host. */
  public RawClient get(String path) throws IOException {
    return send("GET " + path + " HTTP/1.1\r\nHost: a.test\r\n\r\n");
  }

  /** A head, up to and with its empty line; what there is if the connection ends before. */
  public String readHead() throws IOException {
    ByteArrayOutputStream head = new ByteArrayOutputStream();
    while (!head.toString(StandardCharsets.ISO_8859_1).endsWith("\r\n\r\n")) {
      int next = in.read();
      if (next < 0) {
        break;
      }
      head.write(next);
    }
    return head.toString(StandardCharsets.ISO_8859_1);
  }

  /** That many bytes, or fewer if the connection ends. */
  public String read(int bytes) throws IOException {
    return new String(in.readNBytes(bytes), StandardCharsets.ISO_8859_1);
  }

  /** How many bytes can be read at once. */
  public int available() throws IOException {
    return in.available();
  }

  /** Everything until the connection ends, by a close or a reset. */
  public String readAll() throws IOException {
    return Sockets.readAll(in);
  }

  /** Whether the connection ends with a reset, whatever comes before. */
  public boolean isReset() throws IOException {
    try {
      in.transferTo(OutputStream.nullOutputStream());
      return false;
    } catch (SocketException reset) {
      return true;
    }
  }

  /** One answer with a Content-Length: its head and its body. */
  public String readAnswer() throws IOException {
    String head = readHead();
    int at = head.toLowerCase(Locale.ROOT).indexOf("content-length:");
    if (at < 0) {
      return head;
    }
    String length = head.substring(at + 15, head.indexOf('\r', at)).trim();
    return head + read(Integer.parseInt(length));
  }

  /** Says that nothing more will be sent; still listens. */
  public RawClient finish() throws IOException {
    socket.shutdownOutput();
    return this;
  }

  /** Closes the connection, in the middle of a test. */
  public void leave() throws IOException {
    socket.close();
  }

  /** Closes the connection so that the other side sees a reset. */
  public void reset() throws IOException {
    socket.setSoLinger(true, 0);
    socket.close();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
