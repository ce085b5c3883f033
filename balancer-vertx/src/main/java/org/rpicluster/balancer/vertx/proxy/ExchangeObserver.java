package org.rpicluster.balancer.vertx.proxy;

/**
 * Is told of every exchange that has ended, once for each, on its event loop: be quick. The access
 * log is one.
 */
@FunctionalInterface
public interface ExchangeObserver {

  /** An exchange has ended and been answered, or cut. */
  void settled(ExchangeSummary summary);

  /** This one and then another, which is told even if this one throws. */
  default ExchangeObserver and(ExchangeObserver next) {
    return summary -> {
      try {
        settled(summary);
      } finally {
        next.settled(summary);
      }
    };
  }
}
