package org.rpicluster.balancer.vertx.proxy;

import org.jspecify.annotations.Nullable;
import org.rpicluster.balancer.fault.Faults;
import org.rpicluster.balancer.vertx.downstream.InboundExchange;

/**
 * One request on its way, until it is settled: what is known of it ({@link ExchangeState}), what
 * both sides tell of it ({@link ExchangeListener}), and here the stage that has it in its hands,
 * which alone ends it. New for each request. On its event loop only.
 */
final class Exchange extends ExchangeListener implements Runnable {

  /** The stage that waits; null while stages follow each other without a wait. */
  private @Nullable ExchangeHolder holder;

  Exchange(InboundExchange inbound, ProxyContext proxy) {
    super(inbound, proxy, proxy.parts().lend(inbound.loop()));
    parts().begin(this);
  }

  /** From now on this stage has it in its hands; null if the next one does not wait. */
  void heldBy(@Nullable ExchangeHolder next) {
    holder = next;
  }

  /** Whether it has come to its end. */
  boolean isSettled() {
    return holder == ExchangeHolder.SETTLED;
  }

  /** All is told of it: its parts are another's, if nothing is left that could call them. */
  void over() {
    ExchangeParts left = letGo();
    if (body != null) {
      body.over();
      body = null;
    }
    if (left != null && left.end()) {
      proxy.parts().giveBack(left, loop);
    }
    if (route() != null) { // else a handler has had its fields, and may ask them still
      inbound.allTold();
    }
  }

  /** What its client's side is given to run when that is gone. */
  @Override
  public void run() {
    clientGone();
  }

  /** The client's connection or stream is gone: the stage that has the exchange ends it. */
  void clientGone() {
    if (holder == null) {
      proxy.settle().clientGone(this);
    } else {
      holder.clientGone();
    }
  }

  /** It does not go on: the stage that has the exchange ends it. */
  void refuse(Refusal refusal) {
    if (holder == null) {
      proxy.settle().refuse(this, refusal);
    } else {
      holder.refuse(refusal);
    }
  }

  /** An error of our own, or of what the embedder brings: the exchange must have its end. */
  void failedHere(Throwable fault) {
    proxy.ownFaults().threw("a request could not be carried further", fault);
    refuse(Refusal.failed());
  }

  /**
   * Runs stages, whatever they throw. A refusal is the exchange's answer; all else is a fault here,
   * of a picker or of a client's connection. Errors too: a class that cannot be linked fails each
   * request, and each must have its end.
   */
  void guarded(Stage stages) {
    try {
      stages.carry(this);
    } catch (Refusal refusal) {
      refuse(refusal);
    } catch (RuntimeException | Error e) {
      failedHere(e);
      Faults.rethrowIfFatal(e);
    }
  }
}
