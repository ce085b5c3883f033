package org.rpicluster.balancer.benchmarks.forward;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler.Sharable;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.util.ReferenceCountUtil;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;

/**
 * An origin that answers whatever it reads with the same bytes, and parses nothing: next to nothing
 * is allocated on its side. Only for clients that send a request in one piece and wait.
 */
@Sharable
final class CannedOriginHandler extends ChannelInboundHandlerAdapter implements AutoCloseable {

  private final ByteBuf answer;
  private final Channel server;

  CannedOriginHandler(EventLoopGroup loops, int bodyBytes) {
    answer = Unpooled.unreleasableBuffer(answer(bodyBytes));
    ServerBootstrap bootstrap =
        new ServerBootstrap().group(loops).channel(NioServerSocketChannel.class).childHandler(this);
    server = bootstrap.bind(InetAddress.getLoopbackAddress(), 0).syncUninterruptibly().channel();
  }

  private static ByteBuf answer(int bodyBytes) {
    // What nginx says of a file.
    String head =
        "HTTP/1.1 200 OK\r\nServer: nginx/1.22.1\r\nDate: Sun, 22 Nov 2026 12:00:00 GMT\r\n"
            + "Content-Type: application/octet-stream\r\nContent-Length: "
            + bodyBytes
            + "\r\nLast-Modified: Sun, 22 Nov 2026 11:00:00 GMT\r\nConnection: keep-alive\r\n"
            + "ETag: \"6921a2c0-400\"\r\nAccept-Ranges: bytes\r\n\r\n";
    byte[] text = head.getBytes(StandardCharsets.US_ASCII);
    ByteBuf bytes = Unpooled.directBuffer(text.length + bodyBytes).writeBytes(text);
    return bytes.writeZero(bodyBytes);
  }

  int port() {
    return ((InetSocketAddress) server.localAddress()).getPort();
  }

  /** The whole answer as text, for a look. */
  @Override
  public String toString() {
    return ByteBufUtil.prettyHexDump(answer);
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    ReferenceCountUtil.release(message);
    ctx.writeAndFlush(answer.duplicate(), ctx.voidPromise());
  }

  @Override
  public void close() {
    server.close().syncUninterruptibly();
  }
}
