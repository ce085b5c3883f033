package org.rpicluster.balancer.vertx.downstream.listen;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;

/**
 * Reads the name that a client asks for from the first bytes of its connection, and judges nothing:
 * whatever is wrong with them is for TLS to say. Each byte is looked at and copied once, however
 * small the pieces in which they come; it holds at most {@value #BYTES_MAX} and a piece. For one
 * connection, on its event loop. RFC 8446 §4.1.2, §5.1; RFC 6066 §3.
 */
public final class ClientHello {

  /** The JVM's own limit of a handshake message; nothing beyond is looked at. */
  public static final int BYTES_MAX = 32 * 1024;

  private static final int HANDSHAKE = 22;
  private static final int RECORD_HEADER = 5;
  private static final int CLIENT_HELLO = 1;
  private static final int MESSAGE_HEADER = 4;
  private static final int VERSION_AND_RANDOM = 34;
  private static final int SERVER_NAME = 0;
  private static final String NONE = "";

  private final ByteBuf message = Unpooled.buffer();
  private final ByteBuf header = Unpooled.buffer(RECORD_HEADER);
  private int headers;
  private int recordLeft;

  /** One of which nothing has come yet. */
  public ClientHello() {}

  /**
   * The name in lower case and without the dot at its end, empty if none is asked for.
   *
   * @param bytes the next ones, the connection's first at first; all are read
   * @return nothing as long as more bytes are needed
   */
  public Optional<String> read(ByteBuf bytes) {
    while (bytes.isReadable()) {
      if (recordLeft > 0) {
        readRecord(bytes);
      } else if (!readHeader(bytes)) {
        return Optional.of(NONE);
      }
      if (message.readableBytes() >= MESSAGE_HEADER) {
        int length = message.getUnsignedMedium(1);
        if (message.getByte(0) != CLIENT_HELLO || length > BYTES_MAX) {
          return Optional.of(NONE);
        }
        if (message.readableBytes() >= MESSAGE_HEADER + length) {
          return Optional.of(nameIn(message.slice(MESSAGE_HEADER, length)));
        }
      }
    }
    return Optional.empty();
  }

  private void readRecord(ByteBuf bytes) {
    int piece = Math.min(recordLeft, bytes.readableBytes());
    message.writeBytes(bytes, piece);
    recordLeft -= piece;
  }

  /** False if no name will come, of what is no handshake, or of headers and a message too long. */
  private boolean readHeader(ByteBuf bytes) {
    header.writeBytes(bytes, Math.min(header.writableBytes(), bytes.readableBytes()));
    if (header.isWritable()) {
      return true;
    }
    headers++;
    int type = header.readUnsignedByte();
    recordLeft = header.skipBytes(2).readUnsignedShort();
    header.clear();
    return type == HANDSHAKE && headers * RECORD_HEADER + message.readableBytes() <= BYTES_MAX;
  }

  private static String nameIn(ByteBuf hello) {
    try {
      hello.skipBytes(VERSION_AND_RANDOM);
      hello.skipBytes(hello.readUnsignedByte()); // the session
      hello.skipBytes(hello.readUnsignedShort()); // cipher suites
      hello.skipBytes(hello.readUnsignedByte()); // compression
      hello.skipBytes(2); // the length of all extensions
      while (hello.isReadable()) {
        int type = hello.readUnsignedShort();
        ByteBuf extension = hello.readSlice(hello.readUnsignedShort());
        if (type == SERVER_NAME) {
          return firstOf(extension);
        }
      }
    } catch (IndexOutOfBoundsException e) {
      return NONE; // it is not well formed, and TLS will say so
    }
    return NONE;
  }

  /** There is one type of names, and one name of a type. */
  private static String firstOf(ByteBuf names) {
    ByteBuf first = names.skipBytes(3);
    String name =
        first.readCharSequence(first.readUnsignedShort(), StandardCharsets.US_ASCII).toString();
    String bare = name.endsWith(".") ? name.substring(0, name.length() - 1) : name;
    return bare.toLowerCase(Locale.ROOT);
  }
}
