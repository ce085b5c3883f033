package org.rpicluster.balancer.vertx.upstream;

import io.netty.channel.EventLoop;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.rpicluster.balancer.pick.Candidate;
import org.rpicluster.balancer.time.Ticker;

/**
 * The connections of one event loop to the members of one cluster: an array by member slot. On that
 * loop only, but for {@link #close}.
 */
final class LoopConnections {

  private final EventLoop loop;
  private final Connector connector;
  private final UpstreamOptions options;
  private final Ticker ticker;
  private @Nullable MemberConnections[] bySlot = {};

  LoopConnections(EventLoop loop, Connector connector, UpstreamOptions options, Ticker ticker) {
    this.loop = loop;
    this.connector = connector;
    this.options = options;
    this.ticker = ticker;
  }

  /** The connections to a member. A slot whose member has changed gets new ones. */
  MemberConnections to(Candidate candidate) {
    int slot = candidate.slot();
    if (slot >= bySlot.length) {
      bySlot = Arrays.copyOf(bySlot, slot + 1);
    }
    MemberConnections connections = bySlot[slot];
    if (connections == null || !connections.leadTo(candidate.member())) {
      if (connections != null) {
        connections.retire();
      }
      connections = new MemberConnections(candidate.member(), loop, connector, options, ticker);
      bySlot[slot] = connections;
    }
    return connections;
  }

  /** Closes them all. Any thread. */
  Future<Void> close() {
    Promise<Void> closed = Promise.promise();
    loop.execute(
        () -> {
          for (MemberConnections connections : bySlot) {
            if (connections != null) {
              connections.close();
            }
          }
          closed.complete();
        });
    return closed.future();
  }
}
