package org.rpicluster.balancer.vertx.upstream;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.handler.codec.http.DefaultHttpContent;
import io.netty.handler.codec.http.DefaultLastHttpContent;
import io.netty.handler.codec.http.EmptyHttpHeaders;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpRequestEncoder;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.rpicluster.balancer.time.Ticker;
import org.rpicluster.balancer.vertx.loop.Watchdog;
import org.rpicluster.balancer.vertx.tunnel.ChannelEnd;
import org.rpicluster.balancer.vertx.tunnel.TunnelEnd;
import org.rpicluster.balancer.vertx.upstream.UpstreamFailure.Kind;

/**
 * One connection to a member, which carries one exchange after the other.
 *
 * <p>It is used again only if it is provably clean: the request was sent whole, the answer came
 * whole, neither side announced a close, and in the same read not a byte came after the answer.
 * Whatever arrives while no exchange runs closes it. On its event loop only.
 */
final class MemberConnection extends ChannelInboundHandlerAdapter implements UpstreamExchange {

  private final MemberConnections connections;
  private final ResponseDecoder decoder = new ResponseDecoder();
  private final long firstByteNanos;
  private final long idleNanos;
  private final long keepNanosMax;
  private final Ticker ticker;

  private @Nullable Channel channel;
  private @Nullable Watchdog watchdog;

  // The exchange that runs; no listener means that none does.
  private @Nullable UpstreamListener listener;
  private Progress progress = new Progress();
  private boolean paused;

  private boolean usedBefore;
  private boolean ended;
  private boolean clean;
  private long keepNanos;

  MemberConnection(MemberConnections connections, UpstreamOptions options, Ticker ticker) {
    this.connections = connections;
    this.ticker = ticker;
    firstByteNanos = options.firstByteTimeout().toNanos();
    idleNanos = options.idleTimeout().toNanos();
    keepNanosMax = options.keepAlive().toNanos();
    keepNanos = keepNanosMax;
  }

  ChannelInitializer<Channel> initializer() {
    return new ChannelInitializer<>() {
      @Override
      protected void initChannel(Channel ch) {
        channel = ch;
        watchdog = new Watchdog(ch.eventLoop(), ticker, MemberConnection.this::timedOut);
        ch.pipeline().addLast(new HttpRequestEncoder(), decoder, MemberConnection.this);
      }
    };
  }

  /** Begins an exchange. */
  void begin(UpstreamListener next) {
    listener = next;
    progress = new Progress();
    watchdog.sleep();
    try {
      next.connected(this);
    } catch (RuntimeException e) {
      // Whoever waits for the exchange must hear of it.
      fail(Kind.PROTOCOL_ERROR, String.valueOf(e));
    }
  }

  /** Whether it can carry an exchange: it may have been closed without having been told yet. */
  boolean isOpen() {
    return channel.isActive();
  }

  @Override
  public void sendHead(HttpRequest upstreamRequest, boolean bodyFollows) {
    decoder.expectAnswer(upstreamRequest.method().equals(HttpMethod.HEAD));
    progress.requestBegun(upstreamRequest);
    if (bodyFollows) {
      channel.writeAndFlush(upstreamRequest, channel.voidPromise());
    } else {
      channel.write(upstreamRequest, channel.voidPromise());
      sendEnd(EmptyHttpHeaders.INSTANCE);
    }
  }

  @Override
  public void sendBody(ByteBuf chunk) {
    channel.writeAndFlush(new DefaultHttpContent(chunk), channel.voidPromise());
    if (!channel.isWritable()) {
      watchdog.expectWithin(idleNanos);
    }
  }

  @Override
  public void sendEnd(HttpHeaders trailers) {
    LastHttpContent end =
        trailers.isEmpty()
            ? LastHttpContent.EMPTY_LAST_CONTENT
            : new DefaultLastHttpContent(Unpooled.EMPTY_BUFFER, trailers);
    channel.writeAndFlush(end, channel.voidPromise());
    progress.requestSent();
    if (!progress.isHeadReceived()) {
      watchdog.expectWithin(firstByteNanos);
    }
  }

  @Override
  public boolean isWritable() {
    return channel.isWritable();
  }

  @Override
  public void channelWritabilityChanged(ChannelHandlerContext ctx) {
    if (listener != null && ctx.channel().isWritable() && progress.maySend()) {
      watchdog.sleep();
      listener.writable();
    }
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    if (listener == null) {
      ReferenceCountUtil.release(message);
      close();
      return;
    }
    progress.received();
    if (message instanceof HttpResponse upstreamResponse) {
      received(upstreamResponse);
    } else {
      received((HttpContent) message);
    }
  }

  private void received(HttpResponse upstreamResponse) {
    String fault = ResponseHead.faultOf(upstreamResponse, progress.isUpgradeAsked());
    if (!fault.isEmpty()) {
      ReferenceCountUtil.release(upstreamResponse);
      fail(Kind.PROTOCOL_ERROR, fault);
    } else if (upstreamResponse.status().code() == 101) {
      switchProtocols(upstreamResponse);
    } else if (upstreamResponse.status().code() < 200) {
      interim(upstreamResponse);
    } else {
      progress.headReceived(upstreamResponse);
      keepNanos = Math.min(keepNanosMax, ResponseHead.keepAliveNanos(upstreamResponse));
      expectMore();
      listener.head(upstreamResponse);
    }
  }

  /** The exchange is over; the connection counts as in use until the tunnel has closed it. */
  private void switchProtocols(HttpResponse upstreamResponse) {
    UpstreamListener told = listener;
    listener = null;
    watchdog.sleep();
    channel.pipeline().remove(HttpRequestEncoder.class);
    TunnelEnd member = ChannelEnd.inPlaceOf(ResponseDecoder.class, channel);
    told.switched(upstreamResponse, member);
  }

  private void interim(HttpResponse upstreamResponse) {
    if (progress.isInterimTooMany()) {
      fail(Kind.PROTOCOL_ERROR, "more than " + Progress.INTERIM_MAX + " interim answers");
    } else {
      listener.interim(upstreamResponse);
    }
  }

  private void received(HttpContent content) {
    if (content.decoderResult().isFailure()) {
      content.release();
      fail(Kind.PROTOCOL_ERROR, String.valueOf(content.decoderResult().cause()));
      return;
    }
    if (!progress.isHeadReceived()) {
      content.release(); // the empty end of an interim answer
      return;
    }
    if (content.content().isReadable()) {
      expectMore();
      listener.body(content.content());
    } else {
      content.release();
    }
    // The listener may have given up meanwhile.
    if (content instanceof LastHttpContent last && listener != null) {
      end(last);
    }
  }

  private void end(LastHttpContent last) {
    UpstreamListener told = listener;
    listener = null;
    usedBefore = true;
    ended = true;
    clean = progress.endsClean();
    paused = false;
    watchdog.sleep();
    channel.config().setAutoRead(true);
    told.end(last.trailingHeaders());
  }

  /**
   * The read is over in which an answer may have ended: only now is it known that nothing came
   * after it.
   */
  @Override
  public void channelReadComplete(ChannelHandlerContext ctx) {
    if (!ended) {
      if (listener != null && progress.isHeadReceived()) {
        listener.flush();
      }
      return;
    }
    ended = false;
    if (clean && !decoder.hasLeftovers()) {
      connections.release(this);
    } else {
      close();
    }
  }

  /** It rests with the other kept ones. */
  void keep() {
    watchdog.expectWithin(keepNanos);
  }

  @Override
  public void pause() {
    paused = true;
    channel.config().setAutoRead(false);
    watchdog.sleep();
  }

  @Override
  public void resume() {
    paused = false;
    channel.config().setAutoRead(true);
    expectMore();
  }

  /** The member is to go on in time; unless it is held back, which is not its fault. */
  private void expectMore() {
    if (!paused) {
      watchdog.expectWithin(idleNanos);
    }
  }

  @Override
  public void abandon() {
    listener = null;
    close();
  }

  private void timedOut() {
    if (listener == null) {
      close();
    } else {
      fail(progress.whenSilent(), "");
    }
  }

  @Override
  public void channelInactive(ChannelHandlerContext ctx) {
    watchdog.sleep();
    connections.closed(this);
    fail(progress.whenClosed(usedBefore), "closed by the member");
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    boolean broken = cause instanceof IOException;
    fail(broken ? progress.whenClosed(usedBefore) : Kind.PROTOCOL_ERROR, String.valueOf(cause));
  }

  /** Ends the exchange that runs, if one does, and the connection with it. */
  private void fail(Kind kind, String detail) {
    UpstreamListener told = listener;
    listener = null;
    close();
    if (told != null) {
      told.failed(new UpstreamFailure(kind, detail));
    }
  }

  void close() {
    ended = false;
    watchdog.sleep();
    channel.close();
  }
}
