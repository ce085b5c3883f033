package org.rpicluster.balancer.program.site.serve;

import io.vertx.core.Vertx;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.function.BiConsumer;
import org.rpicluster.balancer.vertx.proxy.LocalExchange;

/**
 * Looks for the files of exchanges on worker threads. What one turn of an event loop asks for goes
 * to one thread together, as to wake a thread costs more than to look at a file that was found a
 * moment ago; what was not goes on alone, so that none waits for another's disk. On event loops.
 */
final class LookupTurns {

  private final Vertx vertx;
  private final FileLookup files;
  private final BiConsumer<LocalExchange, FoundFile> answer;
  private final BiConsumer<LocalExchange, Throwable> failed;

  /** What was asked for since the sockets were read, by event loops. */
  private final Map<Executor, List<Lookup>> turns = new ConcurrentHashMap<>();

  /** An exchange waits for a file. */
  private record Lookup(LocalExchange exchange, RecentPages.Asked asked) {}

  /**
   * Those of a site.
   *
   * @param answer gets what was found, on the exchange's event loop
   * @param failed gets why nothing could be looked for, there as well
   */
  LookupTurns(
      Vertx vertx,
      FileLookup files,
      BiConsumer<LocalExchange, FoundFile> answer,
      BiConsumer<LocalExchange, Throwable> failed) {
    this.vertx = vertx;
    this.files = files;
    this.answer = answer;
    this.failed = failed;
  }

  /** Looks for a file. */
  void look(LocalExchange exchange, RecentPages.Asked asked) {
    Executor loop = exchange.loop();
    List<Lookup> turn = turns.get(loop);
    if (turn == null) {
      turn = new ArrayList<>();
      turns.put(loop, turn);
      loop.execute(() -> together(loop));
    }
    turn.add(new Lookup(exchange, asked));
  }

  private void together(Executor loop) {
    List<Lookup> turn = turns.remove(loop);
    vertx
        .executeBlocking(() -> turn.stream().map(this::again).toList(), false)
        .onComplete(
            outcomes -> outcomes.forEach(loop::execute),
            failure -> turn.forEach(each -> fail(each, failure)));
  }

  /** What is to be done on the event loop. */
  private Runnable again(Lookup lookup) {
    try {
      Optional<FoundFile> found = files.again(lookup.asked());
      return found.isEmpty()
          ? () -> alone(lookup)
          : () -> answer.accept(lookup.exchange(), found.get());
    } catch (IOException | RuntimeException failure) {
      return () -> failed.accept(lookup.exchange(), failure);
    }
  }

  private void alone(Lookup lookup) {
    LocalExchange exchange = lookup.exchange();
    vertx
        .executeBlocking(() -> files.find(lookup.asked()), false)
        .onComplete(
            found -> exchange.loop().execute(() -> answer.accept(exchange, found)),
            failure -> fail(lookup, failure));
  }

  private void fail(Lookup lookup, Throwable failure) {
    lookup.exchange().loop().execute(() -> failed.accept(lookup.exchange(), failure));
  }
}
