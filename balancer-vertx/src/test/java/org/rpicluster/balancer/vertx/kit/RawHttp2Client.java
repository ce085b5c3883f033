package org.rpicluster.balancer.vertx.kit;

import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http2.DefaultHttp2HeadersDecoder;
import io.netty.handler.codec.http2.EmptyHttp2Headers;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2Headers;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * A client that speaks HTTP/2 from the first byte, frame for frame what a test wants it to say. Its
 * fields are written as literals, so that they may be what no encoder would write.
 *
 * <p>Frames of one stream come in their order, those of different streams in any: what a read has
 * passed over on other streams is kept for the next one.
 */
public final class RawHttp2Client implements AutoCloseable {

  private static final int PATIENCE_MILLIS = 45_000;

  /** Netty's servers write heads with a priority: RFC 9113 §6.2. */
  private static final int PRIORITY_FLAG = 0x20;

  private static final int PRIORITY_BYTES = 5;

  /** Far more than any test leaves unread. */
  private static final int KEPT_MAX = 1_000;

  private final Socket socket;
  private final DataInputStream in;
  private final DefaultHttp2HeadersDecoder fields = new DefaultHttp2HeadersDecoder(false);
  private final List<Frame> kept = new ArrayList<>();

  /** A frame that came, and the fields of one that is a head. */
  public record Frame(int type, int flags, int stream, byte[] payload, Http2Headers head) {

    /** The first four bytes of what it carries: an error, an increment, a last stream. */
    public int number() {
      return ByteBuffer.wrap(payload).getInt();
    }

    /** The next four: the error of a GOAWAY. */
    public int secondNumber() {
      return ByteBuffer.wrap(payload).getInt(Integer.BYTES);
    }

    /** Whether it is the last of its stream. */
    public boolean isLast() {
      return type <= RawHttp2Member.HEADERS && (flags & RawHttp2Member.END_STREAM) != 0;
    }
  }

  /** A connection with these settings: pairs of an identifier and a value. */
  public RawHttp2Client(int port, int... settings) throws IOException {
    this(new Socket(InetAddress.getLoopbackAddress(), port), settings);
  }

  /** On a socket of the test's own making. */
  public RawHttp2Client(Socket socket, int... settings) throws IOException {
    this.socket = socket;
    socket.setSoTimeout(PATIENCE_MILLIS);
    in = new DataInputStream(socket.getInputStream());
    ByteBuffer payload = ByteBuffer.allocate(settings.length * 3);
    for (int i = 0; i < settings.length; i += 2) {
      payload.putShort((short) settings[i]).putInt(settings[i + 1]);
    }
    bytes("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
    send(RawHttp2Member.SETTINGS, 0, 0, payload.array());
  }

  /** Sends a frame. */
  public RawHttp2Client send(int type, int flags, int stream, byte[] payload) throws IOException {
    ByteBuffer frame = ByteBuffer.allocate(9 + payload.length);
    frame.put((byte) (payload.length >> 16)).putShort((short) payload.length);
    frame.put((byte) type).put((byte) flags).putInt(stream).put(payload);
    return bytes(frame.array());
  }

  /** Sends a frame that carries a number. */
  public RawHttp2Client send(int type, int stream, int number) throws IOException {
    return send(type, 0, stream, ByteBuffer.allocate(Integer.BYTES).putInt(number).array());
  }

  /** Sends a head of names and values, in turn. */
  public RawHttp2Client head(int stream, boolean last, String... namesAndValues)
      throws IOException {
    ByteArrayOutputStream block = new ByteArrayOutputStream();
    for (int i = 0; i < namesAndValues.length; i++) {
      if (i % 2 == 0) {
        block.write(0); // literal, not indexed: RFC 7541 §6.2.2; shorter than 127
      }
      block.write(namesAndValues[i].length());
      block.writeBytes(namesAndValues[i].getBytes(StandardCharsets.ISO_8859_1));
    }
    int flags = RawHttp2Member.END_HEADERS | (last ? RawHttp2Member.END_STREAM : 0);
    return send(RawHttp2Member.HEADERS, flags, stream, block.toByteArray());
  }

  /** Asks for a path. */
  public RawHttp2Client request(int stream, boolean last, String method, String path)
      throws IOException {
    return head(
        stream, last, ":method", method, ":scheme", "http", ":authority", "a.test", ":path", path);
  }

  private RawHttp2Client bytes(byte[] bytes) throws IOException {
    socket.getOutputStream().write(bytes);
    return this;
  }

  /** The first frame that has not been read, of whatever stream. */
  public Frame read() throws IOException {
    return read(frame -> true);
  }

  /** The first such frame that has not been read; those before it on its stream are dropped. */
  public Frame read(Predicate<Frame> wanted) throws IOException {
    for (int at = 0; at < KEPT_MAX; at++) {
      if (at == kept.size()) {
        kept.add(next());
      }
      if (wanted.test(kept.get(at))) {
        Frame found = kept.remove(at);
        kept.subList(0, at).removeIf(frame -> frame.stream() == found.stream());
        return found;
      }
    }
    throw new IOException("frames that were not read: " + KEPT_MAX);
  }

  /** The first frame of a type on a stream that has not been read. */
  public Frame read(int type, int stream) throws IOException {
    return read(frame -> frame.type() == type && frame.stream() == stream);
  }

  /** The status of the next head of a stream. */
  public String status(int stream) throws IOException {
    return read(RawHttp2Member.HEADERS, stream).head().status().toString();
  }

  /** Reads until the connection ends, which throws. */
  public void readToEnd() throws IOException {
    while (true) {
      next();
    }
  }

  private Frame next() throws IOException {
    int length = in.readUnsignedByte() << 16 | in.readUnsignedShort();
    int type = in.readUnsignedByte();
    int flags = in.readUnsignedByte();
    int stream = in.readInt();
    byte[] payload = in.readNBytes(length);
    return new Frame(type, flags, stream, payload, decode(type, flags, stream, payload));
  }

  /** Each head as it comes, for heads build on each other: RFC 7541 §2.2. */
  private Http2Headers decode(int type, int flags, int stream, byte[] payload) throws IOException {
    if (type != RawHttp2Member.HEADERS) {
      return EmptyHttp2Headers.INSTANCE;
    }
    int priority = (flags & PRIORITY_FLAG) == 0 ? 0 : PRIORITY_BYTES;
    try {
      return fields.decodeHeaders(stream, Unpooled.wrappedBuffer(payload).skipBytes(priority));
    } catch (Http2Exception e) {
      throw new IOException("no head", e);
    }
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
