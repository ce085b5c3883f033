package org.rpicluster.balancer.benchmarks.forward;

import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A client that sends the same GET again and again on one connection and waits for each answer.
 * After the first it knows how long they are, and allocates nothing. For one thread.
 */
final class PatientClient implements AutoCloseable {

  private static final Pattern LENGTH =
      Pattern.compile("(?i)\r\nContent-Length: *(\\d+)\r\n(?s:.*?)\r\n\r\n");

  private final SocketChannel channel;
  private final ByteBuffer get;
  private final ByteBuffer in = ByteBuffer.allocateDirect(256 * 1024);
  private final int answerBytes;

  PatientClient(int port) throws IOException {
    channel = SocketChannel.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    // What curl says.
    String head =
        "GET /1KiB HTTP/1.1\r\nHost: 127.0.0.1:8080\r\nUser-Agent: curl/8\r\nAccept: */*\r\n\r\n";
    byte[] text = head.getBytes(StandardCharsets.US_ASCII);
    get = ByteBuffer.allocateDirect(text.length).put(text).flip();
    send();
    answerBytes = firstAnswerBytes();
    read(answerBytes);
  }

  private void send() throws IOException {
    get.rewind();
    while (get.hasRemaining()) {
      channel.write(get);
    }
    in.clear();
  }

  private int firstAnswerBytes() throws IOException {
    while (true) {
      read(in.position() + 1);
      byte[] soFar = new byte[in.position()];
      in.duplicate().flip().get(soFar);
      Matcher head = LENGTH.matcher(new String(soFar, StandardCharsets.ISO_8859_1));
      if (head.find()) {
        return head.end() + Integer.parseInt(head.group(1));
      }
    }
  }

  private void read(int bytes) throws IOException {
    while (in.position() < bytes) {
      if (channel.read(in) < 0) {
        throw new EOFException("closed after " + in.position() + " bytes");
      }
    }
  }

  /** One request and its whole answer; gives its length in bytes. */
  int get() throws IOException {
    send();
    read(answerBytes);
    return answerBytes;
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
