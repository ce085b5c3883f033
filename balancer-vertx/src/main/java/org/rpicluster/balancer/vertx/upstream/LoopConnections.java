package org.rpicluster.balancer.vertx.upstream;

import io.netty.channel.EventLoop;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.rpicluster.balancer.pick.Candidate;
import org.rpicluster.balancer.vertx.upstream.UpstreamFailure.Kind;

/**
 * The connections of one event loop to the members of one cluster: an array by member slot. On that
 * loop only, but for {@link #close}.
 */
final class LoopConnections {

  private final EventLoop loop;
  private final MemberPool.Maker maker;
  private final MemberLimits limits;
  private @Nullable MemberPool[] bySlot = {};

  /** Of members that have left, and still in use. */
  private final List<MemberPool> retired = new ArrayList<>();

  private boolean shut;

  LoopConnections(EventLoop loop, MemberPool.Maker maker, MemberLimits limits) {
    this.loop = loop;
    this.maker = maker;
    this.limits = limits;
  }

  boolean areOf(EventLoop other) {
    return loop == other;
  }

  /** Opens an exchange, unless they are closed. */
  Opening open(Candidate candidate, Upstream.Connection connection, UpstreamListener listener) {
    if (shut) {
      listener.failed(new UpstreamFailure(Kind.NO_CONNECTION, true, ConnectionPool.GONE));
      return Opening.NONE;
    }
    return to(candidate).open(connection, listener);
  }

  /** The connections to a member. A slot whose member has changed gets new ones. */
  private MemberPool to(Candidate candidate) {
    int slot = candidate.slot();
    if (slot >= bySlot.length) {
      bySlot = Arrays.copyOf(bySlot, slot + 1);
    }
    MemberPool pool = bySlot[slot];
    if (pool == null || !pool.leadTo(candidate.member())) {
      if (pool != null) {
        retire(pool);
      }
      pool = maker.poolTo(candidate.member(), loop, limits.of(candidate));
      bySlot[slot] = pool;
    }
    return pool;
  }

  private void retire(MemberPool pool) {
    pool.retire();
    retired.removeIf(MemberPool::isEmpty);
    retired.add(pool);
  }

  /** Closes those that are not in use. Any thread. */
  void closeIdle() {
    loop.execute(
        () -> Arrays.stream(bySlot).filter(Objects::nonNull).forEach(MemberPool::closeIdle));
  }

  /** Closes them all; none is opened any more. */
  void shut() {
    shut = true;
    retired.forEach(MemberPool::close);
    for (MemberPool pool : bySlot) {
      if (pool != null) {
        pool.close();
      }
    }
  }

  /** The same, and says when. Any thread. */
  Future<Void> close() {
    Promise<Void> closed = Promise.promise();
    loop.execute(
        () -> {
          shut();
          closed.complete();
        });
    return closed.future();
  }
}
