package org.rpicluster.balancer.vertx.downstream.vertx;

import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http2.Http2ConnectionHandler;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2FrameListener;
import io.netty.handler.codec.http2.Http2FrameListenerDecorator;
import io.netty.handler.codec.http2.Http2Headers;

/**
 * Between Netty's decoder and Vert.x: a head that Vert.x cannot make a request of, such as one
 * whose method is no word, ends its stream; otherwise what Vert.x throws ends the connection, and
 * all the requests on it. For one connection, on its event loop. RFC 9113 §8.1.1.
 */
public final class StreamErrors extends Http2FrameListenerDecorator {

  private StreamErrors(Http2FrameListener next) {
    super(next);
  }

  /** For a connection on which Vert.x listens already, and no request has come. */
  public static void watch(Http2ConnectionHandler http2) {
    http2.decoder().frameListener(new StreamErrors(http2.decoder().frameListener()));
  }

  @Override
  public void onHeadersRead(
      ChannelHandlerContext ctx, int stream, Http2Headers fields, int padding, boolean ends)
      throws Http2Exception {
    try {
      super.onHeadersRead(ctx, stream, fields, padding, ends);
    } catch (IllegalArgumentException e) {
      throw malformed(stream, e);
    }
  }

  @Override
  public void onHeadersRead(
      ChannelHandlerContext ctx,
      int stream,
      Http2Headers fields,
      int dependency,
      short weight,
      boolean exclusive,
      int padding,
      boolean ends)
      throws Http2Exception {
    try {
      super.onHeadersRead(ctx, stream, fields, dependency, weight, exclusive, padding, ends);
    } catch (IllegalArgumentException e) {
      throw malformed(stream, e);
    }
  }

  private static Http2Exception malformed(int stream, IllegalArgumentException cause) {
    return Http2Exception.streamError(
        stream, Http2Error.PROTOCOL_ERROR, cause, "a head that is no request");
  }
}
