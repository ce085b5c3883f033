package org.rpicluster.balancer.vertx.downstream.http2;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http2.Http2Connection;
import io.netty.handler.codec.http2.Http2ConnectionHandler;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2Flags;
import io.netty.handler.codec.http2.Http2FrameTypes;
import org.jspecify.annotations.Nullable;

/**
 * Looks at the frames of one HTTP/2 connection as they come, and ends it where a client begins a
 * stream that it cannot begin: one that it has ended before, or one with a lower number than
 * another. Netty takes both for a stream that has just been closed, and goes on. Reads nine bytes
 * of each frame and holds no more; on its event loop. RFC 9113 §5.1, §5.1.1.
 */
public final class StreamOrderHandler extends ChannelInboundHandlerAdapter {

  private static final int HEAD_BYTES = 9;
  private static final int HIGHEST_BIT = 0x7FFF_FFFF;

  private final OpenStreams streams = new OpenStreams(this::isOver);
  private final byte[] head = new byte[HEAD_BYTES];
  private int headBytes;
  private int payloadLeft;
  private boolean ended;
  private @Nullable Http2Connection connection;

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    if (message instanceof ByteBuf bytes) {
      channelRead(ctx, bytes, 0);
    } else {
      ctx.fireChannelRead(message);
    }
  }

  /** The same, but without a look at the first bytes, which are the preface. */
  public void channelRead(ChannelHandlerContext ctx, ByteBuf bytes, int skipped) {
    if (ended) {
      bytes.release();
      return;
    }
    noteConnection(ctx);
    int begin = bytes.readerIndex();
    int bad = firstBadFrame(bytes, begin + skipped, bytes.writerIndex());
    if (bad < 0) {
      ctx.fireChannelRead(bytes);
      return;
    }
    ended = true;
    // Those before it are good, and may have begun in an earlier piece.
    if (bad > begin) {
      ctx.fireChannelRead(bytes.readRetainedSlice(bad - begin));
    }
    bytes.release();
    end(ctx);
  }

  /** There is none before the client's first bytes have been handed on. */
  private void noteConnection(ChannelHandlerContext ctx) {
    if (connection == null) {
      Http2ConnectionHandler http2 = ctx.pipeline().get(Http2ConnectionHandler.class);
      connection = http2 == null ? null : http2.connection();
    }
  }

  /** A stream of which Netty knew, and knows no more: it has not just come in the same piece. */
  private boolean isOver(int stream) {
    return connection != null
        && connection.streamMayHaveExisted(stream)
        && connection.stream(stream) == null;
  }

  private static void end(ChannelHandlerContext ctx) {
    ChannelHandlerContext http2 = ctx.pipeline().context(Http2ConnectionHandler.class);
    if (http2 != null) {
      Http2Exception cause =
          Http2Exception.connectionError(
              Http2Error.STREAM_CLOSED, "HEADERS for a stream that cannot begin");
      ((Http2ConnectionHandler) http2.handler()).onError(http2, false, cause);
    } else {
      ctx.close();
    }
  }

  /** Where the first frame begins that must not be, or the piece if it began before; or -1. */
  private int firstBadFrame(ByteBuf bytes, int from, int to) {
    int at = from;
    int frame = from;
    while (at < to) {
      if (payloadLeft > 0) {
        int skip = Math.min(payloadLeft, to - at);
        payloadLeft -= skip;
        at += skip;
        continue;
      }
      if (headBytes == 0) {
        frame = at;
      }
      int part = Math.min(HEAD_BYTES - headBytes, to - at);
      bytes.getBytes(at, head, headBytes, part);
      headBytes += part;
      at += part;
      if (headBytes == HEAD_BYTES) {
        headBytes = 0;
        payloadLeft = (head[0] & 0xFF) << 16 | (head[1] & 0xFF) << 8 | head[2] & 0xFF;
        if (!isGood()) {
          return frame;
        }
      }
    }
    return -1;
  }

  private boolean isGood() {
    byte type = head[3];
    boolean ends = new Http2Flags(head[4]).endOfStream();
    int stream =
        ((head[5] & 0xFF) << 24 | (head[6] & 0xFF) << 16 | (head[7] & 0xFF) << 8 | head[8] & 0xFF)
            & HIGHEST_BIT;
    return switch (type) {
      case Http2FrameTypes.HEADERS -> streams.headers(stream, ends);
      case Http2FrameTypes.DATA -> {
        if (ends) {
          streams.ended(stream);
        }
        yield true;
      }
      case Http2FrameTypes.RST_STREAM -> {
        streams.ended(stream);
        yield true;
      }
      default -> true;
    };
  }
}
