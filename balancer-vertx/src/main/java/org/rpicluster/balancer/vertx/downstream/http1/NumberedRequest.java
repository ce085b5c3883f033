package org.rpicluster.balancer.vertx.downstream.http1;

import io.netty.buffer.ByteBuf;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.rpicluster.balancer.vertx.downstream.ClientConnection;
import org.rpicluster.balancer.vertx.downstream.HeadFault;
import org.rpicluster.balancer.vertx.downstream.InboundBody;
import org.rpicluster.balancer.vertx.downstream.InboundHead;
import org.rpicluster.balancer.vertx.http.Fields;
import org.rpicluster.balancer.vertx.http.NettyFields;
import org.rpicluster.balancer.vertx.http.Protocol;

/**
 * The request's half of an {@link InboundHttp1}: the number of a request, and the one object of its
 * connection in which all of them are, one after the other. On the connection's event loop only.
 */
abstract class NumberedRequest implements InboundHead, InboundBody {

  final ExchangeUnderWay exchange;
  private final int generation;

  /** The one that has just begun. */
  NumberedRequest(ExchangeUnderWay exchange) {
    this.exchange = exchange;
    generation = exchange.generation();
  }

  /** Whether it is still there: otherwise another one may be in its place. */
  final boolean isCurrent() {
    return exchange.generation() == generation;
  }

  @Override
  public String method() {
    return isCurrent() ? exchange.method() : "";
  }

  @Override
  public String target() {
    return isCurrent() ? exchange.target() : "";
  }

  @Override
  public String authority() {
    return isCurrent() ? exchange.authority() : "";
  }

  @Override
  public String scheme() {
    return isCurrent() ? exchange.scheme() : "";
  }

  @Override
  public Protocol protocol() {
    return isCurrent() ? exchange.protocol() : Protocol.HTTP_1_1;
  }

  @Override
  public Fields fields() {
    return isCurrent() ? exchange.fields() : NettyFields.none();
  }

  @Override
  public @Nullable String cookie(String name) {
    return isCurrent() ? exchange.cookie(name) : null;
  }

  @Override
  public @Nullable HeadFault fault() {
    return isCurrent() ? exchange.fault() : null;
  }

  @Override
  public String unread() {
    return isCurrent() ? exchange.unread() : "";
  }

  @Override
  public ClientConnection connection() {
    return exchange.connection();
  }

  @Override
  public void onBody(Consumer<ByteBuf> pieces) {
    if (isCurrent()) {
      exchange.onBody(pieces);
    }
  }

  @Override
  public void onBodyEnd(Runnable ended) {
    if (isCurrent()) {
      exchange.onBodyEnd(ended);
    }
  }

  @Override
  public void onMalformedBody(Runnable malformed) {
    if (isCurrent()) {
      exchange.onMalformedBody(malformed);
    }
  }

  @Override
  public void pauseBody() {
    if (isCurrent()) {
      exchange.pauseBody();
    }
  }

  @Override
  public void resumeBody() {
    if (isCurrent()) {
      exchange.resumeBody();
    }
  }

  @Override
  public void fetchPiece() {
    if (isCurrent()) {
      exchange.fetchPiece();
    }
  }

  @Override
  public boolean isBodyEnded() {
    return isCurrent() ? exchange.isBodyEnded() : true;
  }

  @Override
  public long bodyBytes() {
    return isCurrent() ? exchange.bodyBytes() : 0;
  }

  @Override
  public Fields trailers() {
    return isCurrent() ? exchange.trailers() : NettyFields.none();
  }
}
