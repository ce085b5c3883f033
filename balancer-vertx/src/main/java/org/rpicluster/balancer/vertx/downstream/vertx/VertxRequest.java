package org.rpicluster.balancer.vertx.downstream.vertx;

import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.http.EmptyHttpHeaders;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import io.vertx.core.http.Cookie;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.internal.buffer.BufferInternal;
import io.vertx.core.net.HostAndPort;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.rpicluster.balancer.vertx.downstream.ClientConnection;
import org.rpicluster.balancer.vertx.downstream.HeadFault;
import org.rpicluster.balancer.vertx.downstream.InboundBody;
import org.rpicluster.balancer.vertx.downstream.InboundHead;
import org.rpicluster.balancer.vertx.http.Fields;
import org.rpicluster.balancer.vertx.http.NettyFields;
import org.rpicluster.balancer.vertx.http.Protocol;

/** The request's half of a {@link VertxExchange}. On the connection's event loop only. */
abstract class VertxRequest implements InboundHead, InboundBody {

  private static final Fields NONE = NettyFields.over(EmptyHttpHeaders.INSTANCE);

  final HttpServerRequest inboundRequest;
  final VertxConnection connection;
  private final Fields fields;

  VertxRequest(HttpServerRequest inboundRequest) {
    this.inboundRequest = inboundRequest;
    connection = VertxConnection.of(inboundRequest);
    fields = new MultiMapFields(inboundRequest.headers());
  }

  @Override
  public String method() {
    return inboundRequest.method().name();
  }

  @Override
  public String target() {
    String uri = inboundRequest.uri();
    return uri == null ? "" : uri;
  }

  @Override
  public String authority() {
    HostAndPort authority = inboundRequest.authority();
    return authority == null ? "" : authority.toString();
  }

  @Override
  public String scheme() {
    String scheme = inboundRequest.scheme();
    return scheme == null ? "" : scheme;
  }

  @Override
  public Protocol protocol() {
    HttpVersion version = inboundRequest.version();
    if (version == null) {
      // Such as http/1.1 in small letters: asked for it, Vert.x answers 501 itself, and closes.
      return Protocol.HTTP_1_1;
    }
    return switch (version) {
      case HTTP_1_0 -> Protocol.HTTP_1_0;
      case HTTP_1_1 -> Protocol.HTTP_1_1;
      default -> Protocol.HTTP_2;
    };
  }

  @Override
  public Fields fields() {
    return fields;
  }

  @Override
  public @Nullable String cookie(String name) {
    Cookie cookie = inboundRequest.getCookie(name);
    return cookie == null ? null : cookie.getValue();
  }

  @Override
  public @Nullable HeadFault fault() {
    return inboundRequest.decoderResult().isFailure()
        ? faultOf(inboundRequest.decoderResult().cause())
        : null;
  }

  private static HeadFault faultOf(Throwable cause) {
    if (cause instanceof TooLongHttpLineException) {
      return HeadFault.LINE_TOO_LONG;
    }
    return cause instanceof TooLongHttpHeaderException
        ? HeadFault.FIELDS_TOO_LONG
        : HeadFault.MALFORMED;
  }

  /** The server shows nothing of it. */
  @Override
  public String unread() {
    return "";
  }

  @Override
  public ClientConnection connection() {
    return connection;
  }

  @Override
  public void onBody(Consumer<ByteBuf> pieces) {
    inboundRequest.handler(piece -> pieces.accept(((BufferInternal) piece).getByteBuf()));
  }

  @Override
  public void onBodyEnd(Runnable ended) {
    inboundRequest.endHandler(end -> ended.run());
  }

  /** The server cuts it without a word. */
  @Override
  public void onMalformedBody(Runnable malformed) {}

  @Override
  public void pauseBody() {
    inboundRequest.pause();
  }

  @Override
  public void resumeBody() {
    inboundRequest.resume();
  }

  @Override
  public void fetchPiece() {
    inboundRequest.fetch(1);
  }

  @Override
  public boolean isBodyEnded() {
    return inboundRequest.isEnded();
  }

  @Override
  public long bodyBytes() {
    return inboundRequest.bytesRead();
  }

  /** The server shows none. */
  @Override
  public Fields trailers() {
    return NONE;
  }
}
