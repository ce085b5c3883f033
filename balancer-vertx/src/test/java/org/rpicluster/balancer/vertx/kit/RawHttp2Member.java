package org.rpicluster.balancer.vertx.kit;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http2.DefaultHttp2HeadersDecoder;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2Headers;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * A member that speaks HTTP/2 without encryption, frame for frame what a test wants it to say: each
 * request head is kept, and answered by the next of its replies, the last one again and again. It
 * notes every other frame, takes every body, and gives back its window unless told not to.
 */
public final class RawHttp2Member implements AutoCloseable {

  /** Frame types, RFC 9113 §6. */
  public static final int DATA = 0;

  public static final int HEADERS = 1;
  public static final int PRIORITY = 2;
  public static final int RST_STREAM = 3;
  public static final int SETTINGS = 4;
  public static final int PUSH_PROMISE = 5;
  public static final int PING = 6;
  public static final int GOAWAY = 7;
  public static final int WINDOW_UPDATE = 8;
  public static final int CONTINUATION = 9;

  /** Flags. */
  public static final int END_STREAM = 1;

  public static final int ACK = 1;
  public static final int END_HEADERS = 4;

  private static final int PREFACE_BYTES = 24;

  /** The largest frame that needs no leave. */
  private static final int FRAME_BYTES = 16_384;

  /** What happens on one request. */
  @FunctionalInterface
  public interface Reply {
    /** Answers the request on a stream. */
    void on(Connection connection, int stream) throws IOException;
  }

  private final RawServer<Reply> server;
  private final List<Http2Headers> heads = new CopyOnWriteArrayList<>();
  private final List<String> frames = new CopyOnWriteArrayList<>();
  private volatile byte[] settings = {};
  private volatile boolean keepsWindow;
  private volatile int bodyBytes = -1;
  private volatile Reply afterBody = silence();

  /** A member with these replies, at least one. */
  public RawHttp2Member(Reply... replies) throws IOException {
    this(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()), replies);
  }

  /** The same on a socket of the test's. */
  public RawHttp2Member(ServerSocket socket, Reply... replies) {
    server = new RawServer<>(socket, List.of(replies));
    server.serve(this::serve);
  }

  /** A reply with a body. */
  public static Reply ok(String body) {
    return (connection, stream) -> {
      connection.head(stream, ":status", "200", "content-length", "" + body.length());
      connection.data(stream, body, true);
    };
  }

  /** No reply at all. */
  public static Reply silence() {
    return (connection, stream) -> {};
  }

  /** With one setting of its own, such as 3 for the streams at one time. */
  public RawHttp2Member with(int setting, int value) {
    settings = new byte[] {0, (byte) setting, 0, 0, (byte) (value >> 8), (byte) value};
    return this;
  }

  /** Gives no window back: a member that does not read. */
  public RawHttp2Member keepingItsWindow() {
    keepsWindow = true;
    return this;
  }

  /** What happens when that many bytes of a body have come on a connection. */
  public RawHttp2Member afterBodyOf(int bytes, Reply reply) {
    bodyBytes = bytes;
    afterBody = reply;
    return this;
  }

  /** Where it is. */
  public String url() {
    return "h2c://127.0.0.1:" + server.port();
  }

  /** Where it is, encrypted. */
  public String encryptedUrl() {
    return "h2://localhost:" + server.port();
  }

  /** The request heads so far, in the order of their arrival. */
  public List<Http2Headers> heads() {
    return heads;
  }

  /** Every frame so far but the heads, such as {@code DATA 1 5 END} and {@code RST_STREAM 1 8}. */
  public List<String> frames() {
    return frames;
  }

  /** How many connections were made to it. */
  public int connections() {
    return server.connections();
  }

  private void serve(Socket socket) throws IOException, Http2Exception {
    Connection connection = new Connection(socket);
    connection.in.readNBytes(PREFACE_BYTES);
    connection.frame(SETTINGS, 0, 0, settings);
    while (true) {
      read(connection);
    }
  }

  private void read(Connection connection) throws IOException, Http2Exception {
    int length = connection.in.readUnsignedByte() << 16 | connection.in.readUnsignedShort();
    int type = connection.in.readUnsignedByte();
    int flags = connection.in.readUnsignedByte();
    int stream = connection.in.readInt();
    byte[] payload = connection.in.readNBytes(length);
    switch (type) {
      case HEADERS -> {
        heads.add(connection.decode(stream, payload));
        connection.headsByStream.merge(stream, 1, Integer::sum);
        server.nextReply().on(connection, stream);
      }
      case DATA -> {
        boolean ends = (flags & END_STREAM) != 0;
        frames.add("DATA " + stream + " " + length + (ends ? " END" : ""));
        if (!keepsWindow && length > 0) {
          connection.window(0, length);
          connection.window(stream, length);
        }
        connection.bodyBytes += length;
        if (connection.bodyBytes == bodyBytes && length > 0) {
          afterBody.on(connection, stream);
        }
      }
      case RST_STREAM -> frames.add("RST_STREAM " + stream + " " + payload[3]);
      case GOAWAY -> frames.add("GOAWAY " + payload[7]);
      case PING -> frames.add((flags & ACK) != 0 ? "PING ACK" : "PING");
      case SETTINGS -> {
        frames.add((flags & ACK) != 0 ? "SETTINGS ACK" : "SETTINGS");
        if ((flags & ACK) == 0) {
          connection.frame(SETTINGS, ACK, 0);
        }
      }
      default -> frames.add("type " + type + " " + stream);
    }
  }

  @Override
  public void close() throws IOException {
    server.close();
  }

  /** One connection to the member. */
  public static final class Connection {
    private final Socket socket;
    private final DataInputStream in;
    private int bodyBytes;
    private final Map<Integer, Integer> headsByStream = new ConcurrentHashMap<>();
    private final DefaultHttp2HeadersDecoder decoder = new DefaultHttp2HeadersDecoder(false);

    Connection(Socket socket) throws IOException {
      this.socket = socket;
      in = new DataInputStream(socket.getInputStream());
    }

    private Http2Headers decode(int stream, byte[] block) throws Http2Exception {
      ByteBuf bytes = Unpooled.wrappedBuffer(block);
      return decoder.decodeHeaders(stream, bytes);
    }

    /** How many heads have come on a stream: the second are the trailers of its request. */
    public int heads(int stream) {
      return headsByStream.getOrDefault(stream, 0);
    }

    /** Writes a frame. */
    public void frame(int type, int flags, int stream, int... payload) throws IOException {
      byte[] bytes = new byte[payload.length];
      for (int i = 0; i < bytes.length; i++) {
        bytes[i] = (byte) payload[i];
      }
      frame(type, flags, stream, bytes);
    }

    /** Writes a frame, in one piece whatever other threads write. */
    public void frame(int type, int flags, int stream, byte[] payload) throws IOException {
      ByteArrayOutputStream frame = new ByteArrayOutputStream();
      DataOutputStream out = new DataOutputStream(frame);
      out.writeByte(payload.length >> 16);
      out.writeShort(payload.length);
      out.writeByte(type);
      out.writeByte(flags);
      out.writeInt(stream);
      out.write(payload);
      synchronized (this) {
        // One call: as soon as the frame is out, the other side may close, and the reader with it.
        socket.getOutputStream().write(frame.toByteArray());
      }
    }

    /** Writes fields, names and values in turn. */
    public void head(int stream, String... fields) throws IOException {
      frame(HEADERS, END_HEADERS, stream, block(fields));
    }

    /** Writes fields after which nothing more comes: a bodyless answer, or trailers. */
    public void lastHead(int stream, String... fields) throws IOException {
      byte[] block = block(fields);
      int first = Math.min(block.length, FRAME_BYTES);
      boolean fits = first == block.length;
      int flags = END_STREAM | (fits ? END_HEADERS : 0);
      frame(HEADERS, flags, stream, Arrays.copyOf(block, first));
      for (int at = first; at < block.length; at += FRAME_BYTES) {
        int end = Math.min(block.length, at + FRAME_BYTES);
        byte[] part = Arrays.copyOfRange(block, at, end);
        frame(CONTINUATION, end == block.length ? END_HEADERS : 0, stream, part);
      }
    }

    /** Writes a piece of a body. */
    public void data(int stream, String body, boolean isLast) throws IOException {
      byte[] bytes = body.getBytes(StandardCharsets.ISO_8859_1);
      frame(DATA, isLast ? END_STREAM : 0, stream, bytes);
    }

    /** Resets a stream. */
    public void reset(int stream, int code) throws IOException {
      frame(RST_STREAM, 0, stream, 0, 0, 0, code);
    }

    /** Says that streams after {@code lastStream} are not taken up. */
    public void goAway(int lastStream) throws IOException {
      frame(GOAWAY, 0, 0, 0, 0, 0, lastStream, 0, 0, 0, 0);
    }

    /** Gives window back. */
    public void window(int stream, int bytes) throws IOException {
      frame(WINDOW_UPDATE, 0, stream, bytes >> 24, bytes >> 16, bytes >> 8, bytes);
    }

    /** Closes the connection. */
    public void close() throws IOException {
      socket.close();
    }

    /** Fields as a block: literals without indexing and Huffman, so that anything can be said. */
    public static byte[] block(String... fields) {
      ByteArrayOutputStream block = new ByteArrayOutputStream();
      for (int i = 0; i < fields.length; i += 2) {
        block.write(0);
        string(block, fields[i]);
        string(block, fields[i + 1]);
      }
      return block.toByteArray();
    }

    private static void string(ByteArrayOutputStream block, String text) {
      byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
      int rest = bytes.length - 127;
      block.write(Math.min(bytes.length, 127));
      while (rest >= 0) {
        block.write(rest > 127 ? rest & 127 | 128 : rest);
        rest = rest > 127 ? rest >> 7 : -1;
      }
      block.writeBytes(bytes);
    }
  }
}
