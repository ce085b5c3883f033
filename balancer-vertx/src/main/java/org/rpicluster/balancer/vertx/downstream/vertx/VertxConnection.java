package org.rpicluster.balancer.vertx.downstream.vertx;

import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.impl.HttpServerConnection;
import io.vertx.core.net.SocketAddress;
import java.time.Duration;
import javax.net.ssl.SSLSession;
import org.jspecify.annotations.Nullable;
import org.rpicluster.balancer.vertx.downstream.ClientConnection;
import org.rpicluster.balancer.vertx.downstream.ListenerName;

/**
 * A client's connection as a Vert.x server shows it to all. It is made anew for each request, as
 * there is no place to keep it; {@link ReachedConnection} is kept. On its event loop only.
 */
class VertxConnection extends ClientConnection {

  private final HttpConnection http;

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

  /** Sends what was written and can go out. */
  void flush() {}

  /** The close that comes is to show that an answer of HTTP/1 is not whole. */
  void cutAnswer(boolean endsWithClose) {}
}
