package org.rpicluster.balancer.vertx.downstream.listen;

import io.netty.channel.EventLoop;
import io.vertx.core.internal.ContextInternal;
import io.vertx.core.internal.VertxInternal;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The context of each event loop, on which what connections tell runs: what is begun there, such as
 * a look at a disk, comes back to the same loop. One look-up for each connection; any thread.
 */
final class LoopContexts {

  private final VertxInternal vertx;
  private final Map<EventLoop, ContextInternal> contexts = new ConcurrentHashMap<>();

  LoopContexts(VertxInternal vertx) {
    this.vertx = vertx;
  }

  ContextInternal of(EventLoop loop) {
    return contexts.computeIfAbsent(
        loop, each -> vertx.contextBuilder().withEventLoop(each).build());
  }
}
