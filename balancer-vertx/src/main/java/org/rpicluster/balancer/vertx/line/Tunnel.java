package org.rpicluster.balancer.vertx.line;

import io.netty.buffer.ByteBuf;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.internal.buffer.BufferInternal;
import io.vertx.core.net.NetSocket;
import java.util.ArrayDeque;
import java.util.Queue;
import org.jspecify.annotations.Nullable;
import org.rpicluster.balancer.vertx.upstream.UpstreamExchange;

/**
 * Stage 10 after a 101: bytes both ways, neither faster than the other side takes them, until one
 * side closes. Vert.x knows no half-closed connections, so a close by one side is a close for both;
 * what was sent before it arrives. On its event loop only.
 */
final class Tunnel {

  private final Exchange exchange;
  private final Settle settle;
  private @Nullable UpstreamExchange upstream;
  private @Nullable NetSocket socket;

  /** What the member sends until the client's side stands; the member is held back meanwhile. */
  private final Queue<ByteBuf> early = new ArrayDeque<>();

  private boolean memberClosed;
  private long bytesToClient;

  Tunnel(Exchange exchange, Settle settle, UpstreamExchange upstream) {
    this.exchange = exchange;
    this.settle = settle;
    this.upstream = upstream;
  }

  void open() {
    exchange.status = 101;
    upstream.pause();
    exchange.inboundRequest.toNetSocket().onSuccess(this::opened).onFailure(any -> clientClosed());
  }

  private void opened(NetSocket opened) {
    socket = opened;
    socket.handler(this::toMember);
    socket.exceptionHandler(broken -> {}); // the close that follows says it all
    socket.closeHandler(closed -> clientClosed());
    early.forEach(this::write);
    early.clear();
    if (memberClosed) {
      socket.close();
    } else {
      upstream.resume();
    }
  }

  private void toMember(Buffer bytes) {
    if (upstream == null) {
      return;
    }
    exchange.lease.addBytesToMember(bytes.length());
    upstream.sendBody(((BufferInternal) bytes).getByteBuf());
    if (upstream != null && !upstream.isWritable()) {
      socket.pause();
    }
  }

  /** The member takes more. */
  void goOn() {
    if (socket != null) {
      socket.resume();
    }
  }

  /** Bytes from the member; they are released here. */
  void toClient(ByteBuf bytes) {
    if (socket == null) {
      early.add(bytes);
    } else {
      write(bytes);
    }
  }

  private void write(ByteBuf bytes) {
    bytesToClient += bytes.readableBytes();
    exchange.lease.addBytesFromMember(bytes.readableBytes());
    socket.write(BufferInternal.buffer(bytes)).onComplete(written -> bytes.release());
    if (upstream != null && socket.writeQueueFull()) {
      upstream.pause();
      socket.drainHandler(drained -> resumeMember());
    }
  }

  private void resumeMember() {
    if (upstream != null) {
      upstream.resume();
    }
  }

  /** The member has closed its side: the client gets what was sent, and then the close. */
  void memberClosed() {
    upstream = null;
    memberClosed = true;
    settle.tunnelClosed(exchange, bytesToClient);
    if (socket != null) {
      socket.close();
    }
  }

  private void clientClosed() {
    early.forEach(ByteBuf::release);
    early.clear();
    UpstreamExchange abandoned = upstream;
    upstream = null;
    settle.tunnelClosed(exchange, bytesToClient);
    if (abandoned != null) {
      abandoned.abandon();
    }
  }
}
