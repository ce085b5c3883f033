package org.rpicluster.balancer.vertx.kit;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import org.rpicluster.balancer.vertx.forwarded.Client;
import org.rpicluster.balancer.vertx.forwarded.TrustedProxies;
import org.rpicluster.balancer.vertx.http.Fields;
import org.rpicluster.balancer.vertx.http.NettyFields;
import org.rpicluster.balancer.vertx.proxy.LocalExchange;

/** A request that a handler answers into memory, without a socket. For one thread. */
public final class MemoryExchange implements LocalExchange {

  private final String method;
  private final String target;
  private final Fields fields = NettyFields.none();
  private final Fields responseFields = NettyFields.none();
  private final List<Runnable> whenOver = new ArrayList<>();
  private final StringBuilder answer = new StringBuilder();
  private String peer = "127.0.0.1";
  private byte[] body = {};
  private int status = 200;
  private boolean over;

  /** What is not taken yet, if anything. */
  private @Nullable Promise<Void> taken;

  /** For {@code pi1}, from this machine. */
  public MemoryExchange(String method, String target) {
    this.method = method;
    this.target = target;
    fields.set("Host", "pi1");
  }

  /** With one more field. */
  public MemoryExchange with(String name, String value) {
    fields.add(name, value);
    return this;
  }

  /** From another address. */
  public MemoryExchange from(String address) {
    peer = address;
    return this;
  }

  /** With a body. */
  public MemoryExchange body(String text) {
    body = text.getBytes(StandardCharsets.UTF_8);
    return this;
  }

  /** Takes nothing of the answer until {@link #take}. */
  public MemoryExchange slow() {
    taken = Promise.promise();
    return this;
  }

  /** Takes what has been sent, and all that is sent from now on at once. */
  public void take() {
    Promise<Void> awaited = taken;
    taken = null;
    if (awaited != null) {
      awaited.complete();
    }
  }

  /** The client leaves. */
  public void leave() {
    over = true;
    whenOver.forEach(Runnable::run);
  }

  /** The answer's status. */
  public int status() {
    return status;
  }

  /** The answer's body, as far as it has come. */
  public String answer() {
    return answer.toString();
  }

  @Override
  public String method() {
    return method;
  }

  @Override
  public String path() {
    return target.split("[?]", 2)[0];
  }

  @Override
  public String query() {
    return target.contains("?") ? target.split("[?]", 2)[1] : "";
  }

  @Override
  public String authority() {
    return "pi1";
  }

  @Override
  public Fields fields() {
    return fields;
  }

  @Override
  public Client client(TrustedProxies believed) {
    return believed.client(FixedPeer.at(peer), fields);
  }

  @Override
  public Future<byte[]> body(int bytesMax) {
    return Future.succeededFuture(body);
  }

  @Override
  public Executor loop() {
    return Runnable::run;
  }

  @Override
  public void status(int status) {
    this.status = status;
  }

  @Override
  public Fields responseFields() {
    return responseFields;
  }

  @Override
  public Future<Void> send(ByteBuf piece) {
    answer.append(piece.toString(StandardCharsets.UTF_8));
    piece.release();
    return taken == null ? Future.succeededFuture() : taken.future();
  }

  @Override
  public Future<Void> end(ByteBuf last) {
    send(last);
    leave();
    return Future.succeededFuture();
  }

  @Override
  public void refuse(int status, String sentence) {
    status(status);
    end(Unpooled.copiedBuffer(sentence, StandardCharsets.UTF_8));
  }

  @Override
  public void onOver(Runnable told) {
    whenOver.add(told);
  }

  @Override
  public boolean isOver() {
    return over;
  }
}
