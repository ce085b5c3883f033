package org.rpicluster.balancer.vertx.metrics;

/**
 * The measurements of the exchanges of a cluster or of one member, to be shown. It costs about 7
 * KB. Any thread.
 */
public final class Measured {

  private final ExchangeMeters exchanges = new ExchangeMeters();
  private final History history = new History();

  Measured() {}

  ExchangeMeters exchanges() {
    return exchanges;
  }

  /** A second has gone by. */
  void look() {
    history.look(exchanges);
  }

  /** How many had a status of this class. */
  public long count(StatusClass status) {
    return exchanges.count(status);
  }

  /** How it has gone lately. */
  public History history() {
    return history;
  }
}
