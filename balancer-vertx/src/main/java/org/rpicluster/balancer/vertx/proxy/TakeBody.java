package org.rpicluster.balancer.vertx.proxy;

import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.http.HttpHeaderNames;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.rpicluster.balancer.vertx.downstream.InboundExchange;

/**
 * Stages 5 and 7, from the client: takes its body no faster than {@link SendBody} passes it on, and
 * keeps it for another try as long as that may come. What is left when the exchange ends early is
 * dropped. Used again for each body. On its event loop only.
 */
final class TakeBody {

  private final ExchangeParts parts;
  private final SendBody towards;
  private final BodyTurn turn;
  private final KeptBody ownKept = new KeptBody();
  private final Consumer<ByteBuf> pieces = this::piece;
  private final Runnable ended = this::end;
  private final Runnable malformed = this::malformed;
  private @Nullable InboundExchange inbound;
  private KeptBody kept = ownKept;
  private long bytesMax;
  private long bytes;

  private boolean paused;
  private boolean begun;

  /** An answer has begun, or the exchange is over: what comes now is not kept for another try. */
  private boolean answered;

  TakeBody(ExchangeParts parts, SendBody towards) {
    this.parts = parts;
    this.towards = towards;
    turn = new BodyTurn();
  }

  /** Another body; all of it is here if it has been buffered, or read by its embedder. */
  void of(Exchange exchange) {
    inbound = exchange.inbound;
    bytesMax = BodyStart.bytesMost(exchange);
    paused = false;
    begun = false;
    answered = false;
    turn.of(exchange);
    KeptBody before = BodyStart.kept(exchange);
    if (before == null) {
      int bytesKept = exchange.route().cluster().attempts().bodyBytesMax();
      long announced = inbound.fields().number(HttpHeaderNames.CONTENT_LENGTH);
      ownKept.begin(bytesKept, announced, exchange.routeEntry.bodies());
      kept = ownKept;
      bytes = 0;
    } else {
      kept = before;
      bytes = kept.bytes();
    }
  }

  /** Holds the body back, until a member takes it. */
  void holdBack() {
    inbound.pauseBody();
    inbound.onMalformedBody(malformed);
  }

  /** What was taken so far, as long as it may be sent again. */
  KeptBody kept() {
    return kept;
  }

  /** Whether all that the client has sent was taken here: another handler may have had a part. */
  boolean isAllOfIt() {
    return bytes == inbound.bodyBytes();
  }

  /** A member is about to take it. */
  void begin() {
    if (!begun) {
      begun = true;
      if (!kept.hasEnded()) {
        inbound.onBody(pieces);
        inbound.onBodyEnd(ended);
      }
    }
  }

  /** Lets the body flow. */
  void flow() {
    ByteBuf first = BodyStart.takeFirst(parts.exchange());
    if (first != null) {
      piece(first);
    }
    if (towards.isWritable()) {
      paused = false;
      resume();
      // What was there has come by now, unless this is amid a read; often that is all.
      if (towards.hasMember() && !paused && !inbound.isBodyEnded()) {
        turn.begin();
      }
    }
  }

  private void piece(ByteBuf piece) {
    bytes += piece.readableBytes();
    if (!towards.hasMember()) {
      kept.add(piece);
      piece.release();
      return;
    }
    if (bytes > bytesMax) {
      piece.release();
      parts.exchange().refuse(Refusal.bodyTooLarge());
      return;
    }
    kept.add(piece);
    towards.forward(piece);
    if (towards.hasMember() && !towards.isWritable()) {
      paused = true;
      inbound.pauseBody();
      turn.end();
    } else {
      turn.goOn();
    }
  }

  private void end() {
    turn.end();
    kept.end();
    towards.end();
  }

  /** No member takes it for now: what comes waits for the next. */
  void hold() {
    turn.end();
    if (begun && !inbound.isBodyEnded()) {
      inbound.pauseBody();
    }
  }

  /** An answer has begun: there is no second try. */
  void answered() {
    answered = true;
    kept.drop();
  }

  /**
   * No member gets more. Over HTTP/1 the rest of the body is dropped as it comes; over HTTP/2 it is
   * not let through the window, and {@link StopUpload} ends it.
   */
  void stop() {
    turn.end();
    answered();
    if (begun) {
      towards.leaveMember();
      if (!parts.exchange().isMultiplexed()) {
        resume();
      } else if (!inbound.isBodyEnded()) {
        inbound.pauseBody();
      }
    }
  }

  /** Over HTTP/2, Vert.x throws if there is nothing left to resume. */
  private void resume() {
    if (!inbound.isBodyEnded()) {
      inbound.resumeBody();
    }
  }

  /** The client's body has broken off the grammar: the member's part must not seem whole. */
  private void malformed() {
    if (answered) {
      inbound.connection().close();
    } else {
      parts.exchange().refuse(Refusal.malformed(400, "The body is not in valid chunks."));
    }
  }

  /** The exchange is over. What still comes of the body calls this, and no other's may be here. */
  void over() {
    turn.end();
    kept.drop();
    if (inbound.isBodyEnded()) {
      kept = ownKept;
      inbound = null;
      turn.over();
    } else {
      parts.retire();
    }
  }
}
