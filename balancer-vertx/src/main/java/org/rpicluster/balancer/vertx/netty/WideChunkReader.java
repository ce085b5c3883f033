package org.rpicluster.balancer.vertx.netty;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.DefaultHttpContent;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpMessage;
import io.netty.handler.codec.http.HttpUtil;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads the chunks of a body in the place of Netty's decoder, whose sizes end at 2^31 − 1: here
 * they end at 2^63 − 1. The decoder waits in front of the first chunk, and is handed the last one,
 * with which trailers begin, or one that is wrong. One look at each byte of a size's line. For one
 * connection, on its event loop. RFC 9112 §7.1.
 */
public final class WideChunkReader {

  /** What is handed to the decoder in the place of a chunk that is wrong: it is no size. */
  private static final byte[] WRONG = "wrong\r\n".getBytes(StandardCharsets.US_ASCII);

  private static final byte[] LAST = "0\r\n".getBytes(StandardCharsets.US_ASCII);

  /** With all its extensions, which mean nothing to the next hop (RFC 9112 §7.1.1). */
  private static final int LINE_BYTES_MAX = 4096;

  /** So many bits a size may have before another digit, of four, without becoming negative. */
  private static final int SIZE_BITS_MAX = Long.SIZE - 1 - 4;

  private static final int NO_LINE = -1;

  private final int pieceBytesMax;
  private boolean reading;
  private long left;
  private boolean inData;

  /**
   * For one connection.
   *
   * @param pieceBytesMax how large a piece of a body is at most
   */
  public WideChunkReader(int pieceBytesMax) {
    this.pieceBytesMax = pieceBytesMax;
  }

  /** The decoder has read a head, and waits in front of its body. */
  public void head(HttpMessage message) {
    reading = message.decoderResult().isSuccess() && HttpUtil.isTransferEncodingChunked(message);
    inData = false;
    left = 0;
  }

  /** Whether what comes next is read here, by {@link #read}. */
  public boolean isReading() {
    return reading;
  }

  /**
   * Reads on until there is a piece, or nothing more can be read.
   *
   * @param out takes it
   * @return what the decoder is to read in the place of what was read here, after which it goes on
   *     by itself; mostly nothing
   */
  public @Nullable ByteBuf read(ByteBuf buffer, List<Object> out) {
    int before = out.size();
    ByteBuf handed = null;
    int at;
    do {
      at = buffer.readerIndex();
      handed = step(buffer, out);
    } while (handed == null && out.size() == before && buffer.readerIndex() > at);
    return handed;
  }

  private @Nullable ByteBuf step(ByteBuf buffer, List<Object> out) {
    if (!inData) {
      return readSize(buffer);
    }
    return left == 0 ? readLineEnd(buffer) : readData(buffer, out);
  }

  private @Nullable ByteBuf readData(ByteBuf buffer, List<Object> out) {
    int length = (int) Math.min(Math.min(pieceBytesMax, buffer.readableBytes()), left);
    if (length > 0) {
      HttpContent piece = new DefaultHttpContent(buffer.readRetainedSlice(length));
      left -= length;
      out.add(piece);
    }
    return null;
  }

  /** That of a chunk. */
  private @Nullable ByteBuf readLineEnd(ByteBuf buffer) {
    int there = buffer.readableBytes();
    int at = buffer.readerIndex();
    if (there > 0 && buffer.getByte(at) != '\r' || there > 1 && buffer.getByte(at + 1) != '\n') {
      return wrong(buffer);
    }
    if (there > 1) {
      buffer.skipBytes(2);
      inData = false;
    }
    return null;
  }

  private @Nullable ByteBuf readSize(ByteBuf buffer) {
    int start = buffer.readerIndex();
    int end = lineEnd(buffer);
    if (end == NO_LINE) {
      return buffer.readableBytes() > LINE_BYTES_MAX ? wrong(buffer) : null;
    }
    long size = size(buffer, start, end);
    buffer.readerIndex(end + 1);
    if (size <= 0) {
      return size < 0 ? wrong(buffer) : handOver(LAST);
    }
    left = size;
    inData = true;
    return null;
  }

  /** Where its line feed is. */
  private static int lineEnd(ByteBuf buffer) {
    int length = Math.min(buffer.readableBytes(), LINE_BYTES_MAX);
    return buffer.indexOf(buffer.readerIndex(), buffer.readerIndex() + length, (byte) '\n');
  }

  /** The number in a line, or -1 if it is not one, is too large, or the line is not well formed. */
  private static long size(ByteBuf buffer, int start, int end) {
    long size = 0;
    int at = start;
    for (int digit = digit(buffer, at); digit >= 0; digit = digit(buffer, ++at)) {
      if (size >> SIZE_BITS_MAX != 0) {
        return -1;
      }
      size = size << 4 | digit;
    }
    return at > start && isRestOfLine(buffer, at, end) ? size : -1;
  }

  private static int digit(ByteBuf buffer, int at) {
    byte b = buffer.getByte(at);
    return b >= 0 ? Character.digit(b, 16) : -1;
  }

  /** Extensions behind a semicolon, their quotes in pairs, and a carriage return. */
  private static boolean isRestOfLine(ByteBuf buffer, int from, int end) {
    int last = end - 1;
    if (buffer.getByte(last) != '\r') {
      return false;
    }
    int at = from;
    while (at < last && (buffer.getByte(at) == ' ' || buffer.getByte(at) == '\t')) {
      at++;
    }
    return from == last || buffer.getByte(at) == ';' && isExtension(buffer, at, last);
  }

  private static boolean isExtension(ByteBuf buffer, int from, int end) {
    boolean quoted = false;
    for (int at = from; at < end; at++) {
      byte b = buffer.getByte(at);
      if (b >= 0 && b < ' ' && b != '\t' || b == 0x7F) {
        return false;
      }
      quoted ^= b == '"';
      at += quoted && b == '\\' ? 1 : 0;
    }
    return !quoted;
  }

  private ByteBuf wrong(ByteBuf buffer) {
    buffer.skipBytes(buffer.readableBytes());
    return handOver(WRONG);
  }

  private ByteBuf handOver(byte[] line) {
    reading = false;
    inData = false;
    return Unpooled.wrappedBuffer(line);
  }
}
