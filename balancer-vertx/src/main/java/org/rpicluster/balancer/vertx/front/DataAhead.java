package org.rpicluster.balancer.vertx.front;

import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http2.Http2Connection;
import io.netty.handler.codec.http2.Http2ConnectionHandler;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2Exception;
import org.rpicluster.balancer.vertx.loop.FairReads;
import org.rpicluster.balancer.vertx.wire.HeldByConnection;

/**
 * What was read of the bodies on an HTTP/2 connection and not taken yet: Vert.x keeps each DATA
 * frame of a stream that is held back, within the windows, and one of a byte costs two hundred. The
 * flow controller knows the bytes; frames are counted as they come, and go with the bytes that are
 * taken. A connection that has no room left for them is ended. A few additions for each read; on
 * its event loop only. RFC 9113 §6.9, §10.5.
 */
final class DataAhead {

  /** A buffer and its place in a queue. Measured for kept bodies: 170 B. */
  private static final int FRAME_BYTES = 192;

  /** Of a usual upload less than this waits: it finds room however much others have ahead. */
  private static final int FREE_BYTES = 8 * 1024;

  /** A read that brings more frames holds up the event loop for what they are, not for bytes. */
  private static final int FRAMES_MAX = 256;

  private int framesRead;
  private long frames;
  private long bytes;
  private boolean ended;

  /** A DATA frame. */
  void data() {
    framesRead++;
  }

  /** What was read has been handed on. */
  void read(ChannelHandlerContext ctx) {
    if (framesRead > 0) {
      if (framesRead > FRAMES_MAX) {
        FairReads.readLittle(ctx.channel());
      }
      frames += framesRead;
      framesRead = 0;
      update(ctx);
    }
  }

  /** Something may have been taken. */
  void update(ChannelHandlerContext ctx) {
    if (frames == 0 || ended) {
      return;
    }
    Http2ConnectionHandler http2 = ctx.pipeline().get(Http2ConnectionHandler.class);
    if (http2 == null) {
      return;
    }
    Http2Connection connection = http2.connection();
    long left = connection.local().flowController().unconsumedBytes(connection.connectionStream());
    if (left < bytes) {
      frames = frames * left / bytes;
    }
    bytes = left;
    frames = left == 0 ? 0 : Math.min(frames, left);
    long cost = left + FRAME_BYTES * frames;
    if (!HeldByConnection.of(ctx.channel()).ahead(Math.max(0, cost - FREE_BYTES))) {
      end(ctx, http2);
    }
  }

  /** Whether the connection was ended here: nothing that comes is wanted any more. */
  boolean hasEnded() {
    return ended;
  }

  /** Once: to write that it ends is a flush, after which this is asked again. */
  private void end(ChannelHandlerContext ctx, Http2ConnectionHandler http2) {
    ended = true;
    Http2Exception cause =
        Http2Exception.connectionError(
            Http2Error.ENHANCE_YOUR_CALM, "too much is sent ahead of who takes it");
    http2.onError(ctx.pipeline().context(http2), false, cause);
  }
}
