package org.rpicluster.balancer.program.site.serve;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.vertx.core.Vertx;
import java.io.IOException;
import org.rpicluster.balancer.vertx.proxy.LocalExchange;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends a part of a file, a piece at a time: the next is read, on a worker thread, when the
 * client's connection has taken the last. A file that changes meanwhile is not sent to its end, as
 * no client must take half of it for the whole. On the exchange's event loop.
 */
final class FileBody {

  private static final Logger LOG = LoggerFactory.getLogger(FileBody.class);

  private final Vertx vertx;
  private final LocalExchange exchange;
  private final FileBytes bytes;
  private final long end;
  private long at;

  FileBody(Vertx vertx, LocalExchange exchange, FileBytes bytes, ByteRange range) {
    this.vertx = vertx;
    this.exchange = exchange;
    this.bytes = bytes;
    at = range.first();
    end = range.last() + 1;
  }

  /** Sends all of it, and closes the file. */
  void send() {
    if (bytes.isHere()) {
      exchange.end(bytes.here(at, end - at)).onComplete(taken -> close());
    } else {
      next();
    }
  }

  private void next() {
    int length = (int) Math.min(FileBudget.PIECE_BYTES, end - at);
    boolean isLast = at + length == end;
    vertx
        .executeBlocking(() -> bytes.piece(ByteBufAllocator.DEFAULT, at, length, isLast), false)
        .onComplete(
            piece -> exchange.loop().execute(() -> send(piece, isLast)),
            failure -> exchange.loop().execute(() -> failed(failure)));
  }

  private void send(ByteBuf piece, boolean isLast) {
    if (exchange.isOver()) {
      piece.release();
      close();
      return;
    }
    at += piece.readableBytes();
    if (isLast) {
      exchange.end(piece).onComplete(taken -> close());
    } else {
      exchange.send(piece).onComplete(taken -> next(), gone -> close());
    }
  }

  private void failed(Throwable failure) {
    close();
    if (!exchange.isOver()) {
      LOG.warn("{}: cut off: {}", exchange.path(), failure.getMessage());
      exchange.refuse(500, "The page was changed while it was sent.");
    }
  }

  private void close() {
    close(bytes);
  }

  /** Closes a file whose bytes are not needed. */
  static void close(FileBytes bytes) {
    try {
      bytes.close();
    } catch (IOException e) {
      LOG.warn("a file cannot be closed", e);
    }
  }
}
