package org.rpicluster.balancer.program.discovery.source;

import io.netty.buffer.ByteBuf;
import io.netty.channel.EventLoop;
import io.netty.channel.socket.SocketChannel;
import io.netty.handler.codec.dns.DefaultDnsQuestion;
import io.netty.handler.codec.dns.DnsRawRecord;
import io.netty.handler.codec.dns.DnsRecord;
import io.netty.handler.codec.dns.DnsRecordType;
import io.netty.handler.codec.dns.DnsResponseCode;
import io.netty.resolver.dns.DnsErrorCauseException;
import io.netty.resolver.dns.DnsNameResolver;
import io.netty.resolver.dns.DnsNameResolverBuilder;
import io.netty.resolver.dns.NoopAuthoritativeDnsServerCache;
import io.netty.resolver.dns.NoopDnsCache;
import io.netty.resolver.dns.NoopDnsCnameCache;
import io.netty.resolver.dns.SequentialDnsServerAddressStreamProvider;
import io.netty.util.ReferenceCountUtil;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.internal.VertxInternal;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.rpicluster.balancer.vertx.settings.ListenAddress;

/**
 * Asks name servers, without a cache: over UDP, and over TCP for what does not fit. A few
 * kilobytes; on one event loop. RFC 1035; RFC 7766 for TCP.
 */
final class DnsQueries implements AutoCloseable {

  /** As resolv.conf(5) has it. */
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  /** That there is no such name, or no such record of it: an answer like others. */
  private static final Set<DnsResponseCode> NOTHING =
      Set.of(DnsResponseCode.NXDOMAIN, DnsResponseCode.NXRRSET);

  private final DnsNameResolver resolver;

  /**
   * Nothing is asked yet.
   *
   * @param servers those that are asked; the system's if there is none
   */
  DnsQueries(VertxInternal vertx, EventLoop loop, List<ListenAddress> servers) {
    DnsNameResolverBuilder builder =
        new DnsNameResolverBuilder(loop)
            .datagramChannelFactory(vertx.transport().datagramChannelFactory())
            .socketChannelFactory(
                () -> (SocketChannel) vertx.transport().channelFactory(false).newChannel())
            .resolveCache(NoopDnsCache.INSTANCE)
            .cnameCache(NoopDnsCnameCache.INSTANCE)
            .authoritativeDnsServerCache(NoopAuthoritativeDnsServerCache.INSTANCE)
            .hostsFileEntriesResolver((name, types) -> null)
            .queryTimeoutMillis(PATIENCE.toMillis());
    if (!servers.isEmpty()) {
      builder.nameServerProvider(
          new SequentialDnsServerAddressStreamProvider(
              servers.stream().map(s -> new InetSocketAddress(s.host(), s.port())).toList()));
    }
    resolver = builder.build();
  }

  /**
   * A record that was read.
   *
   * @param value what it says
   * @param ttl how long it holds
   */
  record Resolved<T>(T value, Duration ttl) {}

  /**
   * The records of a name; none, where the server is sure that there are none.
   *
   * @param reader reads the data of one
   */
  <T> Future<List<Resolved<T>>> ask(String name, DnsRecordType type, Function<ByteBuf, T> reader) {
    Promise<List<Resolved<T>>> promise = Promise.promise();
    resolver
        .resolveAll(new DefaultDnsQuestion(name, type))
        .addListener(
            (io.netty.util.concurrent.Future<List<DnsRecord>> done) -> {
              if (done.isSuccess()) {
                promise.complete(read(done.getNow(), reader));
              } else if (isNothing(done.cause())) {
                promise.complete(List.of());
              } else {
                promise.fail(done.cause());
              }
            });
    return promise.future();
  }

  private static <T> List<Resolved<T>> read(List<DnsRecord> records, Function<ByteBuf, T> reader) {
    List<Resolved<T>> answers = new ArrayList<>();
    for (DnsRecord record : records) {
      try {
        if (record instanceof DnsRawRecord raw) {
          T value = reader.apply(raw.content());
          answers.add(new Resolved<>(value, Duration.ofSeconds(raw.timeToLive())));
        }
      } finally {
        ReferenceCountUtil.release(record);
      }
    }
    return answers;
  }

  private static boolean isNothing(Throwable cause) {
    return cause instanceof DnsErrorCauseException error && NOTHING.contains(error.getCode())
        || cause.getCause() != null && cause.getCause() != cause && isNothing(cause.getCause());
  }

  @Override
  public void close() {
    resolver.close();
  }
}
