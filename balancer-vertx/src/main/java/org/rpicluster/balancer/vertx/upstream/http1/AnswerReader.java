package org.rpicluster.balancer.vertx.upstream.http1;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import org.jspecify.annotations.Nullable;
import org.rpicluster.balancer.vertx.http.codec.Head;
import org.rpicluster.balancer.vertx.http.codec.MessagePart;
import org.rpicluster.balancer.vertx.http.codec.MessageReader;
import org.rpicluster.balancer.vertx.http.codec.ReadLimits;
import org.rpicluster.balancer.vertx.tunnel.ChannelEndHandler;
import org.rpicluster.balancer.vertx.tunnel.TunnelEnd;
import org.rpicluster.balancer.vertx.upstream.UpstreamFailure.Kind;
import org.rpicluster.balancer.vertx.upstream.UpstreamListener;
import org.rpicluster.balancer.vertx.upstream.UpstreamOptions;

/**
 * Reads what comes of an exchange's answer: a head, its body and its end, each judged before the
 * listener is told. The grammar is {@link MessageReader}'s, of which one is lent for each answer
 * and used again by others ({@link SpareReaders}); a body is not copied. One for all exchanges of a
 * connection; on its event loop only. RFC 9112 §6.3, RFC 9110 §15.2.
 */
final class AnswerReader {

  /** A status line is short; some put a sentence into the reason. */
  private static final int LINE_BYTES_MAX = 8 * 1024;

  /** Of one head, and of trailers: answers have some dozens. */
  static final int FIELDS_MAX = 256;

  /** A body may be as long as it likes: it is not kept. */
  static final ReadLimits LIMITS =
      new ReadLimits(LINE_BYTES_MAX, UpstreamOptions.HEADER_BYTES_MAX, FIELDS_MAX, Long.MAX_VALUE);

  private final MemberConnection connection;
  private final SpareReaders spare = SpareReaders.ofLoop();

  /** Null while no answer is to come. */
  private @Nullable MessageReader reader;

  /** What came in this read, and is not read yet. */
  private ByteBuf input = Unpooled.EMPTY_BUFFER;

  AnswerReader(MemberConnection connection) {
    this.connection = connection;
  }

  /**
   * A request is sent: its answer is to come.
   *
   * @param toHead whether it has no body, whatever its fields say
   * @param maySwitch whether it may be a 101
   */
  void expect(boolean toHead, boolean maySwitch) {
    MessageReader lent = spare.lend();
    lent.nextAnswer(toHead, maySwitch);
    reader = lent;
  }

  /** Bytes have come, which are released here. */
  void read(ByteBuf bytes) {
    input = bytes;
    try {
      Http1Exchange exchange = connection.exchange();
      if (exchange != null && connection.isUsedBefore() && exchange.progress().isUnsent()) {
        exchange.connectionClosed(); // it came before the head left: no answer to it
        return;
      }
      boolean more = exchange != null;
      while (more) {
        more = step(exchange) && exchange == connection.exchange();
      }
      if (input.isReadable() && !connection.isTunnel()) {
        connection.close(); // what came behind an answer, or to no request
      }
    } finally {
      input.release();
      input = Unpooled.EMPTY_BUFFER;
    }
  }

  /** Whether there may be more to be read. */
  private boolean step(Http1Exchange exchange) {
    MessagePart part = reader == null ? MessagePart.HELD : reader.read(input);
    exchange.progress().received();
    switch (part) {
      case HEAD -> head(exchange, reader.head());
      case INTERIM -> interim(exchange, reader.head());
      case BODY -> exchange.answer().body(piece());
      case END -> end(exchange);
      case HELD -> exchange.fail(Kind.PROTOCOL_ERROR, "an answer before the request");
      case FAULT -> exchange.fail(Kind.PROTOCOL_ERROR, words());
      default -> {
        return false;
      }
    }
    return true;
  }

  private void head(Http1Exchange exchange, Head upstreamResponse) {
    if (upstreamResponse.line().status() == 101) {
      switchProtocols(exchange, upstreamResponse);
      return;
    }
    exchange.progress().headReceived(ResponseHead.isKeptAlive(upstreamResponse));
    connection.memberKeepsIt(ResponseHead.keepAliveNanos(upstreamResponse));
    exchange.listener().head(upstreamResponse);
    if (exchange.answer() == null) {
      exchange.abandon(); // the rest of it is not wanted
    }
  }

  private void switchProtocols(Http1Exchange exchange, Head upstreamResponse) {
    String fault = ResponseHead.switchFault(upstreamResponse);
    if (!fault.isEmpty()) {
      exchange.fail(Kind.PROTOCOL_ERROR, fault);
      return;
    }
    if (!connection.exchangeSwitched()) {
      exchange.fail(Kind.NO_CONNECTION, "connections.tunnels are in use");
      return;
    }
    UpstreamListener told = exchange.listener();
    exchange.over();
    TunnelEnd member =
        ChannelEndHandler.inPlaceOf(MemberConnectionHandler.class, connection.channel());
    told.switched(upstreamResponse, member);
  }

  private static void interim(Http1Exchange exchange, Head upstreamResponse) {
    if (exchange.progress().isInterimTooMany()) {
      exchange.fail(
          Kind.PROTOCOL_ERROR, "more than " + ConnectionProgress.INTERIM_MAX + " interim answers");
    } else {
      exchange.listener().interim(upstreamResponse);
    }
  }

  private String words() {
    return ResponseHead.words(reader.fault(), reader.head());
  }

  /** The piece that was read; the last one takes along what it came in. */
  private ByteBuf piece() {
    int length = reader.pieceBytes();
    int from = input.readerIndex() - length;
    if (input.isReadable()) {
      return input.retainedSlice(from, length);
    }
    ByteBuf last = input.readerIndex(from);
    input = Unpooled.EMPTY_BUFFER;
    return last;
  }

  /** A body that only a close can end is whole only if the connection was not broken before. */
  private void end(Http1Exchange exchange) {
    if (exchange.progress().isBroken() && !connection.isOpen()) {
      exchange.connectionClosed();
      return;
    }
    MessageReader lent = reader;
    reader = null;
    exchange.end(lent.hasTrailers() ? lent.trailers() : null);
    spare.giveBack(lent);
  }

  /** No more comes. */
  void inputOver() {
    Http1Exchange exchange = connection.exchange();
    if (exchange != null && reader != null && reader.endOfInput() == MessagePart.END) {
      end(exchange);
    }
  }

  /** What came behind the head of a 101 is its tunnel's, who has taken this place. */
  void handOver(ChannelHandlerContext ctx) {
    if (input.isReadable()) {
      ctx.fireChannelRead(input.readRetainedSlice(input.readableBytes()));
    }
  }
}
