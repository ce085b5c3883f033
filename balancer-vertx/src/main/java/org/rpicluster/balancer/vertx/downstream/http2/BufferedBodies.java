package org.rpicluster.balancer.vertx.downstream.http2;

import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2Exception;
import java.util.ArrayList;
import java.util.List;
import org.rpicluster.balancer.vertx.memory.MemoryCharge;

/**
 * The pieces of clients' bodies on one connection that are held ahead of their members: they are
 * charged before they are kept, and a connection that has no room for what it sends is ended. And
 * the bodies of which short pieces wait for the end of a read, to go on as one. On its event loop
 * only. RFC 9113 §10.5.
 */
final class BufferedBodies {

  /** Of a usual upload less than this waits: it finds room however much others have ahead. */
  private static final int FREE_BYTES = 8 * 1024;

  private final MemoryCharge charge;
  private final List<StreamInput> due = new ArrayList<>();
  private long cost;

  BufferedBodies(MemoryCharge charge) {
    this.charge = charge;
  }

  /** A body holds so much more, or less. */
  void changed(int bytes) {
    cost += bytes;
    if (cost - FREE_BYTES < charge.bytes()) {
      charge.resize(Math.max(0, cost - FREE_BYTES)); // giving back finds room
    }
  }

  /**
   * Charges what is held.
   *
   * @throws Http2Exception if there is no room for it
   */
  void requireRoom() throws Http2Exception {
    if (!charge.resize(Math.max(0, cost - FREE_BYTES))) {
      throw Http2Exception.connectionError(
          Http2Error.ENHANCE_YOUR_CALM, "too much is sent ahead of the member that takes it");
    }
  }

  /** A body has a piece that goes on when the read is over. */
  void due(StreamInput body) {
    due.add(body);
  }

  /** A read is over. */
  void readComplete() {
    for (int i = 0; i < due.size(); i++) {
      due.get(i).readComplete();
    }
    due.clear();
  }

  /** The connection is over. */
  void release() {
    charge.release();
  }
}
