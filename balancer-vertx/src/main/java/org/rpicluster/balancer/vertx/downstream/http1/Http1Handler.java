package org.rpicluster.balancer.vertx.downstream.http1;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOption;
import io.netty.channel.ChannelPromise;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.vertx.core.internal.ContextInternal;
import java.time.Duration;
import java.util.function.Consumer;
import org.rpicluster.balancer.vertx.downstream.Activity;
import org.rpicluster.balancer.vertx.downstream.ClientChannel;
import org.rpicluster.balancer.vertx.downstream.InboundExchange;
import org.rpicluster.balancer.vertx.fault.HeapErrors;
import org.rpicluster.balancer.vertx.http.codec.ReadLimits;
import org.rpicluster.balancer.vertx.netty.FairReads;

/**
 * A client's HTTP/1 connection: the one handler on it, which hands what its channel tells to its
 * parts. {@link Http1Input} is what is not read, {@link Http1Requests} what is made of it, {@link
 * ExchangeUnderWay} the request under way and its answer, {@link Http1Output} what goes out, {@link
 * Http1Ending} the way to the close, {@link HalfClosedInput} a client that has closed its side. On
 * its event loop only. RFC 9112.
 */
public final class Http1Handler extends ChannelDuplexHandler implements ClientChannel.GivesUpHeads {

  private final ContextInternal context;
  private final ReadLimits limits;
  private final Duration silence;
  private final Activity activity;
  private final Consumer<InboundExchange> receiver;
  private ChannelHandlerContext ctx;
  private Http1Connection connection;
  private Http1Input input;
  private Http1Output output;
  private Http1Requests requests;
  private HalfClosedInput halfClosed;
  private Http1Ending ending;

  /**
   * For one connection.
   *
   * @param context of its event loop, on which all that is told here runs
   * @param limits of its requests
   * @param silence how long a client that has closed its side is waited for
   * @param activity is told what is under way
   * @param receiver gets each request
   */
  public Http1Handler(
      ContextInternal context,
      ReadLimits limits,
      Duration silence,
      Activity activity,
      Consumer<InboundExchange> receiver) {
    this.context = context;
    this.limits = limits;
    this.silence = silence;
    this.activity = activity;
    this.receiver = receiver;
  }

  @Override
  public void handlerAdded(ChannelHandlerContext added) {
    ctx = added;
    connection = new Http1Connection(added.channel(), this);
    input = new Http1Input(added);
    output = new Http1Output(added, () -> requests.exchange().turnOver());
    requests = new Http1Requests(this, input, limits, receiver);
    halfClosed = new HalfClosedInput(added, output, silence);
    ending = new Http1Ending(this, requests, input, halfClosed);
    if (!connection.isEncrypted()) {
      // In TLS either side's close is a close for both.
      added.channel().config().setOption(ChannelOption.ALLOW_HALF_CLOSURE, true);
    }
  }

  @Override
  public void channelRead(ChannelHandlerContext here, Object message) {
    ByteBuf bytes = (ByteBuf) message;
    if (requests.isStopped()) {
      bytes.release();
    } else if (halfClosed.isQueued() && FairReads.readsToItsEnd(here.channel())) {
      bytes.release();
      here.close(); // or megabytes would be read, in one turn, of a request that is not wanted
    } else {
      requests.add(bytes);
    }
  }

  @Override
  public void userEventTriggered(ChannelHandlerContext here, Object event) {
    if (event instanceof ChannelInputShutdownEvent) {
      ending.sideClosed();
    }
    here.fireUserEventTriggered(event);
  }

  @Override
  public void channelWritabilityChanged(ChannelHandlerContext here) {
    if (here.channel().isWritable()) {
      context.dispatch(requests.exchange()::writable);
    }
  }

  @Override
  public void channelInactive(ChannelHandlerContext here) {
    requests.closed();
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
    output.sendDue();
    ByteBuf rest = input.handOver();
    if (rest.isReadable()) {
      here.fireChannelRead(rest);
    } else {
      rest.release();
    }
  }

  /** It is answered and logged like any other. */
  @Override
  public boolean giveUpHead() {
    return requests.giveUpHead();
  }

  /** The next answer whose head is sent is the last, however long it is until then. */
  public void endWithNext() {
    ending.withNext();
  }

  /** As {@link #endWithNext}; where no answer is under way the connection is closed at once. */
  public void leave() {
    ending.leave();
  }

  /** Its request waits for its turn, or does no more. */
  void waits(boolean waiting) {
    halfClosed.queued(waiting);
  }

  // Its parts, for each other.

  ChannelHandlerContext ctx() {
    return ctx;
  }

  ContextInternal context() {
    return context;
  }

  Activity activity() {
    return activity;
  }

  Http1Connection connection() {
    return connection;
  }

  Http1Requests requests() {
    return requests;
  }

  Http1Output output() {
    return output;
  }

  Http1Ending ending() {
    return ending;
  }
}
