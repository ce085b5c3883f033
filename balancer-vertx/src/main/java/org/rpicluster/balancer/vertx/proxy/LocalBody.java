package org.rpicluster.balancer.vertx.proxy;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.vertx.core.Promise;
import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.rpicluster.balancer.vertx.downstream.InboundExchange;
import org.rpicluster.balancer.vertx.http.Protocol;

/**
 * Takes in the body of a request that this server answers itself: so many bytes, within {@value
 * #WAIT_MILLIS} ms. A client that still sends {@link #LINGER} after its refusal is cut off. Costs a
 * timer and a buffer for each body. On the exchange's event loop only.
 */
final class LocalBody {

  /** As long as nginx' {@code client_body_timeout} would be if bodies were never typed by hand. */
  static final long WAIT_MILLIS = 10_000;

  /** For a client that sends on: long enough to read the answer. */
  static final Duration LINGER = Duration.ofSeconds(2);

  /** The answer is whole, and the rest of the request is not wanted (RFC 9113 §8.1). */
  private static final long NO_ERROR = 0x0;

  private final InboundExchange inbound;
  private final int bytesMax;
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final Promise<byte[]> read = Promise.promise();

  private LocalBody(InboundExchange inbound, int bytesMax) {
    this.inbound = inbound;
    this.bytesMax = bytesMax;
  }

  /** Begins to read; the promise fails as well if it is failed by whatever sees the client go. */
  static Promise<byte[]> read(InboundExchange inbound, int bytesMax) {
    LocalBody body = new LocalBody(inbound, bytesMax);
    body.begin();
    return body.read;
  }

  private void begin() {
    ScheduledFuture<?> timer =
        inbound.loop().schedule(this::tooSlow, WAIT_MILLIS, TimeUnit.MILLISECONDS);
    read.future().onComplete(any -> timer.cancel(false));
    inbound.onBody(this::add);
    inbound.onBodyEnd(() -> read.tryComplete(bytes.toByteArray()));
    if (announced() > bytesMax) {
      tooLarge();
    } else if (isAwaited()) {
      inbound.sendContinue();
    }
  }

  private boolean isAwaited() {
    String expect = inbound.fields().get(HttpHeaderNames.EXPECT);
    return expect != null && HttpHeaderValues.CONTINUE.contentEqualsIgnoreCase(expect);
  }

  private long announced() {
    String length = inbound.fields().get(HttpHeaderNames.CONTENT_LENGTH);
    // The parser lets only digits through, but any number of them.
    return length == null ? 0 : length.length() > 9 ? Long.MAX_VALUE : Long.parseLong(length);
  }

  private void add(ByteBuf piece) {
    int more = piece.readableBytes();
    if (!read.future().isComplete() && bytes.size() + more <= bytesMax) {
      bytes.writeBytes(ByteBufUtil.getBytes(piece));
    } else if (!read.future().isComplete()) {
      tooLarge();
    }
    piece.release();
  }

  private void tooSlow() {
    refuse(new LocalRefusal(408, "the body did not come in time"));
  }

  private void tooLarge() {
    String most = "at most " + (bytesMax >> 10) + " KiB";
    refuse(new LocalRefusal(413, "body: too large (expected: " + most + ")"));
  }

  private void refuse(LocalRefusal refusal) {
    if (read.tryFail(refusal)) {
      inbound.later(LINGER, this::cut);
    }
  }

  private void cut() {
    if (inbound.isBodyEnded()) {
      return;
    }
    if (inbound.protocol() == Protocol.HTTP_2) {
      inbound.reset(NO_ERROR);
    } else {
      inbound.connection().close();
    }
  }
}
