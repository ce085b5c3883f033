package org.rpicluster.balancer.vertx.downstream.vertx;

import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.DecoderResult;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import org.jspecify.annotations.Nullable;
import org.rpicluster.balancer.vertx.downstream.UnknownVersion;
import org.rpicluster.balancer.vertx.downstream.http1.FirstLine;

/**
 * Stands behind the decoder. A request of an HTTP version that is not spoken here becomes an
 * invalid one: Vert.x would answer it itself, with the same version in the status line, whatever
 * that was. Trailers, and that a body breaks off the grammar, are noted in its {@link WireRequest};
 * its {@link BodyAhead} holds the body back; the decoder is told of answers. On its event loop
 * only.
 */
final class RequestGuardHandler extends ChannelDuplexHandler {

  private @Nullable WireRequest current;
  private @Nullable BodyAhead body;
  private @Nullable StrictRequestDecoder decoder;

  /** The body of the request that is under way. */
  BodyAhead body() {
    return body;
  }

  @Override
  public void handlerAdded(ChannelHandlerContext ctx) {
    body = new BodyAhead(ctx);
    decoder = ctx.pipeline().get(StrictRequestDecoder.class);
    if (decoder != null) {
      decoder.answersAreTold();
    }
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    if (message instanceof HttpRequest inboundRequest) {
      begin(inboundRequest);
      body.next();
    }
    if (message instanceof HttpContent broken && broken.decoderResult().isFailure()) {
      body.broken();
    }
    if (message instanceof HttpContent content && current != null) {
      if (content.decoderResult().isFailure() && current.malformedBody()) {
        content.release();
        return;
      }
      if (message instanceof LastHttpContent last) {
        current.trailers(last.trailingHeaders());
        current = null;
      }
    }
    if (message instanceof HttpContent content && content.decoderResult().isSuccess()) {
      body.read(content);
    } else {
      ctx.fireChannelRead(message);
    }
  }

  @Override
  public void channelReadComplete(ChannelHandlerContext ctx) {
    body.readComplete();
    ctx.fireChannelReadComplete();
  }

  @Override
  public void handlerRemoved(ChannelHandlerContext ctx) {
    body.drop();
  }

  @Override
  public void channelInactive(ChannelHandlerContext ctx) {
    body.drop();
    ctx.fireChannelInactive();
  }

  @Override
  public void write(ChannelHandlerContext ctx, Object message, ChannelPromise promise) {
    ctx.write(message, promise);
    if (message instanceof LastHttpContent && !isInterim(message) && decoder != null) {
      decoder.answered();
    }
  }

  private static boolean isInterim(Object message) {
    return message instanceof HttpResponse interim && interim.status().code() < 200;
  }

  private void begin(HttpRequest inboundRequest) {
    current = inboundRequest instanceof WireRequest ours ? ours : null;
    if (!isSpoken(inboundRequest.protocolVersion())) {
      if (current != null && current.unread().isEmpty()) {
        current.unread(FirstLine.cut(line(inboundRequest)));
      }
      // Also where the fields are wrong too: no byte of the client's goes into the status line.
      inboundRequest.setProtocolVersion(HttpVersion.HTTP_1_1);
      if (inboundRequest.decoderResult().isSuccess()) {
        inboundRequest.setDecoderResult(DecoderResult.failure(new UnknownVersion()));
      }
    }
  }

  private static String line(HttpRequest inboundRequest) {
    String version = inboundRequest.protocolVersion().text();
    return inboundRequest.method() + " " + inboundRequest.uri() + " " + version;
  }

  private static boolean isSpoken(HttpVersion version) {
    return version.equals(HttpVersion.HTTP_1_1) || version.equals(HttpVersion.HTTP_1_0);
  }
}
