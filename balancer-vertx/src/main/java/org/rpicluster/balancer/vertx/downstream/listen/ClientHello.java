package org.rpicluster.balancer.vertx.downstream.listen;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads the name and the protocols that a client asks for from the first bytes of its connection,
 * and judges nothing: whatever is wrong with them is for TLS to say. Each byte is looked at and
 * copied once, however small the pieces in which they come; it holds at most {@value #BYTES_MAX}
 * and a piece. For one connection, on its event loop. RFC 8446 §4.1.2, §5.1; RFC 6066 §3.
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
  private static final int PROTOCOLS = 16;
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
      ByteBuf names = extension(hello, SERVER_NAME);
      return names == null ? NONE : firstOf(names);
    } catch (IndexOutOfBoundsException e) {
      return NONE; // it is not well formed, and TLS will say so
    }
  }

  /** The first of this type; null if there is none. */
  private static @Nullable ByteBuf extension(ByteBuf hello, int type) {
    hello.skipBytes(VERSION_AND_RANDOM);
    hello.skipBytes(hello.readUnsignedByte()); // the session
    hello.skipBytes(hello.readUnsignedShort()); // cipher suites
    hello.skipBytes(hello.readUnsignedByte()); // compression
    hello.skipBytes(2); // the length of all extensions
    while (hello.isReadable()) {
      int each = hello.readUnsignedShort();
      ByteBuf extension = hello.readSlice(hello.readUnsignedShort());
      if (each == type) {
        return extension;
      }
    }
    return null;
  }

  /**
   * The protocols that the client offers, once the name is known; empty if it offers none, or what
   * it says is not well formed. RFC 7301 §3.1.
   */
  public Set<String> protocols() {
    Set<String> offered = new LinkedHashSet<>();
    if (message.readableBytes() <= MESSAGE_HEADER || message.getByte(0) != CLIENT_HELLO) {
      return offered;
    }
    try {
      ByteBuf all = extension(message.slice().skipBytes(MESSAGE_HEADER), PROTOCOLS);
      ByteBuf list = all == null ? Unpooled.EMPTY_BUFFER : all.readSlice(all.readUnsignedShort());
      while (list.isReadable()) {
        ByteBuf each = list.readSlice(list.readUnsignedByte());
        offered.add(each.toString(StandardCharsets.US_ASCII));
      }
    } catch (IndexOutOfBoundsException e) {
      return Set.of(); // TLS will say so
    }
    return offered;
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
