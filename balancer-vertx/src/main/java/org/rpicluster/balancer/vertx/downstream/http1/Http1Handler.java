package org.rpicluster.balancer.vertx.downstream.http1;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOption;
import io.netty.channel.ChannelPromise;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.vertx.core.internal.ContextInternal;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.rpicluster.balancer.vertx.downstream.Activity;
import org.rpicluster.balancer.vertx.downstream.ClientChannel;
import org.rpicluster.balancer.vertx.downstream.HeadFault;
import org.rpicluster.balancer.vertx.downstream.InboundExchange;
import org.rpicluster.balancer.vertx.fault.HeapErrors;
import org.rpicluster.balancer.vertx.http.codec.MessageReader;
import org.rpicluster.balancer.vertx.http.codec.ReadLimits;
import org.rpicluster.balancer.vertx.netty.FairReads;

/**
 * A client's HTTP/1 connection: the one handler on it. It reads one request at a time, in order;
 * what comes behind one that is not answered stays the bytes that it is, so that after an upgrade
 * nothing has been taken for a request. Its parts: {@link Http1Input} what is not read, {@link
 * Http1Body} the body under way, {@link Http1Output} what goes out, {@link HalfClosedInput} a
 * client that has closed its side. One object for each request besides; on its event loop only. RFC
 * 9112.
 */
public final class Http1Handler extends ChannelDuplexHandler implements ClientChannel.GivesUpHeads {

  /** A head that has needed more is given back as soon as it is not needed, not with the next. */
  private static final int RESTING_BYTES = 4 * 1024;

  private final ContextInternal context;
  private final Duration silence;
  private final Activity activity;
  private final Consumer<InboundExchange> requests;
  private final MessageReader reader;
  private final AnswerHead answerHead = new AnswerHead();
  private final Runnable readAgain = this::readOn;
  private ChannelHandlerContext ctx;
  private Http1Connection connection;
  private Http1Input input;
  private Http1Output output;
  private HalfClosedInput halfClosed;
  private @Nullable InboundHttp1 exchange;
  private boolean reading;
  private boolean headBegun;
  private boolean broken;
  private boolean closing;

  /**
   * For one connection.
   *
   * @param context of its event loop, on which all that is told here runs
   * @param limits of its requests
   * @param silence how long a client that has closed its side is waited for
   * @param activity is told what is under way
   * @param requests gets each request
   */
  public Http1Handler(
      ContextInternal context,
      ReadLimits limits,
      Duration silence,
      Activity activity,
      Consumer<InboundExchange> requests) {
    this.context = context;
    this.silence = silence;
    this.activity = activity;
    this.requests = requests;
    reader = MessageReader.ofRequests(limits);
  }

  @Override
  public void handlerAdded(ChannelHandlerContext added) {
    ctx = added;
    connection = new Http1Connection(added.channel(), this);
    input = new Http1Input(added);
    output = new Http1Output(added);
    halfClosed = new HalfClosedInput(added, output, silence);
    if (!connection.isEncrypted()) {
      // In TLS either side's close is a close for both.
      added.channel().config().setOption(ChannelOption.ALLOW_HALF_CLOSURE, true);
    }
  }

  @Override
  public void channelRead(ChannelHandlerContext here, Object message) {
    ByteBuf bytes = (ByteBuf) message;
    if (broken || connection.takesNoMore() && isIdle()) {
      bytes.release();
    } else if (halfClosed.isQueued() && FairReads.readsToItsEnd(here.channel())) {
      bytes.release();
      here.close(); // or megabytes would be read, in one turn, of a request that is not wanted
    } else {
      input.add(bytes);
      readOn();
    }
  }

  /** Reads as far as can be; does nothing amidst that, as it goes on by itself. */
  void readOn() {
    if (reading || ctx.isRemoved()) {
      return;
    }
    reading = true;
    ContextInternal before = context.beginDispatch();
    try {
      boolean more = true;
      while (more) {
        more = step();
      }
    } finally {
      context.endDispatch(before);
      reading = false;
    }
  }

  /** Whether there may be more to be read. */
  private boolean step() {
    InboundHttp1 now = exchange;
    if (now != null && now.isOver()) {
      exchange = null;
      reader.nextRequest();
      return true;
    }
    if (now == null && (broken || connection.takesNoMore())) {
      input.drop();
      return false;
    }
    if (now != null && now.body.isHeld()) {
      return holdBody();
    }
    return switch (reader.read(input.bytes())) {
      case HEAD -> begin();
      case BODY -> {
        now.body.piece(input.bytes(), reader.pieceBytes());
        yield true;
      }
      case END -> {
        now.body.end();
        advance();
        yield true;
      }
      case INPUT_NEEDED -> inputNeeded();
      case HELD -> holdPipelined();
      case INTERIM, FAULT -> fault(HeadFaults.of(reader.fault()));
    };
  }

  private boolean begin() {
    if (!input.chargeHead(reader.heldBytes())) {
      return fault(HeadFault.NO_MEMORY);
    }
    begin(null);
    return true;
  }

  private void begin(@Nullable HeadFault wrong) {
    headBegun = false;
    answerHead.reset();
    InboundHttp1 begun = new InboundHttp1(this, reader, answerHead, wrong);
    exchange = begun;
    activity.requestBegun();
    requests.accept(begun);
  }

  private boolean holdBody() {
    if (!input.holdBody()) {
      output.close(ctx.newPromise());
    }
    return false;
  }

  private boolean holdPipelined() {
    input.holdPipelined();
    if (input.isEmpty() && halfClosed.isNoted()) {
      inputOver();
    }
    return false;
  }

  private boolean inputNeeded() {
    input.taken();
    if (!input.chargeHead(reader.heldBytes())) {
      return fault(HeadFault.NO_MEMORY);
    }
    if (exchange != null) {
      exchange.body.readComplete();
    } else if (!headBegun && !reader.isBetweenMessages()) {
      headBegun = true;
      activity.headBegun();
    }
    if (halfClosed.isNoted()) {
      inputOver();
    }
    return false;
  }

  /** Where the next request begins is uncertain: nothing more is read. */
  private boolean fault(HeadFault wrong) {
    broken = true;
    input.drop();
    if (exchange == null) {
      begin(wrong);
    } else if (!exchange.body.broken()) {
      output.cut(false);
    }
    return false;
  }

  /** It is answered and logged like any other. */
  @Override
  public boolean giveUpHead() {
    if (broken || exchange != null && !exchange.isOver()) {
      return false;
    }
    if (exchange != null) {
      exchange = null;
      reader.nextRequest();
    }
    context.dispatch(() -> fault(HeadFault.TOO_SLOW));
    return true;
  }

  /** An answer, or the body of its request, has come to its end. */
  void advance() {
    InboundHttp1 now = exchange;
    if (now == null || !now.isOver()) {
      linger();
      return;
    }
    if (closing || now.isLast() || halfClosed.isNoted() && input.isEmpty()) {
      broken = true; // what comes behind is no request of anybody's
      output.closeBehind();
    } else if (!input.isEmpty() || reader.heldBytes() > RESTING_BYTES) {
      ctx.executor().execute(readAgain); // once those who wrote the answer have finished
    }
  }

  /** The final answer has been written, though perhaps not sent. */
  void answered() {
    activity.answered();
  }

  /** Closes the connection as soon as nothing is under way, at the latest after a time. */
  void closeGently(Duration most) {
    closing = true;
    if (isIdle()) {
      output.closeBehind();
    } else {
      linger();
      ctx.executor().schedule(output::closeBehind, most.toNanos(), TimeUnit.NANOSECONDS);
    }
  }

  /** From now on the answer under way, or the next, is the last, however long it is until then. */
  public void endWithNext() {
    closing = true;
  }

  /** Whether the answer under way, or the next, is the last. */
  boolean isClosing() {
    return closing;
  }

  /** As {@link #endWithNext}; where no answer is under way the connection is closed at once. */
  public void leave() {
    closing = true;
    if (isIdle() && input.isEmpty() && !headBegun) {
      output.closeBehind();
    }
  }

  /** The client sees the end of its answer; what it still sends is read for a while. */
  private void linger() {
    if (closing && exchange != null && exchange.isTaken()) {
      output.shutdown();
    }
  }

  private boolean isIdle() {
    return exchange == null || exchange.isOver();
  }

  @Override
  public void userEventTriggered(ChannelHandlerContext here, Object event) {
    if (event instanceof ChannelInputShutdownEvent && halfClosed.note()) {
      if (halfClosed.isQueued()) {
        here.close();
      } else if (input.isEmpty()) {
        inputOver();
      }
    }
    here.fireUserEventTriggered(event);
  }

  /** All that came before the client closed its side is read. */
  private void inputOver() {
    if (isIdle()) {
      output.closeBehind();
    } else if (exchange.body.isOver()) {
      halfClosed.closeWhenSilent();
    } else {
      output.close(ctx.newPromise());
    }
  }

  /** Its request waits for its turn, or does no more. */
  void waits(boolean waiting) {
    halfClosed.queued(waiting);
  }

  @Override
  public void channelWritabilityChanged(ChannelHandlerContext here) {
    if (exchange != null && here.channel().isWritable()) {
      context.dispatch(exchange::writable);
    }
  }

  @Override
  public void channelInactive(ChannelHandlerContext here) {
    broken = true;
    input.drop();
    InboundHttp1 now = exchange;
    if (now != null) {
      now.body.drop();
      context.dispatch(now::gone);
    }
    here.fireChannelInactive();
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext here, Throwable cause) {
    here.close();
    HeapErrors.rethrowIfUsedUp(cause);
  }

  @Override
  public void close(ChannelHandlerContext here, ChannelPromise promise) {
    output.close(promise);
  }

  /** What came behind an upgrade goes to the tunnel that takes this place. */
  @Override
  public void handlerRemoved(ChannelHandlerContext here) {
    output.run();
    ByteBuf rest = input.handOver();
    if (rest.isReadable()) {
      here.fireChannelRead(rest);
    } else {
      rest.release();
    }
  }

  // For its exchange.

  ChannelHandlerContext ctx() {
    return ctx;
  }

  ContextInternal context() {
    return context;
  }

  Http1Connection connection() {
    return connection;
  }

  Http1Output output() {
    return output;
  }

  Activity activity() {
    return activity;
  }
}
