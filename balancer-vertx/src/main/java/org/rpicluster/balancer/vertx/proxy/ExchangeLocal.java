package org.rpicluster.balancer.vertx.proxy;

import io.netty.buffer.ByteBuf;
import io.vertx.core.Future;

/**
 * An exchange of the proxy as a {@link LocalHandler} has it: what it refuses the proxy answers, a
 * client that takes nothing of the answer is cut, and what is left of its body is not read for
 * ever. On its event loop only.
 */
final class ExchangeLocal extends InboundLocal implements ExchangeHolder {

  private final Exchange exchange;
  private final ClientSilence silence;
  private boolean isChanged;

  ExchangeLocal(Exchange exchange) {
    super(exchange.inbound, exchange.target, exchange.host, BodyStart.read(exchange));
    this.exchange = exchange;
    silence = new ClientSilence(exchange);
  }

  /** Has it answered. */
  void handledBy(LocalHandler handler) {
    exchange.heldBy(this);
    try {
      handler.handle(this);
    } catch (LocalRefusal refusal) {
      refuse(refusal.status(), refusal.getMessage());
    }
  }

  @Override
  public String user() {
    return exchange.user;
  }

  @Override
  public void clientGone() {
    exchange.proxy.settle().clientGone(exchange);
  }

  @Override
  public void refuse(Refusal refusal) {
    exchange.inbound.onEnded(this::over); // the proxy answers from here on
    if (refusal.end() == ExchangeEnd.CLIENT_SLOW && exchange.inbound.isHeadSent()) {
      exchange.status = exchange.inbound.status();
      exchange.proxy.settle().cut(exchange, ExchangeEnd.CLIENT_SLOW, "");
      CutAnswer.dropAtOnce(exchange);
    } else {
      exchange.proxy.settle().refuse(exchange, refusal);
    }
  }

  @Override
  public Future<Void> send(ByteBuf piece) {
    changeHead();
    Future<Void> taken = super.send(piece);
    if (!taken.isComplete()) {
      silence.expectClient();
      taken.onComplete(any -> silence.end());
    }
    return taken;
  }

  @Override
  public Future<Void> end(ByteBuf last) {
    changeHead();
    Future<Void> answered = super.end(last);
    StopUpload.behind(exchange, answered);
    return answered;
  }

  private void changeHead() {
    if (!isChanged) {
      isChanged = true;
      ChangeOwnAnswer.ofHandler(exchange);
    }
  }

  @Override
  public void refuse(int status, String sentence) {
    exchange.refuse(new Refusal(status, sentence));
  }
}
