package org.rpicluster.balancer.vertx.upstream;

import io.netty.channel.EventLoop;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.rpicluster.balancer.pick.Candidate;

/**
 * The connections of one event loop to the members of one cluster: an array by member slot. On that
 * loop only, but for {@link #close}.
 */
final class LoopConnections {

  private final EventLoop loop;
  private final MemberPool.Maker maker;
  private @Nullable MemberPool[] bySlot = {};

  LoopConnections(EventLoop loop, MemberPool.Maker maker) {
    this.loop = loop;
    this.maker = maker;
  }

  /** The connections to a member. A slot whose member has changed gets new ones. */
  MemberPool to(Candidate candidate) {
    int slot = candidate.slot();
    if (slot >= bySlot.length) {
      bySlot = Arrays.copyOf(bySlot, slot + 1);
    }
    MemberPool connections = bySlot[slot];
    if (connections == null || !connections.leadTo(candidate.member())) {
      if (connections != null) {
        connections.retire();
      }
      connections = maker.poolTo(candidate.member(), loop);
      bySlot[slot] = connections;
    }
    return connections;
  }

  /** Closes them all. Any thread. */
  Future<Void> close() {
    Promise<Void> closed = Promise.promise();
    loop.execute(
        () -> {
          for (MemberPool connections : bySlot) {
            if (connections != null) {
              connections.close();
            }
          }
          closed.complete();
        });
    return closed.future();
  }
}
