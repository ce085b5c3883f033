package org.rpicluster.balancer.vertx.downstream.http1;

import io.netty.buffer.ByteBuf;
import io.vertx.core.internal.ContextInternal;
import java.util.function.Consumer;
import org.rpicluster.balancer.vertx.downstream.HeadFault;
import org.rpicluster.balancer.vertx.downstream.InboundExchange;
import org.rpicluster.balancer.vertx.http.codec.MessageReader;
import org.rpicluster.balancer.vertx.http.codec.ReadLimits;

/**
 * The requests of one connection, one at a time and in order: how far is read, and what becomes of
 * what cannot be. What comes behind a request that is not answered stays the bytes that it is, so
 * that after an upgrade nothing has been taken for a request. One small object for each request; on
 * the connection's event loop only. RFC 9112 §9.3.2.
 */
final class Http1Requests {

  /** A head that has needed more is given back as soon as it is not needed, not with the next. */
  private static final int RESTING_BYTES = 4 * 1024;

  private final Http1Handler handler;
  private final Http1Input input;
  private final Consumer<InboundExchange> requests;
  private final MessageReader reader;
  private final ExchangeUnderWay exchange;
  private boolean reading;
  private boolean asked;
  private boolean headBegun;
  private boolean stopped;

  /**
   * None yet.
   *
   * @param limits of each
   * @param requests gets each
   */
  Http1Requests(
      Http1Handler handler,
      Http1Input input,
      ReadLimits limits,
      Consumer<InboundExchange> requests) {
    this.handler = handler;
    this.input = input;
    this.requests = requests;
    reader = MessageReader.ofRequests(limits);
    exchange = new ExchangeUnderWay(handler, reader);
  }

  /** More has come. */
  void add(ByteBuf bytes) {
    input.add(bytes);
    readOn();
  }

  /** Whether nothing that comes is read. */
  boolean isStopped() {
    return stopped || handler.connection().takesNoMore() && isIdle();
  }

  /**
   * Reads as far as can be. Amidst that it does nothing, as it goes on by itself; nor while the
   * last of an answer is written, behind which it does.
   */
  void readOn() {
    asked = exchange.isEnding();
    if (reading || asked || handler.ctx().isRemoved()) {
      return;
    }
    reading = true;
    ContextInternal before = handler.context().beginDispatch();
    try {
      boolean more = true;
      while (more) {
        more = step();
      }
    } finally {
      handler.context().endDispatch(before);
      reading = false;
    }
  }

  /** Whether there may be more to be read. */
  private boolean step() {
    if (exchange.isOver()) {
      next();
      return true;
    }
    boolean underWay = exchange.isUnderWay();
    if (!underWay && (stopped || handler.connection().takesNoMore())) {
      input.drop();
      return false;
    }
    if (underWay && exchange.body.isHeld()) {
      return holdBody();
    }
    return switch (reader.read(input.bytes())) {
      case HEAD -> begin();
      case BODY -> {
        exchange.body.piece(input, reader.pieceBytes());
        yield true;
      }
      case END -> {
        exchange.body.end();
        handler.ending().advance();
        yield true;
      }
      case INPUT_NEEDED -> inputNeeded();
      case HELD -> holdPipelined();
      case INTERIM, FAULT -> fault(HeadFaults.of(reader.fault()));
    };
  }

  private void next() {
    exchange.leave();
    reader.nextRequest();
  }

  private boolean begin() {
    if (!input.chargeHead(reader.heldBytes())) {
      return fault(HeadFault.NO_MEMORY);
    }
    headBegun = false;
    exchange.begin(null);
    begun();
    return true;
  }

  private void begun() {
    handler.activity().requestBegun();
    requests.accept(new InboundHttp1(exchange));
  }

  private boolean holdBody() {
    if (!input.holdBody()) {
      handler.output().close(handler.ctx().newPromise());
    }
    return false;
  }

  private boolean holdPipelined() {
    input.holdPipelined();
    if (input.isEmpty()) {
      handler.ending().inputRead();
    }
    return false;
  }

  private boolean inputNeeded() {
    input.taken();
    if (!input.chargeHead(reader.heldBytes())) {
      return fault(HeadFault.NO_MEMORY);
    }
    if (exchange.isUnderWay()) {
      exchange.body.readComplete();
    } else if (!headBegun && !reader.isBetweenMessages()) {
      headBegun = true;
      handler.activity().headBegun();
    }
    handler.ending().inputRead();
    return false;
  }

  /** Where the next request begins is uncertain: nothing more is read. */
  private boolean fault(HeadFault wrong) {
    stopped = true;
    input.drop();
    if (!exchange.isUnderWay()) {
      headBegun = false;
      exchange.begin(wrong);
      begun();
    } else if (!exchange.body.broken()) {
      handler.output().cut(false);
    }
    return false;
  }

  /** The head that was begun becomes an invalid request; whether there was such a head. */
  boolean giveUpHead() {
    if (stopped || !isIdle()) {
      return false;
    }
    if (exchange.isUnderWay()) {
      next();
    }
    handler.context().dispatch(() -> fault(HeadFault.TOO_SLOW));
    return true;
  }

  /** The last of an answer has been written. */
  void answered() {
    if (asked) {
      readOn();
    }
  }

  /** What comes from now on is no request. */
  void stop() {
    stopped = true;
  }

  /** The connection is closed. */
  void closed() {
    stopped = true;
    input.drop();
    if (exchange.isUnderWay()) {
      exchange.body.drop();
      handler.context().dispatch(exchange::gone);
    }
  }

  /** The one under way, or that is over and has no successor yet. */
  ExchangeUnderWay exchange() {
    return exchange;
  }

  /** Whether none is under way. */
  boolean isIdle() {
    return !exchange.isUnderWay() || exchange.isOver();
  }

  /** Whether none is under way, and nothing of one has come. */
  boolean isResting() {
    return isIdle() && input.isEmpty() && !headBegun;
  }

  /** Whether something is to be read, or given back, behind a request that is over. */
  boolean isMoreDue() {
    return !input.isEmpty() || reader.heldBytes() > RESTING_BYTES;
  }
}
