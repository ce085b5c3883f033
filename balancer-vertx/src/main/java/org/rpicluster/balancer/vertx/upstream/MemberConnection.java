package org.rpicluster.balancer.vertx.upstream;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.handler.codec.http.DefaultHttpContent;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpRequestEncoder;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import org.jspecify.annotations.Nullable;
import org.rpicluster.balancer.time.Ticker;
import org.rpicluster.balancer.vertx.upstream.UpstreamFailure.Kind;

/**
 * One connection to a member, which carries one exchange after the other.
 *
 * <p>It is used again only if it is provably clean: the request was sent whole, the answer came
 * whole, neither side announced a close, and in the same read not a byte came after the answer.
 * Whatever arrives while no exchange runs closes it. On its event loop only.
 */
final class MemberConnection extends ChannelInboundHandlerAdapter implements UpstreamExchange {

  /** More interim answers than any server has a use for; an endless row is an attack. */
  private static final int INTERIM_MAX = 16;

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
  private boolean usedBefore;
  private boolean upgradeAsked;
  private boolean tunnel;
  private boolean requestSent;
  private boolean headReceived;
  private boolean anythingReceived;
  private int interims;
  private boolean reusable;
  private boolean ended;
  private long keepNanos;

  MemberConnection(MemberConnections connections, UpstreamOptions options, Ticker ticker) {
    this.connections = connections;
    this.ticker = ticker;
    firstByteNanos = options.firstByteTimeout().toNanos();
    idleNanos = options.idleTimeout().toNanos();
    keepNanosMax = options.keepAlive().toNanos();
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
    requestSent = false;
    headReceived = false;
    anythingReceived = false;
    interims = 0;
    reusable = false;
    watchdog.sleep();
    try {
      next.connected(this);
    } catch (RuntimeException e) {
      fail(
          Kind.PROTOCOL_ERROR, String.valueOf(e)); // whoever waits for the exchange must hear of it
    }
  }

  /** Whether it can carry an exchange: it may have been closed without having been told yet. */
  boolean isOpen() {
    return channel.isActive();
  }

  @Override
  public void sendHead(HttpRequest upstreamRequest, boolean bodyFollows) {
    decoder.expectAnswer(upstreamRequest.method().equals(HttpMethod.HEAD));
    upgradeAsked = upstreamRequest.headers().contains(HttpHeaderNames.UPGRADE);
    if (bodyFollows) {
      channel.writeAndFlush(upstreamRequest, channel.voidPromise());
    } else {
      channel.write(upstreamRequest, channel.voidPromise());
      sendEnd();
    }
  }

  @Override
  public void sendBody(ByteBuf chunk) {
    channel.writeAndFlush(tunnel ? chunk : new DefaultHttpContent(chunk), channel.voidPromise());
    if (!channel.isWritable()) {
      watchdog.expectWithin(idleNanos);
    }
  }

  @Override
  public void sendEnd() {
    channel.writeAndFlush(LastHttpContent.EMPTY_LAST_CONTENT, channel.voidPromise());
    requestSent = true;
    if (!headReceived) {
      watchdog.expectWithin(firstByteNanos);
    }
  }

  @Override
  public boolean isWritable() {
    return channel.isWritable();
  }

  @Override
  public void channelWritabilityChanged(ChannelHandlerContext ctx) {
    if (listener != null && ctx.channel().isWritable() && (!requestSent || tunnel)) {
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
    anythingReceived = true;
    if (tunnel) {
      tunnelled(message);
    } else if (message instanceof HttpResponse upstreamResponse) {
      received(upstreamResponse);
    } else {
      received((HttpContent) message);
    }
  }

  private void tunnelled(Object message) {
    if (message instanceof ByteBuf bytes) {
      watchdog.expectWithin(idleNanos);
      listener.body(bytes);
    } else {
      ReferenceCountUtil.release(message); // the empty end of the 101
    }
  }

  private void received(HttpResponse upstreamResponse) {
    String fault = ResponseHead.faultOf(upstreamResponse, upgradeAsked);
    if (!fault.isEmpty()) {
      ReferenceCountUtil.release(upstreamResponse);
      fail(Kind.PROTOCOL_ERROR, fault);
    } else if (upstreamResponse.status().code() == 101) {
      switchProtocols(upstreamResponse);
    } else if (upstreamResponse.status().code() < 200) {
      interim(upstreamResponse);
    } else {
      headReceived = true;
      reusable = HttpUtil.isKeepAlive(upstreamResponse);
      keepNanos = Math.min(keepNanosMax, ResponseHead.keepAliveNanos(upstreamResponse));
      watchdog.expectWithin(idleNanos);
      listener.head(upstreamResponse);
    }
  }

  private void switchProtocols(HttpResponse upstreamResponse) {
    tunnel = true;
    headReceived = true;
    watchdog.expectWithin(idleNanos);
    listener.switched(upstreamResponse);
    // Bytes that came with the head come out of the decoder as it goes.
    channel.pipeline().remove(HttpRequestEncoder.class);
    channel.pipeline().remove(decoder);
  }

  private void interim(HttpResponse upstreamResponse) {
    if (++interims > INTERIM_MAX) {
      fail(Kind.PROTOCOL_ERROR, "more than " + INTERIM_MAX + " interim answers");
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
    if (!headReceived) {
      content.release(); // the empty end of an interim answer
      return;
    }
    if (content.content().isReadable()) {
      watchdog.expectWithin(idleNanos);
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
    reusable &= requestSent;
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
      if (headReceived && listener != null) {
        listener.flush();
      }
      return;
    }
    ended = false;
    if (reusable && !decoder.hasLeftovers()) {
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
    channel.config().setAutoRead(false);
    watchdog.sleep();
  }

  @Override
  public void resume() {
    channel.config().setAutoRead(true);
    watchdog.expectWithin(idleNanos);
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
      fail(headReceived || !requestSent ? Kind.IDLE_TIMED_OUT : Kind.FIRST_BYTE_TIMED_OUT, "");
    }
  }

  @Override
  public void channelInactive(ChannelHandlerContext ctx) {
    watchdog.sleep();
    connections.closed(this);
    if (tunnel && listener != null) {
      end(LastHttpContent.EMPTY_LAST_CONTENT);
    }
    fail(usedBefore && !anythingReceived ? Kind.STALE : Kind.RESET, "closed by the member");
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    Kind kind = cause instanceof java.io.IOException ? Kind.RESET : Kind.PROTOCOL_ERROR;
    fail(usedBefore && !anythingReceived ? Kind.STALE : kind, String.valueOf(cause));
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
