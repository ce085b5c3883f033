package org.rpicluster.balancer.vertx.proxy;

import io.netty.buffer.ByteBuf;
import org.rpicluster.balancer.vertx.upstream.UpstreamExchange;

/**
 * Stages 5 and 7, towards the member: sends the body to the member of each try, from its beginning;
 * what {@link TakeBody} takes from the client, or at once if its embedder has read it. Used again
 * for each body, if the client's side is done with the one before. On its event loop only.
 */
final class SendBody extends BodyToMember {

  private final TakeBody taken;

  private final Runnable writable = this::goOn;

  SendBody(ExchangeParts parts) {
    super(parts);
    taken = new TakeBody(parts, this);
  }

  /** Holds the body back until a member takes it, if there is one. */
  static void prepare(Exchange exchange) {
    if (exchange.upstreamHead.hasBody()) {
      exchange.body = exchange.parts().body();
      exchange.body.taken.of(exchange);
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
    to(upstream);
    ByteBuf read = BodyStart.read(parts.exchange());
    if (read != null) {
      forward(read.retainedDuplicate());
      end();
      return;
    }
    upstream.onWritable(writable);
    taken.begin();
    if (taken.kept().bytes() > 0) { // else it comes through here for the first time
      taken.kept().copies().forEach(this::forward);
    }
    if (taken.kept().hasEnded()) {
      end();
    } else if (isWritable()) {
      taken.flow();
    }
  }

  /** The member takes more. */
  private void goOn() {
    if (hasMember()) {
      taken.flow();
    }
  }

  /** The body has been sent to its end. */
  void end() {
    if (!hasMember()) {
      return;
    }
    Exchange exchange = parts.exchange();
    // What another handler had read before is missing here: a part must not pass for the whole.
    if (BodyStart.read(exchange) == null && !taken.isAllOfIt()) {
      exchange.refuse(CheckMounting.readBefore(exchange));
    } else {
      upstream().sendEnd(BodyStart.isWhole(exchange) ? null : RequestTrailers.of(exchange));
    }
  }

  /** The exchange is over: nothing of its body is held on to. */
  void over() {
    leaveMember();
    taken.over();
  }
}
