package org.rpicluster.balancer.vertx.proxy;

/**
 * The stage that has an exchange in its hands while something is waited for. It alone hears what
 * goes wrong on the client's side, and it alone ends the exchange, or hands it to the next stage:
 * so an exchange ends once. A stage that waits for nothing needs none of this; what it throws ends
 * the exchange. On its event loop only.
 */
interface ExchangeHolder {

  /** The exchange has been settled: what is still told of it changes nothing. */
  ExchangeHolder SETTLED =
      new ExchangeHolder() {
        @Override
        public void clientGone() {}

        @Override
        public void refuse(Refusal refusal) {}
      };

  /** The client's connection, or its stream, is gone: no answer will reach it. */
  void clientGone();

  /** The exchange does not go on: by its client's fault, or by an error of the proxy's own. */
  void refuse(Refusal refusal);
}
