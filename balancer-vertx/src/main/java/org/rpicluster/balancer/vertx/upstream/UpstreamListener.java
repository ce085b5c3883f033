package org.rpicluster.balancer.vertx.upstream;

import org.rpicluster.balancer.vertx.http.codec.Head;
import org.rpicluster.balancer.vertx.tunnel.TunnelEnd;

/**
 * Hears what one exchange with a member tells, up to the head of the answer: one {@link
 * #connected}, any {@link #interim}, one {@link #head}; or, at any point instead, one {@link
 * #failed} or {@link #switched}, and nothing after it. All calls come on the exchange's event loop.
 * A head is its connection's, and is what it is until the call returns.
 */
public interface UpstreamListener {

  /** There is a connection: the request may be sent. */
  void connected(UpstreamExchange exchange);

  /** An interim answer, 100 to 199 but not 101. */
  void interim(Head upstreamResponse);

  /**
   * The head of the final answer. What follows goes to the listener that is named now, by {@link
   * UpstreamExchange#answerTo}; if none is, the rest is not wanted and the exchange is given up.
   */
  void head(Head upstreamResponse);

  /**
   * The member has taken up the protocol that the request asked for. The exchange is over, and
   * nothing comes after this: the connection is the listener's, who closes it.
   */
  void switched(Head upstreamResponse, TunnelEnd member);

  /** The exchange is over before the head of an answer. */
  void failed(UpstreamFailure failure);
}
