package org.rpicluster.balancer.vertx.downstream.vertx;

import io.netty.channel.ChannelHandlerContext;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.http.impl.HttpServerConnection;
import org.jspecify.annotations.Nullable;

/**
 * Holds bodies of requests back, and lets them go: in Vert.x, and before it, where {@link
 * BodyAhead} and {@link StreamBodies} keep what was read in as little memory as can be; where there
 * is no way to those, in Vert.x alone. A few look-ups; stateless; each call on its event loop.
 */
public final class ClientBody {

  private ClientBody() {}

  /** Holds the body of a request back, with as little read of it as can be, until it is resumed. */
  public static void pause(HttpServerRequest inboundRequest) {
    inboundRequest.pause();
    BodyAhead body = body(inboundRequest);
    if (body != null) {
      body.hold();
    } else if (isStream(inboundRequest)) {
      StreamBodies.hold(context(inboundRequest), (int) inboundRequest.streamId());
    }
  }

  /** Lets the body of a request go on. */
  public static void resume(HttpServerRequest inboundRequest) {
    inboundRequest.resume();
    BodyAhead body = body(inboundRequest);
    if (body != null) {
      body.letGo();
    } else if (isStream(inboundRequest)) {
      StreamBodies.letGo(context(inboundRequest), (int) inboundRequest.streamId());
    }
  }

  private static @Nullable BodyAhead body(HttpServerRequest inboundRequest) {
    if (isReached(inboundRequest)) {
      RequestGuardHandler guard = context(inboundRequest).pipeline().get(RequestGuardHandler.class);
      return guard == null ? null : guard.body();
    }
    return null;
  }

  private static boolean isStream(HttpServerRequest inboundRequest) {
    return isReached(inboundRequest) && inboundRequest.version() == HttpVersion.HTTP_2;
  }

  private static boolean isReached(HttpServerRequest inboundRequest) {
    return ClientWire.isOpen() && inboundRequest.connection() instanceof HttpServerConnection;
  }

  private static ChannelHandlerContext context(HttpServerRequest inboundRequest) {
    return ((HttpServerConnection) inboundRequest.connection()).channelHandlerContext();
  }
}
