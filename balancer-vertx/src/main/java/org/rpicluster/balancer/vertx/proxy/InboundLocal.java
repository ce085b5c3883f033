package org.rpicluster.balancer.vertx.proxy;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import org.rpicluster.balancer.check.Check;
import org.rpicluster.balancer.vertx.downstream.InboundExchange;
import org.rpicluster.balancer.vertx.forwarded.Client;
import org.rpicluster.balancer.vertx.forwarded.TrustedProxies;
import org.rpicluster.balancer.vertx.http.Fields;
import org.rpicluster.balancer.vertx.http.Target;

/**
 * A client's exchange as a {@link LocalHandler} has it, without a proxy around it. On its event
 * loop only.
 */
class InboundLocal implements LocalExchange {

  /** A lower one is that of an interim answer; three digits are all that there is room for. */
  private static final int STATUS_MIN = 200;

  private static final int STATUS_MAX = 999;

  private final InboundExchange inbound;
  private final Target target;
  private final String host;
  private final @Nullable ByteBuf readBody;
  private final Promise<Void> over = Promise.promise();

  /**
   * An exchange.
   *
   * @param target the request's, which is a path and a query, or {@code *}
   * @param host that is asked for, with its port if that was said
   * @param readBody all of the body, if an embedder has read it; null if none of it was read
   */
  InboundLocal(InboundExchange inbound, Target target, String host, @Nullable ByteBuf readBody) {
    this.inbound = inbound;
    this.target = target;
    this.host = host;
    this.readBody = readBody;
  }

  /** One that nothing has looked at before. */
  static InboundLocal of(InboundExchange inbound) {
    Target read = Target.of(inbound.target(), true);
    Target target = read == Target.INVALID ? new Target("", inbound.target()) : read;
    String host = target.authority().isEmpty() ? inbound.authority() : target.authority();
    return new InboundLocal(inbound, target, host, null);
  }

  /** The answer is ended, or the client has left it. */
  void over() {
    over.tryComplete();
  }

  @Override
  public String method() {
    return inbound.method();
  }

  @Override
  public String path() {
    String text = target.pathAndQuery();
    int mark = text.indexOf('?');
    return mark < 0 ? text : text.substring(0, mark);
  }

  @Override
  public String query() {
    String text = target.pathAndQuery();
    return text.substring(Math.min(path().length() + 1, text.length()));
  }

  @Override
  public String authority() {
    return host;
  }

  @Override
  public Fields fields() {
    return inbound.fields();
  }

  @Override
  public Client client(TrustedProxies believed) {
    return believed.client(inbound.connection(), inbound.fields());
  }

  @Override
  public Future<byte[]> body(int bytesMax) {
    if (readBody != null && readBody.readableBytes() <= bytesMax) {
      return Future.succeededFuture(ByteBufUtil.getBytes(readBody));
    }
    Promise<byte[]> read = LocalBody.read(inbound, bytesMax);
    over.future().onComplete(gone -> read.tryFail("the client has left"));
    return read.future();
  }

  @Override
  public Executor loop() {
    return inbound.loop();
  }

  @Override
  public void status(int status) {
    boolean isFinal = status >= STATUS_MIN && status <= STATUS_MAX;
    Check.argument(isFinal, "status", status, STATUS_MIN + " to " + STATUS_MAX);
    inbound.status(status);
  }

  @Override
  public Fields responseFields() {
    return inbound.responseFields();
  }

  @Override
  public Future<Void> send(ByteBuf piece) {
    if (isHead()) {
      piece.release();
      return Future.succeededFuture();
    }
    return inbound.send(piece).onComplete(gone -> piece.release());
  }

  /** Over HTTP/2, Vert.x would send the body of an answer to HEAD as well. */
  @Override
  public Future<Void> end(ByteBuf last) {
    int bytes = last.readableBytes();
    if (bytes > 0 && isHead() && !responseFields().contains(HttpHeaderNames.CONTENT_LENGTH)) {
      responseFields().set(HttpHeaderNames.CONTENT_LENGTH, Integer.toString(bytes));
    }
    boolean sent = bytes > 0 && !isHead();
    return inbound.end(sent ? last : null).onComplete(gone -> last.release());
  }

  @Override
  public void refuse(int status, String sentence) {
    if (isOver()) {
      return;
    }
    if (inbound.isHeadSent()) {
      inbound.cut(false);
    } else {
      status(status);
      responseFields().set(HttpHeaderNames.CONTENT_TYPE, "text/plain; charset=utf-8");
      end(Unpooled.copiedBuffer(sentence + "\n", StandardCharsets.UTF_8));
    }
  }

  private boolean isHead() {
    return method().equals("HEAD");
  }

  @Override
  public void onOver(Runnable told) {
    over.future().onComplete(any -> told.run());
  }

  @Override
  public boolean isOver() {
    return inbound.isAnswered() || over.future().isComplete();
  }
}
