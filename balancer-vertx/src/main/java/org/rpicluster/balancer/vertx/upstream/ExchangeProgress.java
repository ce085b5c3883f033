package org.rpicluster.balancer.vertx.upstream;

import org.rpicluster.balancer.vertx.upstream.UpstreamFailure.Kind;

/**
 * The progress of an exchange with a member, by which its failure is judged: the same for every
 * protocol, which adds what it alone knows. No allocation but its own. On its event loop only.
 */
public abstract class ExchangeProgress {

  /** More interim answers than any server has a use for; an endless row is an attack. */
  public static final int INTERIM_MAX = 16;

  private boolean requestSent;
  private boolean anythingReceived;
  private boolean headReceived;
  private int interims;

  /** Nothing is sent yet. */
  protected ExchangeProgress() {}

  /** Another exchange begins. */
  protected void reset() {
    requestSent = false;
    anythingReceived = false;
    headReceived = false;
    interims = 0;
  }

  /** The request is sent whole, as far as this side is concerned. */
  public final void requestSent() {
    requestSent = true;
  }

  /** Whether it is. */
  public final boolean isRequestSent() {
    return requestSent;
  }

  /** The member has sent something. */
  public final void received() {
    anythingReceived = true;
  }

  /** Whether it has sent nothing: if it refuses, it may be believed that it has done nothing. */
  public final boolean isUntouched() {
    return !anythingReceived;
  }

  /** An interim answer has come; whether it is one too many. */
  public final boolean isInterimTooMany() {
    return ++interims > INTERIM_MAX;
  }

  /** The head of the final answer has come. */
  protected final void headReceived() {
    headReceived = true;
  }

  /** Whether it has. */
  public final boolean isHeadReceived() {
    return headReceived;
  }

  /**
   * What it means that the connection is lost now.
   *
   * @param usedBefore whether it has carried another exchange
   */
  public final Kind whenLost(boolean usedBefore) {
    return usedBefore && !anythingReceived ? Kind.STALE : Kind.RESET;
  }

  /** What it means that nothing moves any more. */
  public final Kind whenSilent() {
    return headReceived || !requestSent ? Kind.IDLE_TIMED_OUT : Kind.FIRST_BYTE_TIMED_OUT;
  }
}
