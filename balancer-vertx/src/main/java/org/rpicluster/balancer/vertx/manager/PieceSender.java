package org.rpicluster.balancer.vertx.manager;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import org.rpicluster.balancer.vertx.proxy.LocalExchange;

/**
 * Sends a long text in pieces of {@value #PIECE_BYTES} bytes, as fast as the client takes them,
 * each in a turn of the event loop of its own. Costs a buffer around each piece, and no copy. On
 * the exchange's event loop.
 */
final class PieceSender {

  static final int PIECE_BYTES = 32 * 1024;

  private final LocalExchange exchange;
  private final byte[] text;
  private final boolean ends;
  private final Promise<Void> sent = Promise.promise();

  private PieceSender(LocalExchange exchange, byte[] text, boolean ends) {
    this.exchange = exchange;
    this.text = text;
    this.ends = ends;
  }

  /**
   * Sends it.
   *
   * @param ends whether the answer ends with it
   * @return when the client has taken all of it; fails if it never will
   */
  static Future<Void> send(LocalExchange exchange, byte[] text, boolean ends) {
    PieceSender pieces = new PieceSender(exchange, text, ends);
    pieces.sendFrom(0);
    return pieces.sent.future();
  }

  private void sendFrom(int from) {
    int length = Math.min(PIECE_BYTES, text.length - from);
    ByteBuf piece = Unpooled.wrappedBuffer(text, from, length);
    boolean last = from + length == text.length;
    (last && ends ? exchange.end(piece) : exchange.send(piece))
        .onComplete(
            gone -> {
              if (last || gone.failed()) {
                sent.handle(gone);
              } else {
                exchange.loop().execute(() -> sendFrom(from + length));
              }
            });
  }
}
