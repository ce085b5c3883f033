package org.rpicluster.balancer.vertx.reach;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import java.net.InetAddress;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The system's own resolver, {@code getaddrinfo}. It blocks, so it has threads of its own, where a
 * name server that is gone holds up nothing else; who asks for a name that is being looked up waits
 * for the same answer. Any thread.
 */
final class SystemNames implements Names {

  /** Names that can be looked up at one time. */
  private static final int THREADS = 4;

  private final WorkerExecutor threads;
  private final Map<String, Promise<List<InetAddress>>> running = new ConcurrentHashMap<>();

  SystemNames(Vertx vertx) {
    threads = vertx.createSharedWorkerExecutor("balancer-names", THREADS);
  }

  @Override
  public Future<List<InetAddress>> lookUp(String host) {
    Promise<List<InetAddress>> mine = Promise.promise();
    Promise<List<InetAddress>> others = running.putIfAbsent(host, mine);
    if (others != null) {
      return others.future();
    }
    threads
        .executeBlocking(() -> List.of(InetAddress.getAllByName(host)), false)
        .onComplete(
            done -> {
              running.remove(host);
              mine.handle(done);
            });
    return mine.future();
  }
}
