package org.rpicluster.balancer.vertx.proxy;

import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;
import org.rpicluster.balancer.vertx.upstream.UpstreamExchange;

/**
 * Stages 5 and 7, towards the member: sends the body to the member of each try, from its beginning;
 * what {@link TakeBody} takes from the client, or at once if its embedder has read it. There is one
 * only if there is a body. On its event loop only.
 */
final class SendBody {

  private final Exchange exchange;
  private final TakeBody taken;

  /** The exchange with the member that has it now, lent until the try has failed. */
  private @Nullable UpstreamExchange upstream;

  private SendBody(Exchange exchange) {
    this.exchange = exchange;
    taken = new TakeBody(exchange, this);
  }

  /** Holds the body back until a member takes it, if there is one. */
  static void prepare(Exchange exchange) {
    if (exchange.upstreamHead.hasBody()) {
      exchange.body = new SendBody(exchange);
      if (BodyStart.read(exchange) == null && !BodyStart.isWhole(exchange)) {
        exchange.body.taken.holdBack();
      }
    }
  }

  /** Whether all of the body that was taken from the client can be sent again. */
  static boolean isRepeatable(Exchange exchange) {
    return exchange.body == null
        || BodyStart.read(exchange) != null
        || exchange.body.taken.kept().isWhole();
  }

  /** The try has failed: what is left of the body waits for the next. */
  static void hold(Exchange exchange) {
    if (exchange.body != null) {
      exchange.body.taken.hold();
      exchange.body.leaveMember();
    }
  }

  /** An answer has begun: there is no second try. */
  static void answered(Exchange exchange) {
    if (exchange.body != null) {
      exchange.body.taken.answered();
    }
  }

  /** The member gets no more, and no other does. */
  static void stop(Exchange exchange) {
    if (exchange.body != null) {
      exchange.body.taken.stop();
    }
  }

  /**
   * Lets the body flow, as soon as the member takes it; what another was sent before it first.
   *
   * @param upstream the exchange with the member
   */
  void begin(UpstreamExchange upstream) {
    this.upstream = upstream;
    if (BodyStart.read(exchange) != null) {
      forward(BodyStart.read(exchange).retainedDuplicate());
      end();
      return;
    }
    upstream.onWritable(this::goOn);
    taken.begin();
    taken.kept().copies().forEach(this::forward);
    if (taken.kept().hasEnded()) {
      end();
    } else if (upstream.isWritable()) {
      taken.flow();
    }
  }

  /** The member takes more. */
  private void goOn() {
    if (upstream != null) {
      taken.flow();
    }
  }

  /** Whether a try has it. */
  boolean hasMember() {
    return upstream != null;
  }

  /** Whether the member takes more of it now. */
  boolean isWritable() {
    return upstream != null && upstream.isWritable();
  }

  /** Sends a piece, and takes over its release. */
  void forward(ByteBuf piece) {
    if (upstream == null) {
      piece.release();
      return;
    }
    exchange.tries.last().counters().addBytesToMember(piece.readableBytes());
    upstream.sendBody(piece);
  }

  /** The body has been sent to its end. */
  void end() {
    if (upstream == null) {
      return;
    }
    // What another handler had read before is missing here: a part must not pass for the whole.
    if (BodyStart.read(exchange) == null && !taken.isAllOfIt()) {
      exchange.refuse(CheckMounting.readBefore(exchange));
    } else {
      upstream.sendEnd(BodyStart.isWhole(exchange) ? null : RequestTrailers.of(exchange));
    }
  }

  /** The member that has it gets no more of it. */
  void leaveMember() {
    upstream = null;
  }
}
