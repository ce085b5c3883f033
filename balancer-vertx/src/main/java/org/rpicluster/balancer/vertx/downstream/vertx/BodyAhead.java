package org.rpicluster.balancer.vertx.downstream.vertx;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.DefaultHttpContent;
import io.netty.handler.codec.http.DefaultLastHttpContent;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.LastHttpContent;
import io.vertx.core.internal.buffer.BufferInternal;
import org.jspecify.annotations.Nullable;
import org.rpicluster.balancer.vertx.downstream.HeldByConnection;
import org.rpicluster.balancer.vertx.downstream.http1.StoppedInput;
import org.rpicluster.balancer.vertx.netty.FairReads;

/**
 * The body of a request between the decoder and Vert.x. Small pieces that one read brings go on as
 * one; of a body that is held back nothing goes on, no more is read from the socket, and what was
 * read is charged: Vert.x keeps each piece, and a chunk of one byte would cost two hundred. All of
 * it is on the heap, where Vert.x would copy it anyway: it does not release what waits when a
 * connection ends. On its event loop only.
 */
final class BodyAhead {

  /** More than this goes on at once: what is short is worth a copy, and what is long is not. */
  private static final int TOGETHER_BYTES_MAX = 4 * 1024;

  /**
   * A read that brings more of them holds up the event loop for what they are, not for bytes. The
   * first 2 KiB of a socket have 341 chunks of one byte: the next read is not sixteen times longer.
   */
  private static final int PIECES_MAX = 256;

  private final ChannelHandlerContext ctx;
  private final HeldByConnection charged;
  private final StoppedInput input;
  private ByteBuf waiting = Unpooled.EMPTY_BUFFER;
  private @Nullable LastHttpContent end;
  private boolean held;
  private int pieces;

  BodyAhead(ChannelHandlerContext ctx) {
    this.ctx = ctx;
    charged = HeldByConnection.of(ctx.channel());
    input = new StoppedInput(ctx);
  }

  /** The next request has begun. */
  void next() {
    held = false;
  }

  /** A piece; one that is empty may be the last all the same. */
  void read(HttpContent content) {
    boolean last = content instanceof LastHttpContent;
    if (++pieces == PIECES_MAX) {
      FairReads.readLittle(ctx.channel());
    }
    if (!held && !waiting.isReadable() && content.content().isReadable() && isLong(content, last)) {
      passOn(BufferInternal.safeBuffer(content.content()).getByteBuf());
    } else {
      keep(content);
    }
    end = last ? withoutBytes((LastHttpContent) content) : end;
    if (held) {
      stopInput();
    } else if (last || waiting.readableBytes() > TOGETHER_BYTES_MAX) {
      goOn();
    }
  }

  private static boolean isLong(HttpContent content, boolean last) {
    return last || content.content().readableBytes() > TOGETHER_BYTES_MAX;
  }

  private void keep(HttpContent content) {
    ByteBuf piece = content.content();
    if (piece.isReadable()) {
      waiting = waiting.capacity() == 0 ? Unpooled.buffer(piece.readableBytes()) : waiting;
      waiting.writeBytes(piece);
    }
    content.release();
  }

  private void stopInput() {
    input.stop();
    if (!charged.ahead(waiting.capacity())) {
      ctx.close();
    }
  }

  /** No more of it can be read: what came before goes on, or will never be wanted. */
  void broken() {
    if (held) {
      drop();
    } else {
      goOn();
    }
  }

  /** The read is over. */
  void readComplete() {
    pieces = 0;
    if (!held) {
      goOn();
    }
  }

  /** Nothing goes on. */
  void hold() {
    held = true;
  }

  /** What was read goes on, and the rest is read. */
  void letGo() {
    if (!held) {
      return;
    }
    held = false;
    if (waiting.isReadable() || end != null) {
      goOn();
      ctx.fireChannelReadComplete();
    }
    if (!held) {
      input.goOn();
    }
  }

  private void goOn() {
    ByteBuf piece = waiting;
    waiting = Unpooled.EMPTY_BUFFER;
    charged.ahead(0);
    if (piece.isReadable()) {
      passOn(piece);
    }
    LastHttpContent last = end;
    if (last != null && !held) {
      end = null;
      ctx.fireChannelRead(last);
    }
  }

  /** What follows the body may have trailers. */
  private static LastHttpContent withoutBytes(LastHttpContent last) {
    return last.trailingHeaders().isEmpty()
        ? LastHttpContent.EMPTY_LAST_CONTENT
        : new DefaultLastHttpContent(Unpooled.EMPTY_BUFFER, last.trailingHeaders());
  }

  private void passOn(ByteBuf piece) {
    ctx.fireChannelRead(new DefaultHttpContent(piece));
  }

  /** The connection has ended. */
  void drop() {
    waiting = Unpooled.EMPTY_BUFFER;
    charged.ahead(0);
  }
}
