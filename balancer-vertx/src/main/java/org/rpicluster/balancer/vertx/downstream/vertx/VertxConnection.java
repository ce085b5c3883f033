package org.rpicluster.balancer.vertx.downstream.vertx;

import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.impl.HttpServerConnection;
import io.vertx.core.net.SocketAddress;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLSession;
import org.jspecify.annotations.Nullable;
import org.rpicluster.balancer.vertx.downstream.ClientConnection;
import org.rpicluster.balancer.vertx.downstream.ListenerName;
import org.rpicluster.balancer.vertx.tls.Identity;

/**
 * A client's connection as a Vert.x server shows it to all. It is made anew for each request, as
 * there is no place to keep it; {@link ReachedConnection} is kept. On its event loop only.
 */
class VertxConnection extends ClientConnection {

  private final HttpConnection http;
  private @Nullable List<String> shownNames;

  VertxConnection(HttpConnection http) {
    this.http = http;
  }

  /** The connection of a request. */
  static VertxConnection of(HttpServerRequest inboundRequest) {
    HttpConnection http = inboundRequest.connection();
    return ClientWire.isOpen() && http instanceof HttpServerConnection internal
        ? ReachedConnection.of(internal)
        : new VertxConnection(http);
  }

  @Override
  public String address() {
    String address = http.remoteAddress().hostAddress();
    return address == null ? "" : address;
  }

  @Override
  public boolean isEncrypted() {
    return http.isSsl();
  }

  @Override
  public boolean isClientUnknown() {
    return false;
  }

  @Override
  public int localPort() {
    SocketAddress local = http.localAddress();
    return local == null ? -1 : local.port();
  }

  @Override
  public String listener() {
    return ListenerName.NONE;
  }

  @Override
  public @Nullable SSLSession sslSession() {
    return http.sslSession();
  }

  @Override
  public boolean isReached() {
    return false;
  }

  @Override
  protected void onClosed(Runnable closed) {}

  @Override
  public void waits(boolean waiting) {}

  @Override
  public void close() {
    http.close();
  }

  @Override
  public void closeGently(Duration most) {
    http.shutdown(most);
  }

  @Override
  public void closeNow() {}

  /** The name that the client asked for in the handshake; nothing where that was not read. */
  Optional<String> serverName() {
    return Optional.empty();
  }

  /** The names in the certificate that its client was shown. Read once for each connection. */
  final List<String> shownNames() {
    List<String> names = shownNames;
    if (names == null) {
      Certificate[] chain = http.sslSession().getLocalCertificates();
      names =
          chain != null && chain[0] instanceof X509Certificate certificate
              ? Identity.namesOf(certificate)
              : List.of();
      shownNames = names;
    }
    return names;
  }

  /** Holds the body of a request back before Vert.x, with as little read of it as can be. */
  void holdBody(HttpServerRequest inboundRequest) {}

  /** Lets the body of a request go on. */
  void letBodyGo(HttpServerRequest inboundRequest) {}

  /** Sends an interim answer of any status to a client of HTTP/1.1 that has no final one yet. */
  void sendInterim(HttpResponseStatus status, HttpHeaders fields) {}

  /** Sends what was written and can go out. */
  void flush() {}

  /** The close that comes is to show that an answer of HTTP/1 is not whole. */
  void cutAnswer(boolean endsWithClose) {}
}
