package org.rpicluster.balancer.vertx.upstream.http2;

import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.http2.Http2Headers;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads what comes on the streams of one connection: a head, its body and its trailers, each judged
 * before the exchange's listener is told. Keeps nothing of an exchange but that it is to be
 * flushed. On its event loop only. RFC 9113 §8.1.
 */
final class StreamReader {

  private final List<StreamExchange> toFlush = new ArrayList<>();

  /** Used again for each. */
  private final ResponseFields heads = new ResponseFields();

  /** Fields have come: an interim head, the head, or trailers. */
  void readFields(StreamExchange exchange, Http2Headers fields, boolean isLast) {
    if (exchange.listener() == null) {
      return;
    }
    exchange.progress().received();
    try {
      judgeFields(exchange, fields, isLast);
    } catch (RuntimeException | Error e) {
      exchange.failedHere(e);
    }
  }

  private void judgeFields(StreamExchange exchange, Http2Headers fields, boolean isLast) {
    if (exchange.progress().isHeadReceived()) {
      exchange.end(heads.trailersOf(fields));
      return;
    }
    int status = ResponseFields.statusOf(fields);
    if (status < 0 || status == 101) {
      exchange.broken("status " + fields.status());
    } else if (status < 200) {
      interim(exchange, status, fields, isLast);
    } else {
      head(exchange, status, fields, isLast);
    }
  }

  private void interim(StreamExchange exchange, int status, Http2Headers fields, boolean isLast) {
    if (isLast || exchange.progress().isInterimTooMany()) {
      exchange.broken("an interim answer too many, or one that is the last");
    } else {
      exchange.listener().interim(heads.headOf(status, fields));
    }
  }

  private void head(StreamExchange exchange, int status, Http2Headers fields, boolean isLast) {
    StreamProgress progress = exchange.progress();
    progress.headReceived(status, fields);
    String fault = isLast ? progress.faultOfEnd() : "";
    if (!fault.isEmpty()) {
      exchange.broken(fault);
      return;
    }
    exchange.expectMore();
    flushLater(exchange);
    exchange.listener().head(heads.headOf(status, fields));
    if (exchange.answer() == null) {
      exchange.abandon(); // the rest of it is not wanted
    }
    endIf(exchange, isLast);
  }

  /**
   * A piece of the body has come.
   *
   * @return how many bytes of the window are free again
   */
  int readData(StreamExchange exchange, ByteBuf data, int padding, boolean isLast) {
    int bytes = data.readableBytes() + padding;
    if (exchange.listener() == null) {
      return bytes;
    }
    exchange.progress().received();
    String fault = exchange.progress().faultOfBody(data.readableBytes());
    if (!fault.isEmpty()) {
      exchange.broken(fault);
      return bytes;
    }
    try {
      if (data.isReadable()) {
        exchange.expectMore();
        flushLater(exchange);
        exchange.answer().body(data.retain());
      }
      endIf(exchange, isLast);
    } catch (RuntimeException | Error e) {
      exchange.failedHere(e);
    }
    return exchange.listener() != null && exchange.isHeldBack(bytes) ? 0 : bytes;
  }

  private static void endIf(StreamExchange exchange, boolean isLast) {
    // The listener may have given up meanwhile.
    if (isLast && exchange.answer() != null) {
      exchange.end(null);
    }
  }

  private void flushLater(StreamExchange exchange) {
    if (exchange.noteFlush()) {
      toFlush.add(exchange);
    }
  }

  /** Nothing more can be read for now. */
  void readComplete() {
    if (!toFlush.isEmpty()) {
      List<StreamExchange> all = new ArrayList<>(toFlush);
      toFlush.clear();
      all.forEach(StreamExchange::flush);
    }
  }
}
