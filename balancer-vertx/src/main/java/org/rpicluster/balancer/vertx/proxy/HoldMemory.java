package org.rpicluster.balancer.vertx.proxy;

import org.rpicluster.balancer.vertx.http.Fields;
import org.rpicluster.balancer.vertx.memory.MemoryCharge;
import org.rpicluster.balancer.vertx.memory.MemoryShare;

/**
 * After stage 3: what a request costs of the heap while it is under way or waits, charged to its
 * cluster's share from the head to the end: of the exchange, and over HTTP/2 of its stream, which
 * stays as long as the client does not take the answer. Two atomic additions at the begin and two
 * at the end; on the exchange's event loop.
 */
final class HoldMemory {

  /**
   * A request with a few fields, its exchange, its place in line and a connection to a member.
   * Measured on JDK 17: with the four fields that are charged beside it 6.0 KiB, 480 in flight; so
   * much is charged in all.
   */
  private static final int REQUEST_BYTES = 5 * 1024;

  /** The same with its stream. Measured: 10.0 KiB, a thousand in flight. */
  private static final int STREAM_BYTES = 11 * 1024;

  /**
   * A field without its characters: as it was read, and written anew for the member. Measured: 187
   * B with a name of three characters and no value.
   */
  private static final int FIELD_BYTES = 192;

  /** As they were read, and names as text as well. Measured: 1.4, with values of 129 characters. */
  private static final int CHARACTER_COPIES = 2;

  private HoldMemory() {}

  /**
   * Charges a request that may be carried.
   *
   * @throws Refusal if its share has no room
   */
  static void begin(Exchange exchange, MemoryShare share) {
    if (!charge(exchange, share)) {
      throw Refusal.noMemory();
    }
  }

  /** Charges one that is answered here, and whose answer may wait for its client. */
  static boolean beginAnswer(Exchange exchange, MemoryShare share) {
    return exchange.charge != null || charge(exchange, share);
  }

  private static boolean charge(Exchange exchange, MemoryShare share) {
    MemoryCharge charge = new MemoryCharge(share);
    if (!charge.resize(cost(exchange))) {
      return false;
    }
    exchange.charge = charge;
    if (exchange.isMultiplexed()) {
      exchange.inbound.onReleased(charge);
    }
    return true;
  }

  private static long cost(Exchange exchange) {
    Fields fields = exchange.inbound.fields();
    long characters = fields.characters() + exchange.inbound.target().length();
    return (exchange.isMultiplexed() ? STREAM_BYTES : REQUEST_BYTES)
        + (long) FIELD_BYTES * fields.size()
        + CHARACTER_COPIES * characters;
  }

  /** Nothing of the exchange is held any more; a stream says so itself. */
  static void end(Exchange exchange) {
    if (exchange.charge != null
        && !(exchange.isMultiplexed() && exchange.inbound.connection().isReached())) {
      exchange.charge.release();
    }
  }
}
