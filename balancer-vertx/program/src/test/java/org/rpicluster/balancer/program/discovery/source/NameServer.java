package org.rpicluster.balancer.program.discovery.source;

import com.google.common.net.InetAddresses;
import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioDatagramChannel;
import io.netty.handler.codec.dns.DatagramDnsQuery;
import io.netty.handler.codec.dns.DatagramDnsQueryDecoder;
import io.netty.handler.codec.dns.DatagramDnsResponse;
import io.netty.handler.codec.dns.DatagramDnsResponseEncoder;
import io.netty.handler.codec.dns.DefaultDnsRawRecord;
import io.netty.handler.codec.dns.DnsQuestion;
import io.netty.handler.codec.dns.DnsRecordType;
import io.netty.handler.codec.dns.DnsResponseCode;
import io.netty.handler.codec.dns.DnsSection;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** A name server on the loopback that knows what a test tells it. */
final class NameServer implements AutoCloseable {

  private final MultiThreadIoEventLoopGroup group =
      new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
  private final Map<String, List<byte[]>> records = new ConcurrentHashMap<>();
  private final List<String> asked = new CopyOnWriteArrayList<>();
  private final Channel channel;
  private volatile @Nullable DnsResponseCode fault;
  private volatile int ttlSeconds = 1;

  NameServer() {
    channel =
        new Bootstrap()
            .group(group)
            .channel(NioDatagramChannel.class)
            .handler(
                new ChannelInitializer<>() {
                  @Override
                  protected void initChannel(Channel made) {
                    made.pipeline()
                        .addLast(
                            new DatagramDnsQueryDecoder(),
                            new DatagramDnsResponseEncoder(),
                            new Answering());
                  }
                })
            .bind(InetAddress.getLoopbackAddress(), 0)
            .syncUninterruptibly()
            .channel();
  }

  int port() {
    return ((InetSocketAddress) channel.localAddress()).getPort();
  }

  /** The questions so far. */
  List<String> asked() {
    return asked;
  }

  void ttl(int seconds) {
    ttlSeconds = seconds;
  }

  /** From now on every answer is this one; none to go on. */
  void fails(@Nullable DnsResponseCode code) {
    fault = code;
  }

  void addresses(String name, String... addresses) {
    records.put(key(name, DnsRecordType.A), addresses(addresses));
  }

  private static List<byte[]> addresses(String... addresses) {
    return List.of(addresses).stream().map(NameServer::bytes).toList();
  }

  private static byte[] bytes(String address) {
    return InetAddresses.forString(address).getAddress();
  }

  /** Each as {@code priority weight port target}. */
  void services(String name, String... services) {
    records.put(
        key(name, DnsRecordType.SRV), List.of(services).stream().map(NameServer::service).toList());
  }

  private static byte[] service(String text) {
    String[] parts = text.split(" ", -1);
    ByteBuf data = Unpooled.buffer();
    for (int i = 0; i < 3; i++) {
      data.writeShort(Integer.parseInt(parts[i]));
    }
    for (String label : parts[3].split("\\.", 0)) {
      data.writeByte(label.length());
      data.writeCharSequence(label, StandardCharsets.US_ASCII);
    }
    data.writeByte(0);
    byte[] bytes = new byte[data.readableBytes()];
    data.readBytes(bytes);
    return bytes;
  }

  private static String key(String name, DnsRecordType type) {
    return type.name() + " " + (name.endsWith(".") ? name : name + ".");
  }

  private final class Answering extends SimpleChannelInboundHandler<DatagramDnsQuery> {

    @Override
    protected void channelRead0(ChannelHandlerContext ctx, DatagramDnsQuery query) {
      DnsQuestion question = query.recordAt(DnsSection.QUESTION);
      String key = key(question.name(), question.type());
      asked.add(key);
      DatagramDnsResponse answer =
          new DatagramDnsResponse(query.recipient(), query.sender(), query.id());
      answer.setRecursionAvailable(true);
      answer.addRecord(DnsSection.QUESTION, question);
      DnsResponseCode code = fault;
      List<byte[]> known = records.get(key);
      if (code != null) {
        answer.setCode(code);
      } else if (known == null) {
        answer.setCode(DnsResponseCode.NXDOMAIN);
      } else {
        known.forEach(
            data ->
                answer.addRecord(
                    DnsSection.ANSWER,
                    new DefaultDnsRawRecord(
                        question.name(),
                        question.type(),
                        ttlSeconds,
                        Unpooled.copiedBuffer(data))));
      }
      ctx.writeAndFlush(answer);
    }
  }

  @Override
  public void close() {
    channel.close().syncUninterruptibly();
    group.shutdownGracefully();
  }
}
