package org.rpicluster.balancer.vertx.upstream.http1;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpUtil;
import org.rpicluster.balancer.vertx.upstream.UpstreamFailure.Kind;

/**
 * How far the exchange on a connection has come: what its failure would mean, and whether it leaves
 * the connection clean. On its event loop only.
 */
final class Progress {

  /** More interim answers than any server has a use for; an endless row is an attack. */
  static final int INTERIM_MAX = 16;

  private boolean upgradeAsked;
  private boolean sendingHead;
  private boolean requestSent;
  private boolean broken;
  private boolean unsent;
  private boolean anythingReceived;
  private int interims;
  private boolean headReceived;
  private boolean keepAlive;

  /** The head of the request is on its way to the socket, until {@link #headHandedOver}. */
  void headBegins(HttpRequest upstreamRequest) {
    sendingHead = true;
    upgradeAsked = upstreamRequest.headers().contains(HttpHeaderNames.UPGRADE);
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

  /** The request is sent whole, as far as we are concerned. */
  void requestSent() {
    requestSent = true;
  }

  /** The member has sent something. */
  void received() {
    anythingReceived = true;
  }

  /** An interim answer has come; whether it is one too many. */
  boolean isInterimTooMany() {
    return ++interims > INTERIM_MAX;
  }

  /** The head of the final answer has come. */
  void headReceived(HttpResponse upstreamResponse) {
    headReceived = true;
    keepAlive = HttpUtil.isKeepAlive(upstreamResponse);
  }

  boolean isUpgradeAsked() {
    return upgradeAsked;
  }

  boolean isBroken() {
    return broken;
  }

  /** Whether the head has not left, and for a broken connection never will: there is no request. */
  boolean isUnsent() {
    return sendingHead || unsent;
  }

  boolean isHeadReceived() {
    return headReceived;
  }

  /** Whether bytes may still go to the member. */
  boolean maySend() {
    return !requestSent;
  }

  /** Whether an exchange that ends now leaves nothing behind, as far as the messages tell. */
  boolean endsClean() {
    return requestSent && keepAlive && !broken;
  }

  /**
   * What it means that the connection is closed now.
   *
   * @param usedBefore whether it has carried another exchange
   */
  Kind whenClosed(boolean usedBefore) {
    return usedBefore && !anythingReceived ? Kind.STALE : Kind.RESET;
  }

  /** What it means that nothing moves any more. */
  Kind whenSilent() {
    return headReceived || !requestSent ? Kind.IDLE_TIMED_OUT : Kind.FIRST_BYTE_TIMED_OUT;
  }
}
