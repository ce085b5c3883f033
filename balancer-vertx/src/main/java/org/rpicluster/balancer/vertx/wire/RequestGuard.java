package org.rpicluster.balancer.vertx.wire;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.DecoderResult;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.vertx.core.internal.buffer.BufferInternal;
import org.jspecify.annotations.Nullable;

/**
 * Stands behind the decoder. A request of an HTTP version that is not spoken here becomes an
 * invalid one: Vert.x would answer it itself, with the same version in the status line, whatever
 * that was. Trailers, and that a body breaks off the grammar, are noted in its {@link WireRequest}.
 * On its event loop only.
 */
final class RequestGuard extends ChannelInboundHandlerAdapter {

  private @Nullable WireRequest current;

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    if (message instanceof HttpRequest inboundRequest) {
      begin(inboundRequest);
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
    ctx.fireChannelRead(message instanceof HttpContent content ? onHeap(content) : message);
  }

  /**
   * The piece with a copy of its bytes, which Vert.x would make anyway. While a request waits for
   * the answer to the one before it, Vert.x keeps its pieces in a queue, and if the connection ends
   * then, it does not release them; the heap does not mind.
   */
  private static HttpContent onHeap(HttpContent content) {
    if (content == LastHttpContent.EMPTY_LAST_CONTENT || content.decoderResult().isFailure()) {
      return content;
    }
    return content.replace(BufferInternal.safeBuffer(content.content()).getByteBuf());
  }

  private void begin(HttpRequest inboundRequest) {
    current = inboundRequest instanceof WireRequest ours ? ours : null;
    if (!isSpoken(inboundRequest.protocolVersion())) {
      // Also where the fields are wrong too: no byte of the client's goes into the status line.
      inboundRequest.setProtocolVersion(HttpVersion.HTTP_1_1);
      if (inboundRequest.decoderResult().isSuccess()) {
        inboundRequest.setDecoderResult(DecoderResult.failure(new UnknownVersion()));
      }
    }
  }

  private static boolean isSpoken(HttpVersion version) {
    return version.equals(HttpVersion.HTTP_1_1) || version.equals(HttpVersion.HTTP_1_0);
  }
}
