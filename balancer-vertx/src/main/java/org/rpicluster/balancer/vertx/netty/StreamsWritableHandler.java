package org.rpicluster.balancer.vertx.netty;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http2.Http2ConnectionHandler;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2RemoteFlowController;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Before the HTTP/2 handler of one connection: has every stream told that it may write again, once
 * the connection can.
 *
 * <p>Netty keeps a mark for the connection and one for each stream, and looks at the streams only
 * when the connection's mark is wrong. TLS counts what it has not encrypted yet as unsent, and
 * Netty announces that a turn later; a stream that is looked at in between is marked as full, and
 * if the socket has taken everything by the time of the announcement, the connection's mark was
 * never wrong: the stream would wait for ever. So after each announcement all streams are looked at
 * again.
 *
 * <p>One task for each turn in which the socket fills or empties, and a comparison for each open
 * stream. On its event loop only. {@code DefaultHttp2RemoteFlowController} of Netty 4.2.18: without
 * this, a third of the runs of {@code h2load -n 40 -c1 -m8} with answers of 30 MB stood still.
 */
public final class StreamsWritableHandler extends ChannelInboundHandlerAdapter implements Runnable {

  private static final Logger LOG = LoggerFactory.getLogger(StreamsWritableHandler.class);

  private final ChannelHandlerContext http2;
  private boolean due;

  /** For the connection that an {@link Http2ConnectionHandler} is on. */
  private StreamsWritableHandler(ChannelHandlerContext http2) {
    this.http2 = http2;
  }

  /** Stands before an {@link Http2ConnectionHandler} from now on. */
  public static void watch(ChannelHandlerContext http2) {
    http2.pipeline().addBefore(http2.name(), null, new StreamsWritableHandler(http2));
  }

  @Override
  public void channelWritabilityChanged(ChannelHandlerContext ctx) {
    ctx.fireChannelWritabilityChanged();
    if (!due) {
      due = true;
      ctx.executor().execute(this); // not amidst a write: that is where the marks go wrong
    }
  }

  /** The same window for every stream as before: what Netty does then is to look at each. */
  @Override
  public void run() {
    due = false;
    Http2RemoteFlowController streams =
        ((Http2ConnectionHandler) http2.handler()).encoder().flowController();
    try {
      streams.initialWindowSize(streams.initialWindowSize());
    } catch (Http2Exception e) {
      LOG.error("{}: streams could not be told that they may write", http2.channel(), e);
    }
  }
}
