package org.rpicluster.balancer.vertx.downstream.http1;

import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.http.HttpHeaderNames;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.rpicluster.balancer.vertx.downstream.ClientConnection;
import org.rpicluster.balancer.vertx.downstream.HeadFault;
import org.rpicluster.balancer.vertx.downstream.InboundBody;
import org.rpicluster.balancer.vertx.downstream.InboundHead;
import org.rpicluster.balancer.vertx.http.Fields;
import org.rpicluster.balancer.vertx.http.HeadFields;
import org.rpicluster.balancer.vertx.http.NettyFields;
import org.rpicluster.balancer.vertx.http.Protocol;
import org.rpicluster.balancer.vertx.http.RequestCookies;
import org.rpicluster.balancer.vertx.http.codec.FieldName;
import org.rpicluster.balancer.vertx.http.codec.FieldValue;
import org.rpicluster.balancer.vertx.http.codec.Head;
import org.rpicluster.balancer.vertx.http.codec.MessageReader;
import org.rpicluster.balancer.vertx.http.codec.RequestMethod;

/**
 * The request's half of an {@link ExchangeUnderWay}: a view of the head that its connection has
 * read, until the next one is. On the connection's event loop only.
 */
abstract class Http1Request implements InboundHead, InboundBody {

  private static final String UNREAD = "-";

  /** Of all requests behind whose bodies nothing came; only read. */
  private static final Fields NO_TRAILERS = NettyFields.none();

  final Http1Handler handler;
  final Http1Body body;
  private final MessageReader reader;
  private final Head head;
  private final Fields fields;
  private @Nullable HeadFault fault;
  private String unread = "";
  private @Nullable String target;
  private @Nullable RequestCookies cookies;

  Http1Request(Http1Handler handler, MessageReader reader) {
    this.handler = handler;
    this.reader = reader;
    head = reader.head();
    fields = HeadFields.over(head);
    body = new Http1Body(handler.ctx().alloc());
  }

  /** Another request has begun. */
  void begin(@Nullable HeadFault wrong) {
    fault = wrong;
    unread = wrong == null ? "" : unread(wrong);
    if (wrong != null) {
      body.none();
    }
  }

  /** It is over, and nothing of it is kept. */
  void leave() {
    target = null;
    cookies = null;
    body.reset();
  }

  /** What came where the line is not to be had. */
  private String unread(HeadFault wrong) {
    return reader.isLineRead() && wrong != HeadFault.TOO_SLOW
        ? ""
        : FirstLine.cut(head.firstBytes(FirstLine.BYTES_MAX + 1));
  }

  /** Method and target of an unknown version can be had. */
  private boolean isLineMissing() {
    return fault != null && !reader.isLineRead() && fault != HeadFault.UNKNOWN_VERSION
        || fault == HeadFault.TOO_SLOW;
  }

  @Override
  public String method() {
    return isLineMissing() ? UNREAD : head.line().methodText();
  }

  boolean isHead() {
    return head.line().method() == RequestMethod.HEAD;
  }

  @Override
  public String target() {
    String known = target;
    if (known == null) {
      known = isLineMissing() ? UNREAD : head.line().target();
      target = known;
    }
    return known;
  }

  @Override
  public String authority() {
    String host = fields.get(HttpHeaderNames.HOST);
    return host == null ? "" : host;
  }

  @Override
  public String scheme() {
    return handler.connection().isEncrypted() ? "https" : "http";
  }

  @Override
  public Protocol protocol() {
    return head.line().minorVersion() == 0 ? Protocol.HTTP_1_0 : Protocol.HTTP_1_1;
  }

  /** Whether the client wants its connection to go on. RFC 9112 §9.3. */
  boolean isKeptAlive() {
    return protocol() == Protocol.HTTP_1_1
        ? !head.lists(FieldName.CONNECTION, FieldValue.CLOSE)
        : head.lists(FieldName.CONNECTION, FieldValue.KEEP_ALIVE)
            && !head.lists(FieldName.CONNECTION, FieldValue.CLOSE);
  }

  @Override
  public Fields fields() {
    return fields;
  }

  @Override
  public @Nullable String cookie(String name) {
    RequestCookies known = cookies;
    if (known == null) {
      known = new RequestCookies(fields);
      cookies = known;
    }
    return known.value(name);
  }

  @Override
  public @Nullable HeadFault fault() {
    return fault;
  }

  @Override
  public String unread() {
    return unread;
  }

  @Override
  public ClientConnection connection() {
    return handler.connection();
  }

  @Override
  public void onBody(Consumer<ByteBuf> pieces) {
    body.onPieces(pieces);
  }

  @Override
  public void onBodyEnd(Runnable ended) {
    body.onEnd(ended);
  }

  @Override
  public void onMalformedBody(Runnable malformed) {
    body.onMalformed(malformed);
  }

  @Override
  public void pauseBody() {
    body.pause();
  }

  /** What is there comes before this returns, as far as it is taken. */
  @Override
  public void resumeBody() {
    body.resume();
    handler.requests().readOn();
  }

  @Override
  public void fetchPiece() {
    body.fetch();
    handler.requests().readOn();
  }

  @Override
  public boolean isBodyEnded() {
    return body.isOver();
  }

  @Override
  public long bodyBytes() {
    return body.bytes();
  }

  @Override
  public Fields trailers() {
    return reader.hasTrailers() ? HeadFields.over(reader.trailers()) : NO_TRAILERS;
  }
}
