package org.rpicluster.balancer.vertx.downstream.http2;

import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2Stream;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.rpicluster.balancer.vertx.downstream.ClientConnection;
import org.rpicluster.balancer.vertx.downstream.HeadFault;
import org.rpicluster.balancer.vertx.downstream.InboundBody;
import org.rpicluster.balancer.vertx.downstream.InboundHead;
import org.rpicluster.balancer.vertx.http.FieldList;
import org.rpicluster.balancer.vertx.http.Fields;
import org.rpicluster.balancer.vertx.http.Protocol;
import org.rpicluster.balancer.vertx.http.RequestCookies;

/** The request's half of a {@link InboundStream}. On the connection's event loop only. */
abstract class StreamRequest implements InboundHead, InboundBody {

  private static final Fields NONE = new FieldList();

  final ClientSessionHandler handler;
  final Http2Stream stream;
  final RequestHead head;
  final StreamInput input;
  private @Nullable FieldList fields;
  private Fields trailers = NONE;
  private @Nullable RequestCookies cookies;

  StreamRequest(
      ClientSessionHandler handler, Http2Stream stream, RequestHead head, boolean isWhole) {
    this.handler = handler;
    this.stream = stream;
    this.head = head;
    fields = head.fields();
    input = new StreamInput(handler, stream, head.bytes(), isWhole);
  }

  /** The fields behind the body have come, and end it. */
  void trailers(FieldList fields) throws Http2Exception {
    if (!fields.isEmpty()) {
      trailers = fields;
    }
    input.trailersCame();
  }

  @Override
  public String method() {
    return head.method();
  }

  @Override
  public String target() {
    return head.path();
  }

  @Override
  public String authority() {
    return head.authority();
  }

  @Override
  public String scheme() {
    return head.scheme();
  }

  @Override
  public String connectProtocol() {
    return head.protocol();
  }

  @Override
  public Protocol protocol() {
    return Protocol.HTTP_2;
  }

  @Override
  public Fields fields() {
    return rows();
  }

  private FieldList rows() {
    FieldList came = fields;
    if (came == null) {
      came = new FieldList(); // they are another's by now
      fields = came;
    }
    return came;
  }

  /** Nothing asks for its fields any more: another stream may have them. */
  void giveBack(SpareFieldLists spare) {
    FieldList came = fields;
    fields = null;
    cookies = null;
    if (came != null) {
      spare.giveBack(came);
    }
  }

  @Override
  public @Nullable String cookie(String name) {
    RequestCookies read = cookies;
    if (read == null) {
      read = new RequestCookies(rows());
      cookies = read;
    }
    return read.value(name);
  }

  /** What could not be read has ended its stream, or its connection. */
  @Override
  public @Nullable HeadFault fault() {
    return null;
  }

  @Override
  public String unread() {
    return "";
  }

  @Override
  public ClientConnection connection() {
    return handler.session();
  }

  @Override
  public void onBody(Consumer<ByteBuf> pieces) {
    input.onBody(pieces);
  }

  @Override
  public void onBodyEnd(Runnable ended) {
    input.onEnd(ended);
  }

  /** That ends the stream. */
  @Override
  public void onMalformedBody(Runnable malformed) {}

  @Override
  public void pauseBody() {
    input.pause();
  }

  @Override
  public void resumeBody() {
    input.resume();
  }

  @Override
  public void fetchPiece() {
    input.fetch();
  }

  @Override
  public boolean isBodyEnded() {
    return input.isEnded();
  }

  @Override
  public long bodyBytes() {
    return input.bytes();
  }

  @Override
  public Fields trailers() {
    return trailers;
  }
}
