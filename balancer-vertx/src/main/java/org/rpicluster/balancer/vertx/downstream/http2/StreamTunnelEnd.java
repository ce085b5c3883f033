package org.rpicluster.balancer.vertx.downstream.http2;

import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.http2.Http2Error;
import org.jspecify.annotations.Nullable;
import org.rpicluster.balancer.vertx.tunnel.TunnelEnd;

/**
 * An end of a tunnel that is a stream: what DATA frames carry is its bytes, the end of the stream
 * is that of one direction, and a reset that of both. Within the windows of its stream and
 * connection; on its event loop only. RFC 8441 §5, RFC 9113 §8.5.
 */
final class StreamTunnelEnd implements TunnelEnd {

  private final InboundStream stream;
  private @Nullable Listener listener;
  private boolean isGone;

  StreamTunnelEnd(InboundStream stream) {
    this.stream = stream;
  }

  @Override
  public void open(Listener opened) {
    listener = opened;
    stream.input.onBody(this::received);
    stream.input.onEnd(opened::finished);
    if (isGone) {
      opened.gone();
    } else {
      stream.input.resume();
    }
  }

  private void received(ByteBuf bytes) {
    listener.received(bytes);
    listener.flush();
  }

  /** The stream is closed. */
  void gone() {
    isGone = true;
    if (listener != null) {
      listener.gone();
    }
  }

  @Override
  public void send(ByteBuf bytes) {
    stream.tunnel(bytes);
    if (stream.isFull()) {
      stream.onWritable(listener::writable);
    }
  }

  @Override
  public void flush() {
    stream.flush();
  }

  @Override
  public boolean isWritable() {
    return !stream.isFull();
  }

  @Override
  public void pause() {
    stream.input.pause();
  }

  @Override
  public void resume() {
    stream.input.resume();
  }

  @Override
  public void finish() {
    stream.endTunnel(listener::delivered);
  }

  /** RFC 8441 §5: as the reset of a connection would be. */
  @Override
  public void cut() {
    stream.reset(Http2Error.CANCEL.code());
  }
}
