package org.rpicluster.balancer.vertx.downstream.vertx;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.EmptyHttpHeaders;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpRequestDecoder;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.handler.timeout.IdleStateHandler;
import io.vertx.core.http.HttpConnection;
import java.util.Optional;
import org.rpicluster.balancer.vertx.tunnel.ChannelEndHandler;
import org.rpicluster.balancer.vertx.tunnel.TunnelEnd;

/**
 * A client's HTTP/1.1 connection between its request for another protocol and the answer. Whatever
 * the client sends meanwhile is read as HTTP, as the answer may be a refusal; so there is no tunnel
 * then: a client must wait (RFC 9110 §7.8), and one that does not may be smuggling. On its event
 * loop only.
 */
final class ClientUpgradeHandler extends ChannelInboundHandlerAdapter {

  private boolean requestEnded;
  private boolean moreCame;

  private ClientUpgradeHandler() {}

  /** Watches from now on, in the middle of the head that asks. */
  static ClientUpgradeHandler watch(HttpConnection connection) {
    ChannelPipeline pipeline = ClientWire.pipeline(connection);
    ClientUpgradeHandler upgrade = pipeline.get(ClientUpgradeHandler.class);
    if (upgrade == null) {
      upgrade = new ClientUpgradeHandler();
      pipeline.addAfter(pipeline.context(HttpRequestDecoder.class).name(), null, upgrade);
    }
    upgrade.requestEnded = false;
    upgrade.moreCame = false;
    return upgrade;
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    if (message instanceof HttpRequest) {
      moreCame = true;
    } else if (message instanceof LastHttpContent) {
      requestEnded = true;
    }
    ctx.fireChannelRead(message);
  }

  /**
   * Takes the connection over, and sends the head of the 101.
   *
   * @return nothing if the client has not waited for it: it has been sent a 400 instead
   */
  Optional<TunnelEnd> accept(HttpConnection connection, HttpHeaders fields) {
    ChannelPipeline pipeline = ClientWire.pipeline(connection);
    ChannelEndHandler end =
        ChannelEndHandler.inPlaceOf(HttpRequestDecoder.class, pipeline.channel());
    // A request behind another had its end read before it was its turn.
    if (moreCame || !requestEnded || end.hasSpoken()) {
      // Past Vert.x, which would go on to the request that it took those bytes for.
      send(pipeline, HttpResponseStatus.BAD_REQUEST, closing())
          .addListener(ChannelFutureListener.CLOSE);
      return Optional.empty();
    }
    if (pipeline.get(IdleStateHandler.class) != null) {
      pipeline.remove(IdleStateHandler.class); // the tunnel has time-outs of its own
    }
    send(pipeline, HttpResponseStatus.SWITCHING_PROTOCOLS, fields);
    return Optional.of(end);
  }

  private static HttpHeaders closing() {
    return new DefaultHttpHeaders()
        .set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE)
        .set(HttpHeaderNames.CONTENT_LENGTH, 0);
  }

  private static ChannelFuture send(
      ChannelPipeline pipeline, HttpResponseStatus status, HttpHeaders fields) {
    return pipeline.writeAndFlush(
        new DefaultFullHttpResponse(
            HttpVersion.HTTP_1_1,
            status,
            Unpooled.EMPTY_BUFFER,
            fields,
            EmptyHttpHeaders.INSTANCE));
  }
}
