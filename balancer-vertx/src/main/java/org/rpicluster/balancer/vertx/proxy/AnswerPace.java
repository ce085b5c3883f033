package org.rpicluster.balancer.vertx.proxy;

import org.jspecify.annotations.Nullable;
import org.rpicluster.balancer.vertx.downstream.InboundExchange;
import org.rpicluster.balancer.vertx.upstream.UpstreamExchange;

/**
 * The pace of a member's answer: the member is held back while the client's connection is full, and
 * a client that takes nothing for too long then has its exchange refused. Used again for each
 * answer; on its event loop only.
 */
final class AnswerPace {

  private final ExchangeParts parts;

  /** Lent by the try, until the answer has ended or is dropped. */
  private @Nullable UpstreamExchange upstream;

  /** Made when the client is first waited for: most answers are taken at once. */
  private @Nullable ClientSilence silence;

  AnswerPace(ExchangeParts parts) {
    this.parts = parts;
  }

  /** Another answer comes from there. */
  void begin(UpstreamExchange lent) {
    upstream = lent;
    silence = null;
  }

  /** A piece has been written: perhaps it is more than the client takes now. */
  void written() {
    Exchange exchange = parts.exchange();
    InboundExchange inbound = exchange.inbound;
    if (inbound.isFull()) {
      upstream.pause();
      if (exchange.isMultiplexed()) {
        inbound.flush();
      }
      parts.retire(); // what tells that it is not full any more is left behind
      expectClient(exchange);
      inbound.onWritable(this::resume);
    }
  }

  private void expectClient(Exchange exchange) {
    if (silence == null) {
      silence = new ClientSilence(exchange);
    }
    silence.expectClient();
  }

  private void resume() {
    endSilence();
    if (upstream != null) {
      upstream.resume();
    }
  }

  /** Nothing more comes, or is wanted. */
  void end() {
    upstream = null;
    endSilence();
  }

  private void endSilence() {
    if (silence != null) {
      silence.end();
    }
  }
}
