package org.rpicluster.balancer.vertx.downstream.vertx;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http2.Http2Connection;
import io.netty.handler.codec.http2.Http2ConnectionAdapter;
import io.netty.handler.codec.http2.Http2ConnectionHandler;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2FrameListenerDecorator;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.handler.codec.http2.Http2Stream;
import io.netty.util.AttributeKey;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.rpicluster.balancer.vertx.downstream.HeldByConnection;
import org.rpicluster.balancer.vertx.memory.MemoryCharge;
import org.rpicluster.balancer.vertx.netty.FairReads;

/**
 * The bodies on one HTTP/2 connection between Netty and Vert.x, as {@link BodyAhead} over HTTP/1.1.
 * Small frames that one read brings go on as one piece for each stream; of a stream that is held
 * back nothing goes on, and what came is one buffer, charged: Vert.x keeps each frame, and one of a
 * byte costs two hundred. A connection that has no room for what it sends ahead is ended. The
 * windows stay as they are: what did not go on was not taken.
 *
 * <p>What is charged is released with the buffers, and, as Vert.x lets go of a connection's streams
 * a turn after its close, not before that. Costs a copy of what is short or held back. On its event
 * loop only. RFC 9113 §6.9, §10.5.
 */
final class StreamBodies extends Http2FrameListenerDecorator {

  /** More than this goes on at once: what is short is worth a copy, and what is long is not. */
  private static final int TOGETHER_BYTES_MAX = 4 * 1024;

  /** A read that brings more of them holds up the event loop for what they are, not for bytes. */
  private static final int FRAMES_MAX = 256;

  /** Of a usual upload less than this waits: it finds room however much others have ahead. */
  private static final int FREE_BYTES = 8 * 1024;

  private static final AttributeKey<StreamBodies> KEY =
      AttributeKey.valueOf(StreamBodies.class, "of the connection");

  private final ChannelHandlerContext http2;
  private final Http2ConnectionHandler handler;
  private final Http2Connection connection;
  private final Http2Connection.PropertyKey body;
  private final MemoryCharge charge;
  private final List<StreamBody> due = new ArrayList<>();
  private long cost;
  private int frames;

  private StreamBodies(ChannelHandlerContext http2, Http2ConnectionHandler handler) {
    super(handler.decoder().frameListener());
    this.http2 = http2;
    this.handler = handler;
    connection = handler.connection();
    body = connection.newKey();
    charge = HeldByConnection.of(http2.channel()).aheadOfStreams();
    connection.addListener(new Ends());
  }

  /** Stands before what listens to a connection, from now on. On its first request. */
  static void watch(ChannelHandlerContext http2, Http2ConnectionHandler handler) {
    StreamBodies bodies = new StreamBodies(http2, handler);
    http2.channel().attr(KEY).set(bodies);
    http2.pipeline().addBefore(http2.name(), null, bodies.new ReadEndHandler());
    handler.decoder().frameListener(bodies);
  }

  /** Nothing more of a stream goes on. */
  static void hold(ChannelHandlerContext http2, int stream) {
    StreamBodies bodies = http2.channel().attr(KEY).get();
    StreamBody held = bodies == null ? null : bodies.of(stream);
    if (held != null) {
      held.hold();
    }
  }

  /** What has come of a stream goes on, and so does what comes. */
  static void letGo(ChannelHandlerContext http2, int stream) {
    StreamBodies bodies = http2.channel().attr(KEY).get();
    StreamBody held = bodies == null ? null : bodies.of(stream);
    if (held != null && held.isHeld()) {
      bodies.letGo(held);
    }
  }

  private void letGo(StreamBody held) {
    int before = held.cost();
    held.letGo();
    update(before, held);
    goOn(held);
  }

  private @Nullable StreamBody of(int number) {
    Http2Stream stream = connection.stream(number);
    if (stream == null || stream.state() == Http2Stream.State.CLOSED) {
      return null;
    }
    StreamBody known = stream.getProperty(body);
    if (known == null) {
      known = new StreamBody(number);
      stream.setProperty(body, known);
    }
    return known;
  }

  @Override
  public int onDataRead(
      ChannelHandlerContext ctx, int stream, ByteBuf data, int padding, boolean ends)
      throws Http2Exception {
    if (++frames == FRAMES_MAX) {
      FairReads.readLittle(ctx.channel());
    }
    StreamBody to = of(stream);
    if (to == null || to.bytes() == 0 && !to.isHeld() && (ends || isLong(data.readableBytes()))) {
      return super.onDataRead(ctx, stream, data, padding, ends);
    }
    int before = to.cost();
    to.add(data);
    update(before, to);
    if (ends) {
      return padding + passOn(to, true);
    }
    if (to.isHeld()) {
      requireRoom();
    } else if (isLong(to.bytes())) {
      return padding + passOn(to, false);
    } else if (to.isFirstDue()) {
      due.add(to);
    }
    return padding;
  }

  private static boolean isLong(int bytes) {
    return bytes > TOGETHER_BYTES_MAX;
  }

  /** Trailers, if the stream has begun: they come behind its body. */
  @Override
  public void onHeadersRead(
      ChannelHandlerContext ctx, int stream, Http2Headers fields, int padding, boolean ends)
      throws Http2Exception {
    beforeTrailers(stream);
    super.onHeadersRead(ctx, stream, fields, padding, ends);
  }

  @Override
  public void onHeadersRead(
      ChannelHandlerContext ctx,
      int stream,
      Http2Headers fields,
      int dependency,
      short weight,
      boolean exclusive,
      int padding,
      boolean ends)
      throws Http2Exception {
    beforeTrailers(stream);
    super.onHeadersRead(ctx, stream, fields, dependency, weight, exclusive, padding, ends);
  }

  private void beforeTrailers(int number) throws Http2Exception {
    StreamBody before = of(number);
    if (before != null && before.bytes() > 0) {
      taken(number, passOn(before, false));
    }
  }

  /** Behind this it waits as well, if it is held back: as one piece, with the stream's end. */
  private int passOn(StreamBody from, boolean ends) throws Http2Exception {
    int before = from.cost();
    ByteBuf piece = from.take();
    if (from.isHeld()) {
      from.handOver(piece.readableBytes());
    }
    update(before, from);
    if (from.isHeld()) {
      requireRoom();
    }
    return super.onDataRead(http2, from.stream(), piece, 0, ends);
  }

  private void goOn(StreamBody from) {
    if (from.bytes() == 0) {
      return;
    }
    try {
      if (from.isHeld()) {
        requireRoom();
      } else {
        taken(from.stream(), passOn(from, false));
      }
    } catch (Http2Exception e) {
      handler.onError(http2, false, e);
    }
  }

  private void taken(int number, int bytes) throws Http2Exception {
    Http2Stream stream = connection.stream(number);
    if (bytes > 0 && stream != null) {
      connection.local().flowController().consumeBytes(stream, bytes);
    }
  }

  private void update(int before, StreamBody now) {
    cost += now.cost() - before;
    if (cost - FREE_BYTES < charge.bytes()) {
      charge.resize(Math.max(0, cost - FREE_BYTES)); // giving back finds room
    }
  }

  private void requireRoom() throws Http2Exception {
    if (!charge.resize(Math.max(0, cost - FREE_BYTES))) {
      throw Http2Exception.connectionError(
          Http2Error.ENHANCE_YOUR_CALM, "too much is sent ahead of the member that takes it");
    }
  }

  private void readComplete() {
    frames = 0;
    for (int i = 0; i < due.size(); i++) {
      StreamBody each = due.get(i);
      each.isDone();
      goOn(each);
    }
    due.clear();
  }

  /** A stream that has ended holds nothing here. */
  private final class Ends extends Http2ConnectionAdapter {
    @Override
    public void onStreamClosed(Http2Stream stream) {
      StreamBody over = stream.removeProperty(body);
      if (over != null) {
        int before = over.cost();
        over.drop();
        update(before, over);
      }
    }
  }

  /** Before what reads frames: when a read is over, and when the connection is. */
  private final class ReadEndHandler extends ChannelInboundHandlerAdapter {
    @Override
    public void channelReadComplete(ChannelHandlerContext ctx) {
      readComplete();
      ctx.fireChannelReadComplete();
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext ctx) {
      charge.release();
    }
  }
}
