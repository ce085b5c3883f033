package org.rpicluster.balancer.vertx.probe;

import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.streams.WriteStream;
import io.vertx.ext.web.codec.BodyCodec;
import io.vertx.ext.web.codec.spi.BodyStream;
import java.nio.charset.StandardCharsets;

/**
 * The beginning of a body, a character for each byte, as a {@code Regex} reads it. The rest is
 * read, as an answer that breaks off is none, but not kept; and a body without end is cut. For one
 * answer, on its event loop.
 */
final class FirstBytes implements BodyCodec<String>, BodyStream<String> {

  /** What is looked at: a page for people has its first words within it, a status page all. */
  static final int KEPT_MAX = 64 << 10;

  /** What is read at most: more is not worth a download every few seconds. */
  static final int READ_MAX = 1 << 20;

  private final Runnable begins;
  private final Buffer kept = Buffer.buffer();
  private final Promise<String> text = Promise.promise();
  private long read;

  /**
   * One that waits for its answer.
   *
   * @param begins is told when the head of the answer has come
   */
  FirstBytes(Runnable begins) {
    this.begins = begins;
  }

  @Override
  public BodyStream<String> stream() {
    begins.run();
    return this;
  }

  @Override
  public Future<Void> write(Buffer data) {
    read += data.length();
    if (read > READ_MAX) {
      return Future.failedFuture("the answer is longer than " + (READ_MAX >> 20) + " MiB");
    }
    kept.appendBuffer(data, 0, Math.min(data.length(), KEPT_MAX - kept.length()));
    return Future.succeededFuture();
  }

  @Override
  public Future<Void> end() {
    text.tryComplete(kept.toString(StandardCharsets.ISO_8859_1));
    return Future.succeededFuture();
  }

  @Override
  public Future<String> result() {
    return text.future();
  }

  @Override
  public void handle(Throwable failure) {
    text.tryFail(failure);
  }

  @Override
  public WriteStream<Buffer> exceptionHandler(Handler<Throwable> handler) {
    return this;
  }

  @Override
  public WriteStream<Buffer> setWriteQueueMaxSize(int maxSize) {
    return this;
  }

  @Override
  public boolean writeQueueFull() {
    return false;
  }

  @Override
  public WriteStream<Buffer> drainHandler(Handler<Void> handler) {
    return this;
  }
}
