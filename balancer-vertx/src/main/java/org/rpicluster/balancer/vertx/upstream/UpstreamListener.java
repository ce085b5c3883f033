package org.rpicluster.balancer.vertx.upstream;

import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpResponse;
import org.rpicluster.balancer.vertx.tunnel.TunnelEnd;

/**
 * What one exchange with a member tells. All calls come on the exchange's event loop, in this
 * order: {@link #opening} if there is no connection yet, {@link #connected}, any {@link #interim},
 * one {@link #head}, any {@link #body} and {@link #flush}, one {@link #end}; or, at any point
 * instead, one {@link #failed} or {@link #switched}, and nothing after it.
 */
public interface UpstreamListener {

  /**
   * There is no connection yet. Until {@link #connected}, {@code opening} calls the exchange off.
   */
  void opening(Opening opening);

  /** There is a connection: the request may be sent. */
  void connected(UpstreamExchange exchange);

  /** An interim answer, 100 to 199 but not 101. */
  void interim(HttpResponse upstreamResponse);

  /** The head of the final answer. */
  void head(HttpResponse upstreamResponse);

  /**
   * The member has taken up the protocol that the request asked for. The exchange is over, and
   * nothing comes after this: the connection is the listener's, who closes it.
   */
  void switched(HttpResponse upstreamResponse, TunnelEnd member);

  /** A piece of the body; the listener releases it. */
  void body(ByteBuf chunk);

  /** What has come so far is all that could be read now: hold nothing back any longer. */
  void flush();

  /** The answer is whole; the exchange is over and must not be used any more. */
  void end(HttpHeaders trailers);

  /** The request body may be sent on. */
  void writable();

  /** The exchange is over without a whole answer. */
  void failed(UpstreamFailure failure);
}
