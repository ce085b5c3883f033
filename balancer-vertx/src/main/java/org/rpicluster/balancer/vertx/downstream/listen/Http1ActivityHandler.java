package org.rpicluster.balancer.vertx.downstream.listen;

import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.LastHttpContent;

/**
 * Tells the watch of an HTTP/1 connection what is under way, by the messages that pass. Bytes
 * between requests from which no message comes have begun a head. A few comparisons for each
 * message. On its event loop only.
 */
final class Http1ActivityHandler extends ChannelDuplexHandler {

  private final ClientTimer watch;
  private int unanswered;
  private boolean requestOpen;
  private boolean headBegun;
  private boolean messageCame;
  private boolean over;

  Http1ActivityHandler(ClientTimer watch) {
    this.watch = watch;
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    messageCame = true;
    if (message instanceof HttpRequest) {
      unanswered++;
      requestOpen = true;
      headBegun = false;
      watch.busy();
    }
    if (message instanceof LastHttpContent) {
      requestOpen = false;
    }
    ctx.fireChannelRead(message);
  }

  @Override
  public void write(ChannelHandlerContext ctx, Object message, ChannelPromise promise) {
    ctx.write(message, promise);
    if (over) {
      return;
    }
    if (message instanceof HttpResponse inboundResponse && isInterim(inboundResponse.status())) {
      over = inboundResponse.status().equals(HttpResponseStatus.SWITCHING_PROTOCOLS);
      if (over) {
        watch.over();
      }
    } else if (message instanceof LastHttpContent && --unanswered == 0) {
      // Also if the request's body is not whole: a client that still sends it has as long.
      watch.expectNext();
    }
  }

  private static boolean isInterim(HttpResponseStatus status) {
    return status.codeClass() == HttpStatusClass.INFORMATIONAL;
  }

  /** Stands before the decoder, which has made messages of bytes when its reading returns. */
  ChannelInboundHandlerAdapter beforeDecoder() {
    return new ChannelInboundHandlerAdapter() {
      @Override
      public void channelRead(ChannelHandlerContext ctx, Object bytes) {
        messageCame = false;
        ctx.fireChannelRead(bytes);
        if (!messageCame && !over && !requestOpen && unanswered == 0 && !headBegun) {
          headBegun = true;
          watch.expectHead();
        }
      }
    };
  }
}
