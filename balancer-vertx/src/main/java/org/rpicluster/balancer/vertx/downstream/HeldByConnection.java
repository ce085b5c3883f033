package org.rpicluster.balancer.vertx.downstream;

import io.netty.channel.Channel;
import io.netty.util.AttributeKey;
import java.util.function.IntSupplier;
import org.rpicluster.balancer.vertx.memory.MemoryAccount;
import org.rpicluster.balancer.vertx.memory.MemoryCharge;
import org.rpicluster.balancer.vertx.memory.MemoryShare;

/**
 * The charges of one connection of a client before a request is whole and routed: itself, the head
 * or the trailers that are under way, and what was read of a body ahead of its member. All of it is
 * released when the connection closes. On its event loop only.
 */
public final class HeldByConnection {

  /**
   * So much of a head, and of the room in which its lines are read, is charged with the connection
   * itself: a usual head finds room however many there are that never end.
   */
  public static final int HEAD_BYTES_FREE = 2 * 1024;

  private static final AttributeKey<HeldByConnection> KEY =
      AttributeKey.valueOf(HeldByConnection.class, "of the connection");

  private final IntSupplier fieldsMax;
  private final MemoryCharge connection;
  private final MemoryCharge head;
  private final MemoryCharge ahead;
  private final MemoryShare aheadShare;

  private HeldByConnection(MemoryAccount memory, IntSupplier fieldsMax) {
    this.fieldsMax = fieldsMax;
    connection = new MemoryCharge(memory.share("connections"));
    head = new MemoryCharge(memory.share("heads"));
    aheadShare = memory.share("read ahead");
    ahead = new MemoryCharge(aheadShare);
  }

  /**
   * Charges a connection that has just been accepted.
   *
   * @param bytes what it costs at once
   * @param fieldsMax how many fields a head may have, and how many trailers
   * @return whether there is room; if not, it is to be closed
   */
  public static boolean begin(
      Channel channel, MemoryAccount memory, long bytes, IntSupplier fieldsMax) {
    HeldByConnection held = new HeldByConnection(memory, fieldsMax);
    if (!held.connection.resize(bytes)) {
      return false;
    }
    channel.attr(KEY).set(held);
    channel.closeFuture().addListener(closed -> held.release());
    return true;
  }

  /** How much one more connection may cost. */
  public static MemoryShare connections(MemoryAccount memory) {
    return memory.share("connections");
  }

  /**
   * That of a connection; one that is charged nowhere if no listener of this package accepted it.
   */
  public static HeldByConnection of(Channel channel) {
    HeldByConnection held = channel.attr(KEY).get();
    if (held == null) {
      held = new HeldByConnection(MemoryAccount.unbounded(), () -> Integer.MAX_VALUE);
      channel.attr(KEY).set(held);
    }
    return held;
  }

  /** The connection itself costs this much from now on: it has become what it is. */
  public boolean connection(long bytes) {
    return connection.resize(bytes);
  }

  /** A head or trailers under way, and the room for their lines, cost this much by now. */
  public boolean head(long bytes) {
    return head.resize(Math.max(0, bytes - HEAD_BYTES_FREE));
  }

  /** So much was read of bodies that their members have not taken. */
  public boolean ahead(long bytes) {
    return ahead.resize(bytes);
  }

  /** The same of the streams of HTTP/2, which stay a turn longer than their connection. */
  public MemoryCharge aheadOfStreams() {
    return new MemoryCharge(aheadShare);
  }

  /** How many fields a head may have, and how many trailers. */
  public int fieldsMax() {
    return fieldsMax.getAsInt();
  }

  private void release() {
    connection.release();
    head.release();
    ahead.release();
  }
}
