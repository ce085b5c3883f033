package org.rpicluster.balancer.vertx.downstream.listen;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandler.Sharable;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.haproxy.HAProxyMessageDecoder;
import io.netty.handler.ssl.ApplicationProtocolNames;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslHandler;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.rpicluster.balancer.time.Chance;
import org.rpicluster.balancer.time.Ticker;
import org.rpicluster.balancer.vertx.downstream.HeldByConnection;
import org.rpicluster.balancer.vertx.downstream.InboundHandler;
import org.rpicluster.balancer.vertx.downstream.http1.Http1Handler;
import org.rpicluster.balancer.vertx.downstream.http2.ClientSessions;
import org.rpicluster.balancer.vertx.downstream.http2.GoAways;
import org.rpicluster.balancer.vertx.http.codec.ReadLimits;
import org.rpicluster.balancer.vertx.settings.ClientLimits;
import org.rpicluster.balancer.vertx.settings.ListenerSettings;
import org.rpicluster.balancer.vertx.settings.TlsEngine;

/**
 * Sets up each connection of one listener: a PROXY header, TLS, and what reads requests behind
 * them, each only where it is and no longer than it is needed. One handler for a connection of
 * HTTP/1.1; any event loop.
 */
@Sharable
final class ConnectionInitializer extends ChannelInitializer<Channel> {

  private final Requests requests;
  private final ListenerSettings listener;
  private final @Nullable ServedIdentities served;
  private final @Nullable SslContext byJvm;
  private final @Nullable NativeTls byBoringSsl;
  private final InboundHandler handler;
  private final ClientSessions sessions;
  private final AcceptedConnections accepted;

  /**
   * What holds for the requests of all listeners.
   *
   * @param limits of requests, but for the number of fields, which the limiter knows
   * @param halfClosedSilence how long a client that has closed its side is waited for
   * @param handler gets each of them
   */
  record Requests(
      LoopContexts contexts,
      HandshakeThreads handshakes,
      ConnectionLimiter limiter,
      ClientLimits limits,
      Duration halfClosedSilence,
      InboundHandler handler) {

    ReadLimits heads(int fields) {
      return new ReadLimits(
          limits.requestLineBytes(),
          limits.headerBytes(),
          fields,
          Long.MAX_VALUE,
          limits.fields().eachBytes().orElse(Integer.MAX_VALUE));
    }

    Requests within(ClientLimits other) {
      return new Requests(contexts, handshakes, limiter, other, halfClosedSilence, handler);
    }

    ClientSessions sessions(InboundHandler next, GoAways goAways) {
      int headMax = limits.requestLineBytes() + limits.headerBytes();
      return new ClientSessions(
          limits.streams(), headMax, next, goAways, Ticker.system(), Chance.system());
    }
  }

  /**
   * Of one listener.
   *
   * @param tls with which it is encrypted; null if it is not
   * @param accepted each connection is put there
   */
  ConnectionInitializer(
      Requests requests,
      ListenerSettings listener,
      @Nullable ListenerTls tls,
      AcceptedConnections accepted) {
    this.requests = requests;
    this.listener = listener;
    this.accepted = accepted;
    served = tls == null ? null : tls.served();
    boolean isNative = listener.tlsEngine() == TlsEngine.BORINGSSL;
    byJvm = tls == null || isNative ? null : tls.context(listener.http2());
    byBoringSsl = tls == null || !isNative ? null : tls.byBoringSsl(listener.http2());
    handler =
        served == null ? requests.handler() : new MisdirectedRequests(served, requests.handler());
    sessions = requests.sessions(handler, accepted.goAways());
  }

  @Override
  protected void initChannel(Channel connection) {
    accepted.add(connection);
    if (listener.proxyProtocol()) {
      connection
          .pipeline()
          .addLast(
              new HAProxyMessageDecoder(), new ProxiedClientHandler(() -> beginTls(connection)));
    } else {
      beginTls(connection);
    }
  }

  private void beginTls(Channel connection) {
    ChannelPipeline pipeline = connection.pipeline();
    if (byBoringSsl != null) {
      pipeline.addLast(
          new HelloHandler(byBoringSsl, requests.handshakes(), tls -> behindTls(connection, tls)));
    } else if (byJvm != null && served != null) {
      SslHandler encryption = byJvm.newHandler(connection.alloc(), requests.handshakes());
      encryption.setHandshakeTimeoutMillis(0); // the client's timer sees to it
      pipeline.addLast(
          new ServerNameHandler(served), encryption, behindTls(connection, encryption));
    } else {
      beginPlain(connection);
    }
  }

  private ChannelHandler behindTls(Channel connection, SslHandler encryption) {
    return new NegotiatedHandler(encryption, protocol -> toNegotiated(connection, protocol));
  }

  private void toNegotiated(Channel connection, String protocol) {
    if (protocol.equals(ApplicationProtocolNames.HTTP_2)) {
      toHttp2(connection);
    } else {
      toHttp1(connection);
    }
  }

  private void beginPlain(Channel connection) {
    if (listener.h2c()) {
      connection
          .pipeline()
          .addLast(new PrefaceHandler(() -> toHttp1(connection), () -> toHttp2(connection)));
    } else {
      toHttp1(connection);
    }
  }

  private void toHttp2(Channel connection) {
    sessions.begin(
        connection.pipeline(),
        requests.contexts().of(connection.eventLoop()),
        requests.limiter().connected(connection, served != null, true));
  }

  private void toHttp1(Channel connection) {
    Http1Handler http1 =
        new Http1Handler(
            requests.contexts().of(connection.eventLoop()),
            requests.heads(HeldByConnection.of(connection).fieldsMax()),
            requests.halfClosedSilence(),
            requests.limiter().connected(connection, served != null, false),
            handler::handle);
    connection.pipeline().addLast(http1);
    accepted.begun(http1);
  }
}
