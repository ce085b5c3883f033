package org.rpicluster.balancer.benchmarks.forward;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.EventLoop;
import io.netty.util.ReferenceCountUtil;
import io.vertx.core.Vertx;
import io.vertx.core.internal.VertxInternal;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.rpicluster.balancer.pick.Candidate;
import org.rpicluster.balancer.time.Ticker;
import org.rpicluster.balancer.vertx.connect.Connector;
import org.rpicluster.balancer.vertx.connect.NameResolver;
import org.rpicluster.balancer.vertx.connect.ReachOptions;
import org.rpicluster.balancer.vertx.http.codec.Head;
import org.rpicluster.balancer.vertx.tunnel.TunnelEnd;
import org.rpicluster.balancer.vertx.upstream.AnswerListener;
import org.rpicluster.balancer.vertx.upstream.PooledUpstream;
import org.rpicluster.balancer.vertx.upstream.Upstream;
import org.rpicluster.balancer.vertx.upstream.UpstreamExchange;
import org.rpicluster.balancer.vertx.upstream.UpstreamFailure;
import org.rpicluster.balancer.vertx.upstream.UpstreamListener;
import org.rpicluster.balancer.vertx.upstream.UpstreamOptions;
import org.rpicluster.balancer.vertx.upstream.http1.Http1Pool;

/**
 * The seam to members, and what stands behind it: whatever a client sends becomes a GET to one
 * member, and what that answers goes back under a head that is ready. For clients that send a
 * request in one piece and wait; nothing of them is read, and their side costs next to nothing.
 */
final class MembersSideHandler extends ChannelInboundHandlerAdapter
    implements UpstreamListener, AnswerListener {

  private final Upstream upstream;
  private final Candidate member;
  private final Head get = new Head();
  private final ByteBuf answer;
  private @Nullable ChannelHandlerContext client;
  private @Nullable UpstreamExchange exchange;

  MembersSideHandler(Vertx vertx, Candidate member, int bodyBytes) {
    this.member = member;
    Connector connector = new Connector(vertx, NameResolver.ofSystem(vertx), ReachOptions.DEFAULT);
    UpstreamOptions options = UpstreamOptions.DEFAULT;
    upstream =
        new PooledUpstream(
            (candidate, loop, limit) ->
                new Http1Pool(connector.to(candidate, loop), limit, options, Ticker.system()),
            options.connectionsMax());
    get.line().request("GET", "/1KiB");
    get.add("Host", "127.0.0.1:8080");
    get.add("User-Agent", "curl/8");
    get.add("Accept", "*/*");
    String head =
        "HTTP/1.1 200 OK\r\nContent-Length: " + bodyBytes + "\r\nConnection: keep-alive\r\n\r\n";
    byte[] text = head.getBytes(StandardCharsets.US_ASCII);
    answer = Unpooled.unreleasableBuffer(Unpooled.directBuffer(text.length).writeBytes(text));
  }

  /** Takes one client on the event loops of a Vert.x; the port. */
  int listen(Vertx vertx) {
    VertxInternal internal = (VertxInternal) vertx;
    InetSocketAddress address =
        (InetSocketAddress)
            new ServerBootstrap()
                .group(internal.acceptorEventLoopGroup(), internal.nettyEventLoopGroup())
                .channelFactory(internal.transport().serverChannelFactory(false))
                .childHandler(this)
                .bind(InetAddress.getLoopbackAddress(), 0)
                .syncUninterruptibly()
                .channel()
                .localAddress();
    return address.getPort();
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    ReferenceCountUtil.release(message);
    client = ctx;
    EventLoop loop = (EventLoop) ctx.executor();
    upstream.open(member, Upstream.Connection.KEPT_OR_NEW, loop, this);
  }

  @Override
  public void connected(UpstreamExchange connected) {
    exchange = connected;
    connected.sendHead(get, false);
  }

  @Override
  public void interim(Head upstreamResponse) {
    // The origin sends none.
  }

  @Override
  public void head(Head upstreamResponse) {
    exchange.answerTo(this);
    client.write(answer.readerIndex(0), client.voidPromise());
  }

  @Override
  public void body(ByteBuf chunk) {
    client.write(chunk, client.voidPromise());
  }

  @Override
  public void flush() {
    client.flush();
  }

  @Override
  public void end(@Nullable Head trailers) {
    client.flush();
  }

  @Override
  public void switched(Head upstreamResponse, TunnelEnd end) {
    end.cut();
    client.close();
  }

  @Override
  public void failed(UpstreamFailure failure) {
    client.close();
  }
}
