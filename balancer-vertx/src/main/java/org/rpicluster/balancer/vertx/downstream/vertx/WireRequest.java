package org.rpicluster.balancer.vertx.downstream.vertx;

import io.netty.handler.codec.http.DefaultHttpRequest;
import io.netty.handler.codec.http.EmptyHttpHeaders;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpVersion;
import org.jspecify.annotations.Nullable;

/**
 * A request as it came over the wire, with what Vert.x drops of it. Made by {@link
 * StrictRequestDecoder}, filled by {@link RequestGuardHandler}. On its event loop only.
 */
public final class WireRequest extends DefaultHttpRequest {

  private HttpHeaders trailers = EmptyHttpHeaders.INSTANCE;
  private @Nullable Runnable bodyHandler;
  private String unread = "";

  WireRequest(HttpVersion version, HttpMethod method, String target, HttpHeaders fields) {
    super(version, method, target, fields);
  }

  /** The fields behind the body, as far as it has come. */
  public HttpHeaders trailers() {
    return trailers;
  }

  void trailers(HttpHeaders read) {
    trailers = read;
  }

  /**
   * What came in the place of a request line that could be read, cut and not escaped; empty where
   * there is one.
   */
  public String unread() {
    return unread;
  }

  void unread(String came) {
    unread = came;
  }

  /**
   * Has a listener told, once, if the body breaks off the grammar. Who is told ends the exchange
   * and the connection; otherwise Vert.x cuts it without a word.
   */
  public void onMalformedBody(Runnable handler) {
    bodyHandler = handler;
  }

  /** The body has broken off the grammar; whether a listener was told. */
  boolean malformedBody() {
    Runnable told = bodyHandler;
    bodyHandler = null;
    if (told != null) {
      told.run();
    }
    return told != null;
  }
}
