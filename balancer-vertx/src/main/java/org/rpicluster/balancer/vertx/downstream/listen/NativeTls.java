package org.rpicluster.balancer.vertx.downstream.listen;

import io.netty.handler.ssl.ApplicationProtocolConfig;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import io.netty.handler.ssl.SupportedCipherSuiteFilter;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLException;
import org.rpicluster.balancer.time.Ticker;
import org.rpicluster.balancer.vertx.tls.IdentityTable;

/**
 * TLS of a listener by BoringSSL: a context for each set of certificates that a name can be shown.
 * Each has tickets of its own ({@link NativeContext}), whose key is a new one every hour; the one
 * before is good for another. Memory beside the heap; contexts that are replaced are given back
 * once nothing uses them. To make them blocks for milliseconds; what is found is for any thread.
 * RFC 8446 §4.6.1, RFC 9325 §4.
 */
final class NativeTls {

  private static final long KEY_NANOS = TimeUnit.HOURS.toNanos(1);

  /** For clients of TLS 1.2 that take no tickets; each is some kilobytes. */
  private static final int SESSIONS_MAX = 1024;

  private final ListenerTls rules;
  private final boolean http2;
  private final Ticker ticker;
  private volatile Contexts contexts;
  private long renewedNanos;

  /** A table, and the context for each list of its aliases that one name has. */
  private record Contexts(IdentityTable table, Map<List<String>, NativeContext> byAliases) {}

  /**
   * Shows these to those who connect, until others replace them.
   *
   * @param http2 whether HTTP/2 is offered, and with it which protocols there are
   * @throws IllegalArgumentException if BoringSSL cannot do with them
   */
  NativeTls(ListenerTls rules, boolean http2, Ticker ticker) {
    this.rules = rules;
    this.http2 = http2;
    this.ticker = ticker;
    renewedNanos = ticker.nanos();
    contexts = made(rules.served().table());
  }

  /**
   * From now on these are shown to new connections.
   *
   * @throws IllegalArgumentException if it cannot do with them; then all is as it was
   */
  synchronized void replace(IdentityTable next) {
    contexts = made(next);
  }

  /** What encrypts for a name. */
  SslContext of(String name) {
    Contexts now = contexts;
    return now.byAliases.get(now.table.aliases(name)).context();
  }

  /** Whether a client that offers these protocols, or none, has one in common with it. */
  boolean speaks(Set<String> offered) {
    return !http2
        || offered.isEmpty()
        || ListenerTls.PROTOCOLS.stream().anyMatch(offered::contains);
  }

  /** Has keys for tickets renewed, if it is time. */
  synchronized void look() {
    if (ticker.nanos() - renewedNanos >= KEY_NANOS) {
      renewedNanos = ticker.nanos();
      contexts.byAliases.values().forEach(NativeContext::renewKey);
    }
  }

  private Contexts made(IdentityTable table) {
    Map<List<String>, NativeContext> byAliases = new HashMap<>();
    table.aliasLists().forEach(aliases -> byAliases.put(aliases, context(table, aliases)));
    return new Contexts(table, Map.copyOf(byAliases));
  }

  private NativeContext context(IdentityTable table, List<String> aliases) {
    SslContextBuilder builder =
        SslContextBuilder.forServer(NativeKeys.of(table.identities(aliases)))
            .sslProvider(SslProvider.OPENSSL)
            .protocols(ListenerTls.VERSIONS)
            .ciphers(ListenerTls.SUITES, SupportedCipherSuiteFilter.INSTANCE)
            .sessionCacheSize(SESSIONS_MAX);
    if (http2) {
      // It cannot break off a handshake for a protocol: HelloHandler does, before it has begun.
      builder.applicationProtocolConfig(
          new ApplicationProtocolConfig(
              ApplicationProtocolConfig.Protocol.ALPN,
              ApplicationProtocolConfig.SelectorFailureBehavior.NO_ADVERTISE,
              ApplicationProtocolConfig.SelectedListenerFailureBehavior.ACCEPT,
              ListenerTls.PROTOCOLS));
    }
    try {
      return new NativeContext(builder.build());
    } catch (SSLException e) {
      throw new IllegalArgumentException("BoringSSL: " + e.getMessage(), e);
    }
  }
}
