package org.rpicluster.balancer.vertx.upstream.http1;

import org.rpicluster.balancer.vertx.upstream.ExchangeProgress;

/**
 * The progress of the exchange on a connection, and whether it leaves the connection clean. On its
 * event loop only.
 */
final class ConnectionProgress extends ExchangeProgress {

  private boolean sendingHead;
  private boolean broken;
  private boolean unsent;
  private boolean keepAlive;

  @Override
  protected void reset() {
    super.reset();
    sendingHead = false;
    broken = false;
    unsent = false;
    keepAlive = false;
  }

  /** The head of the request is on its way to the socket, until {@link #headHandedOver}. */
  void headBegins() {
    sendingHead = true;
  }

  /** The socket has the head, or has it not and said so. */
  void headHandedOver() {
    sendingHead = false;
  }

  /** The connection is broken: nothing goes to the member any more, something may still come. */
  void broken() {
    broken = true;
    unsent |= sendingHead;
  }

  /**
   * The head of the final answer has come.
   *
   * @param keptAlive whether the member keeps the connection
   */
  void headReceived(boolean keptAlive) {
    headReceived();
    keepAlive = keptAlive;
  }

  boolean isBroken() {
    return broken;
  }

  /** Whether the head has not left, and for a broken connection never will: there is no request. */
  boolean isUnsent() {
    return sendingHead || unsent;
  }

  /** Whether an exchange that ends now leaves nothing behind, as far as the messages tell. */
  boolean endsClean() {
    return isRequestSent() && keepAlive && !broken;
  }
}
