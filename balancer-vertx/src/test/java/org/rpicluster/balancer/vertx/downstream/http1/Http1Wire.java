package org.rpicluster.balancer.vertx.downstream.http1;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.vertx.core.Vertx;
import io.vertx.core.internal.VertxInternal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.rpicluster.balancer.vertx.downstream.Activity;
import org.rpicluster.balancer.vertx.downstream.InboundExchange;
import org.rpicluster.balancer.vertx.http.codec.ReadLimits;

/** A connection without a socket: bytes in, requests seen, bytes out. A bar is a line's end. */
final class Http1Wire implements AutoCloseable {

  static final Duration SILENCE = Duration.ofSeconds(10);

  private static final ReadLimits LIMITS = new ReadLimits(200, 400, 8, Long.MAX_VALUE);

  private final EmbeddedChannel channel = new EmbeddedChannel();
  private final List<InboundExchange> exchanges = new ArrayList<>();
  private final Http1Handler handler;

  Http1Wire(Vertx vertx, Consumer<InboundExchange> requests) {
    handler =
        new Http1Handler(
            ((VertxInternal) vertx).contextBuilder().withEventLoop(channel.eventLoop()).build(),
            LIMITS,
            SILENCE,
            Activity.UNWATCHED,
            exchange -> {
              exchanges.add(exchange);
              requests.accept(exchange);
            });
    channel.pipeline().addLast(handler);
  }

  /** Answers with what was asked for, as soon as all of it is there. */
  static void echo(InboundExchange exchange) {
    StringBuilder body = new StringBuilder();
    exchange.onBody(
        piece -> {
          body.append(piece.toString(StandardCharsets.ISO_8859_1));
          piece.release();
        });
    Runnable answer =
        () -> {
          body.insert(0, exchange.method() + ' ' + exchange.target() + ' ');
          exchange.trailers().forEach(field -> body.append(' ').append(field));
          answer(exchange, body.toString());
        };
    if (exchange.fault() != null) {
      exchange.status(400);
      exchange.announceClose();
      answer(exchange, exchange.fault() + " " + exchange.unread());
      exchange.connection().closeGently(Duration.ofSeconds(1));
    } else {
      exchange.onMalformedBody(() -> exchange.cut(false));
      exchange.onBodyEnd(answer);
    }
  }

  static void answer(InboundExchange exchange, String body) {
    ByteBuf bytes = bytes(body);
    exchange.end(bytes).onComplete(taken -> bytes.release());
  }

  static ByteBuf bytes(String text) {
    return Unpooled.copiedBuffer(text, StandardCharsets.ISO_8859_1);
  }

  Http1Wire send(String text) {
    return send(text.replace("|", "\r\n").getBytes(StandardCharsets.ISO_8859_1), 0);
  }

  /** As it is. */
  Http1Wire send(ByteBuf bytes) {
    channel.writeInbound(bytes);
    channel.runPendingTasks();
    return this;
  }

  /** In two pieces. */
  Http1Wire send(byte[] bytes, int cut) {
    piece(bytes, 0, cut);
    piece(bytes, cut, bytes.length);
    return this;
  }

  /** Byte by byte. */
  Http1Wire trickle(byte[] bytes) {
    for (int i = 0; i < bytes.length; i++) {
      piece(bytes, i, i + 1);
    }
    return this;
  }

  private void piece(byte[] bytes, int from, int to) {
    if (to > from && channel.isOpen()) {
      channel.writeInbound(Unpooled.copiedBuffer(bytes, from, to - from));
      channel.runPendingTasks();
    }
  }

  Http1Wire closeSide() {
    channel.pipeline().fireUserEventTriggered(ChannelInputShutdownEvent.INSTANCE);
    channel.runPendingTasks();
    return this;
  }

  Http1Wire closeAll() {
    channel.close();
    channel.runPendingTasks();
    return this;
  }

  /** What was sent since the last look; a bar for each line's end. */
  String sent() {
    channel.runPendingTasks();
    StringBuilder all = new StringBuilder();
    for (ByteBuf out = channel.readOutbound(); out != null; out = channel.readOutbound()) {
      all.append(new String(ByteBufUtil.getBytes(out), StandardCharsets.ISO_8859_1));
      out.release();
    }
    return all.toString().replace("\r\n", "|");
  }

  boolean isOpen() {
    channel.runPendingTasks();
    return channel.isOpen();
  }

  boolean isRead() {
    return channel.config().isAutoRead();
  }

  void advance(Duration time) {
    channel.advanceTimeBy(time.toNanos(), TimeUnit.NANOSECONDS);
    channel.runScheduledPendingTasks();
    channel.runPendingTasks();
  }

  /** Whether a timer waits that would hold the connection. */
  boolean hasTimer() {
    channel.runPendingTasks();
    return channel.runScheduledPendingTasks() >= 0;
  }

  List<InboundExchange> exchanges() {
    return exchanges;
  }

  InboundExchange last() {
    return exchanges.get(exchanges.size() - 1);
  }

  boolean giveUpHead() {
    return handler.giveUpHead();
  }

  /** As at a stop: the next head that is sent announces the end. */
  void endWithNext() {
    handler.endWithNext();
  }

  @Override
  public void close() {
    channel.finishAndReleaseAll();
  }
}
