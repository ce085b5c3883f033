package org.rpicluster.balancer.program.archive;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Locale;

/**
 * A client that asks a little of everything: each method, each way of sending a body, a connection
 * that is kept, the manager, HTTP/2. Blocks; stateless.
 */
final class RehearsedClient {

  private static final int SECONDS_MAX = 60;

  private static final String KEPT =
      """
      GET / HTTP/1.1
      Host: localhost

      HEAD / HTTP/1.1
      Host: localhost

      POST / HTTP/1.1
      Host: localhost
      Content-Length: 5

      helloPOST / HTTP/1.1
      Host: localhost
      Transfer-Encoding: chunked

      5
      hello
      0

      GET / HTTP/1.1
      Host: localhost
      Connection: close

      """;

  private static final String MANAGER =
      """
      GET /balancer-manager%s HTTP/1.1
      Host: 127.0.0.1
      Accept: %s
      Connection: close

      """;

  /** The preface, SETTINGS without any, and {@code GET /} on stream 1. RFC 9113 §3.4, RFC 7541. */
  private static final byte[] HTTP2 =
      HexFormat.of()
          .parseHex(
              "505249202a20485454502f322e300d0a0d0a534d0d0a0d0a"
                  + "000000040000000000"
                  + "00000e010500000001828684"
                  + "41096c6f63616c686f7374");

  private static final int END_STREAM = 1;

  private RehearsedClient() {}

  /** Asks the listener at a port of this machine. */
  static void ask(int port) throws IOException {
    exchange(port, KEPT);
    exchange(port, String.format(Locale.ROOT, MANAGER, "", "text/html"));
    exchange(port, String.format(Locale.ROOT, MANAGER, "/api/clusters", "*/*"));
    exchange(port, String.format(Locale.ROOT, MANAGER, "/metrics", "*/*"));
    http2(port);
  }

  private static void exchange(int port, String requests) throws IOException {
    try (Socket socket = connect(port)) {
      OutputStream out = socket.getOutputStream();
      out.write(requests.replace("\n", "\r\n").getBytes(StandardCharsets.US_ASCII));
      socket.getInputStream().transferTo(OutputStream.nullOutputStream());
    }
  }

  /** Up to the end of the stream's answer. */
  private static void http2(int port) throws IOException {
    try (Socket socket = connect(port)) {
      socket.getOutputStream().write(HTTP2);
      DataInputStream in = new DataInputStream(socket.getInputStream());
      boolean ended = false;
      while (!ended) {
        int length = in.readUnsignedByte() << 16 | in.readUnsignedShort();
        in.readByte();
        int flags = in.readUnsignedByte();
        ended = in.readInt() == 1 && (flags & END_STREAM) != 0;
        in.skipNBytes(length);
      }
    }
  }

  private static Socket connect(int port) throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
    socket.setSoTimeout(SECONDS_MAX * 1000);
    return socket;
  }
}
